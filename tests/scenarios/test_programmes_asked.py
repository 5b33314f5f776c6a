"""Members ask about each programme of the centre in their own words, several in one conversation."""

from datetime import timedelta

import pytest

from tests.scenarios.conversation import Conversation
from vocabulary.beijing import today

covers = pytest.mark.covers


@covers(asked=[1, 2, 22], done=[1, 22])
def test_who_the_centre_is_what_it_offers_and_where(talk: Conversation) -> None:
    assert "不是保险公司" in talk.say("你们是保险公司吗")
    everything = talk.say("一共有哪些项目")
    assert "二次报销" in everything
    assert "应急救助" in everything
    where = talk.say("官网网址是什么")
    assert "www.bjszghzbz.org.cn" in where
    assert "12351" in where
    assert "不客气" in talk.say("谢谢啊")


@covers(asked=[3], done=[3])
def test_the_quarterly_reimbursement_how_it_works_and_what_came(talk: Conversation) -> None:
    how = talk.say("二次报销怎么报")
    assert "季度" in how
    assert "20%" in talk.say("报多少")
    assert "材料" in talk.say("那材料呢")
    talk.become("zhang_wei")
    deposit = talk.say("卡里多了326是啥钱")
    assert "326" in deposit
    paid_on = today() - timedelta(days=4)
    assert f"{paid_on.month}月{paid_on.day}日" in deposit
    assert "没有查到给您打过 5,000 元" in talk.say("那五千的呢")


@covers(asked=[4], done=[4])
def test_a_burst_heating_pipe_is_asked_about_and_reported(talk: Conversation) -> None:
    talk.become("zheng_hao")
    scope = talk.say("家里暖气爆了赔吗")
    assert "家财险" in scope
    assert "给不给看审核" in scope
    assert talk.choices == ["我要报案"]
    assert "哪儿的房子" in talk.say("昨晚暖气管爆了，地板全泡了，我要报案")
    assert "没看明白" in talk.say("昨天晚上")
    assert "多少钱" in talk.say("通州梨园小区")
    assert "水管、暖气爆裂" in talk.say("两万多")
    assert "18,000" in talk.say("不是，是1万8")
    done = talk.say("好的")
    assert "编号 LP" in done
    assert "受损照片" in done


@covers(asked=[6], done=[6])
def test_womens_illnesses_are_asked_about_and_the_claim_is_begun(talk: Conversation) -> None:
    talk.become("tang_lin")
    likely = talk.say("原位癌算吗")
    assert "原位癌" in likely
    assert "没写" in likely
    assert "病理" in likely
    talk.say("女工特疾管什么")
    money = talk.say("最多给多少")
    assert "15,000" in money or "15000" in money
    assert "2018" in money
    talk.say("女工特疾我要申请")
    last_month = today().replace(day=1) - timedelta(days=1)
    assert f"{last_month.month}月的哪一天" in talk.say("上个月体检查出乳腺癌，做了手术")
    assert "医院" in talk.say("15号")


@covers(asked=[5], done=[5])
def test_paid_plans_are_asked_about_and_a_hospital_stay_is_claimed(talk: Conversation) -> None:
    talk.become("tang_lin")
    assert "住院津贴" in talk.say("我参加了哪个")
    assert "津贴" in talk.say("住院津贴一天能给多少")
    talk.say("我要申请理赔，10月20号到27号在友谊医院住院，肺炎，自己花了四千二")
    summary = talk.history()[-1]
    assert "友谊医院" in summary
    assert "4,200" in summary
    assert "编号 LP" in talk.say("对，提交")


@covers(asked=[7], done=[7])
def test_the_tier_of_accident_cover_and_what_it_pays_today(talk: Conversation) -> None:
    talk.become("li_qiang")
    tier = talk.say("我意外险是哪一档，最高多少")
    assert "二档" in tier
    assert "54,400" in tier
    assert "2018" in tier
    assert "证明" in talk.say("那要什么材料")
    assert "档" in talk.say("最高一档是多少钱")


@covers(asked=[8], done=[8])
def test_the_two_classes_of_comprehensive_cover(talk: Conversation) -> None:
    assert "公开的材料没写" in talk.say("A和B有什么区别")
    assert "单位" in talk.say("综合险怎么参加")
    assert "单位工会" in talk.say("那要交多少钱")


