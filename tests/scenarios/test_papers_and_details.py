"""Papers handed in, details changed, visits and activities, news: with the pages that go with them."""

import re
from datetime import timedelta

import pytest

from claims.demo import demo_people
from testing.pictures import draw
from tests.scenarios.conversation import Conversation
from vocabulary.beijing import today

covers = pytest.mark.covers
ZHANG_WEI = next(person for person in demo_people() if person.key == "zhang_wei")


@covers(asked=[19], done=[19])
def test_papers_are_uploaded_until_nothing_is_missing(talk: Conversation) -> None:
    talk.become("li_qiang")
    assert "诊断证明" in talk.say("我的票据交了吗，还缺什么")
    assert "还差：诊断证明、单位事故证明" in talk.say("我要交材料")
    path = talk.path(talk.links[0])
    for number, kind in enumerate(re.findall(r'name="kind" value="([^"]+)"', talk.http.get(path).text)):
        page = talk.upload(path, kind, draw(size=(60 + number, 40)))
    assert "材料齐了" in page
    assert "都收到了" in talk.wait_for("都收到了")
    assert "初审" in talk.say("我的理赔到哪一步了")


@covers(asked=[24], done=[24])
def test_when_money_comes_to_which_card_and_changing_it(talk: Conversation) -> None:
    talk.become("zhang_wei")
    assert "尾号 8003" in talk.say("我的钱打到哪张卡了")
    assert "到账" in talk.say("直赔一般多久到账")
    talk.say("换一张收款卡")
    path = talk.path(talk.links[0])
    right = {
        "payout_card": "6222000000009999",
        "id_number": ZHANG_WEI.id_number,
        "known_number": ZHANG_WEI.phone,
    }
    assert "没有对上" in talk.submit(path, {**right, "known_number": "8003"})
    assert "新卡尾号 9999" in talk.submit(path, right)
    assert "不是您本人改的" in talk.wait_for("尾号 9999")
    assert "尾号 8003" in talk.say("我的钱打到哪张卡了")


def test_a_unit_is_not_changed_on_the_page_and_unbinding_takes_a_yes(talk: Conversation) -> None:
    talk.become("li_qiang")
    assert "单位工会" in talk.say("我换单位了，改一下单位名称")
    assert "确定解除绑定吗" in talk.say("解除绑定")
    assert "已经解除绑定" in talk.say("对，解除绑定")
    assert "还没核对身份" in talk.say("我的理赔到哪一步了")
    assert talk.links


@covers(asked=[18], done=[18])
def test_a_visit_from_the_first_word_to_the_last(talk: Conversation) -> None:
    talk.become("jin_xin")
    begun = talk.say("我想预约去窗口")
    assert "大兴区窗口" in begun
    assert "哪天" in begun
    assert "哪天" in talk.say("大兴")
    assert "对吗" in talk.say("下周四上午")
    assert "约好了" in talk.say("对")
    assert "对吗" in talk.say("改到下周五")
    assert "改好了" in talk.say("对")
    assert "要取消" in talk.say("取消预约")
    assert "取消了" in talk.say("对，取消")


@covers(asked=[16, 17], done=[16, 17])
def test_activities_are_listed_joined_and_left(talk: Conversation) -> None:
    talk.become("jin_xin")
    assert "名额" in talk.say("最近有什么活动")
    assert "想去哪个，说名字就行" in talk.say("活动怎么报名")
    assert "报上名" in talk.say("报名读书分享会")
    assert "要取消" in talk.say("读书会我去不了了，取消报名")
    assert "取消了" in talk.say("对，取消报名")
    assert "要给您排上吗" in talk.say("报名职工子女科学小实验")
    assert "排上队" in talk.say("要")


@covers(done=[27])
def test_news_is_stopped_and_notices_kept_and_all_taken_up_again(talk: Conversation) -> None:
    assert "要停掉" in talk.say("别给我发广告了")
    assert "不再给您发" in talk.say("对")
    assert "打开了" in talk.say("理赔的通知还要")
    assert "都停了" in talk.say("算了，全部停掉")
    assert "打开了" in talk.say("恢复消息提醒")


@covers(done=[2])
def test_everything_that_one_is_in_and_how_long(talk: Conversation) -> None:
    talk.become("li_qiang")
    mine = talk.say("我有哪些保障")
    assert "意外险二档" in mine
    assert "二次报销" in mine
    assert "数据更新到" in mine
    last_day = today() + timedelta(days=214)
    assert f"{last_day.year}年{last_day.month}月{last_day.day}日" in talk.say("意外险到什么时候")
    assert "您名下没有女工特疾" in talk.say("女工特疾我有没有")


def test_a_form_outlives_a_change_of_subject_and_is_thrown_away_on_request(talk: Conversation) -> None:
    talk.become("kong_jun")
    talk.say("我要报案，前天骑车摔了，手腕骨折")
    assert "留七天" in talk.say("先不办了")
    assert "不客气" in talk.say("谢谢")
    assert "记下了：积水潭医院。要我现在帮您登记吗" in talk.say("积水潭医院")
    assert "医院" in talk.say("好")
    talk.say("算了")
    assert "删掉了" in talk.say("把填了一半的删掉")
    assert "接着填" not in talk.say("积水潭医院")


def test_clerks_who_ask_for_colleagues_are_told_the_way(talk: Conversation) -> None:
    talk.become("li_qiang")
    assert "三级服务体系平台" in talk.say("我是工会干事，想查一下我们单位四个人的理赔到哪了")
    assert "本人" in talk.say("我同事的报销打款没有")
    assert "LP2026-0031200" in talk.say("我儿子帮我打字的，查我自己的理赔")