@covers(asked=[9, 10, 11, 12], done=[9, 10, 11, 12])
def test_tailored_cover_is_explained_and_looked_up(talk: Conversation) -> None:
    talk.become("li_qiang")
    assert "托管班" in talk.say("托管班孩子有保障吗")
    assert "意外、重疾、津贴" in talk.say("社工那个套餐都保什么")
    assert "疗休养" in talk.say("疗休养期间受伤算吗")
    at_work = talk.say("工地上受伤算不算")
    assert "12333" in at_work
    assert "您名下的意外险在保" in at_work
    assert "工程建设者" in talk.say("工程建设者意外险管什么")
    assert "您名下没有疗休养短期意外" in talk.say("查一下我有没有疗休养的保障")


@covers(asked=[13], done=[13])
def test_what_remains_after_all_claims_is_taken_down_for_a_person(talk: Conversation) -> None:
    assert "还困难" in talk.say("二次帮扶是啥")
    talk.say("报完还是不够怎么办")
    assert talk.choices
    assert "记下了" in talk.say(talk.choices[0])
    assert talk.status == "waiting"


@covers(asked=[14, 34], done=[14])
def test_visits_and_gifts_are_told_without_promises(talk: Conversation) -> None:
    assert "单位工会" in talk.say("住院了工会有慰问吗")
    year_end = talk.say("年底送温暖有慰问金吗")
    assert "没写" in year_end or "困难职工" in year_end
    assert "没写" in talk.say("给多少钱")


@covers(asked=[15], done=[15])
def test_a_loan_is_explained_and_the_wish_taken_down(talk: Conversation) -> None:
    assert "小微" in talk.say("创业小额贷款我能贷吗")
    assert talk.choices
    assert "同事" in talk.say(talk.choices[0])
    assert talk.status == "waiting"
    assert "没写" in talk.say("小额贷款要什么材料")


@covers(asked=[20], done=[20])
def test_what_is_kept_and_who_sees_it(talk: Conversation) -> None:
    assert "加密" in talk.say("我的信息安全吗")
    assert "单位领导" in talk.say("单位领导能看到我得了什么病吗")
    assert "解除绑定" in talk.say("你们都存了我什么东西")


@covers(asked=[23], done=[23])
def test_direct_enrolment_and_where_the_money_goes(talk: Conversation) -> None:
    assert "市级" in talk.say("我们单位想直投，钱交给谁")
    assert "记下了" in talk.say("我们单位想直投，给登记一下")
    assert talk.status == "waiting"


@covers(asked=[25, 26], done=[25, 26])
def test_claiming_by_oneself_and_the_nearest_window(talk: Conversation) -> None:
    talk.become("jin_xin")
    assert "APP" in talk.say("自己能报吗")
    assert "经办人" in talk.say("去哪儿交材料")
    begun = talk.say("我想预约去窗口办")
    assert "大兴区窗口" in begun
    assert "哪天去" in begun


@covers(asked=[29], done=[29])
def test_medical_relief_its_thirty_illnesses_and_papers(talk: Conversation) -> None:
    answer = talk.say("大病医疗救助那30类是哪些，按多少比例给")
    assert "名单我手头没有" in answer
    assert "按什么公式算没有公开" in answer
    assert "诊断证明" in talk.say("要准备啥材料")
    assert "大兴" in talk.say("我能申请吗")


@covers(done=[35])
def test_donating_and_the_rules_of_the_fund(talk: Conversation) -> None:
    donate = talk.say("想给温暖基金捐款找谁")
    assert "大兴区总工会" in donate
    assert "收不了款" in donate
    assert "北京市温暖基金会" in talk.say("基金会的管理办法在哪看")


def test_ellipsis_goes_from_programme_to_programme_and_aspect_to_aspect(talk: Conversation) -> None:
    assert "自付一" in talk.say("二次报销是啥")
    assert "不用" in talk.say("那材料呢")
    assert "12 种" in talk.say("女工特疾管什么")
    assert "诊断证明" in talk.say("那材料呢")
    assert "诊断证明" in talk.say("那重疾的呢")
