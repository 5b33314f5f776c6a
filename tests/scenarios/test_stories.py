"""Stories as people tell them: a fire, an intensive-care unit, a flood, a death; and what is asked around them."""

import pytest

from tests.scenarios.conversation import Conversation

covers = pytest.mark.covers


@covers(asked=[28, 30], done=[28, 30])
def test_a_fire_told_in_one_breath_becomes_an_application(talk: Conversation) -> None:
    talk.become("shao_qin")
    both = talk.say("房子着火了能申请吗")
    assert "应急救助" in both
    assert "家财险" in both
    told = talk.say("昨天半夜我家厨房着火，家具电器全烧了，损失八万多，一家三口没地方住，求帮忙")
    assert "同事" in told
    assert talk.status == "waiting"
    assert "别处" in talk.say("申请")
    assert "手机号" in talk.say("别处一分钱没给")
    assert "11 位" in talk.say("1380000")
    summary = talk.say("13800000002")
    assert "80,000" in summary
    assert "突发事件" in summary
    assert "编号 JZ" in talk.say("对，提交")


@covers(asked=[31], done=[31])
def test_intensive_care_with_questions_and_corrections_in_between(talk: Conversation) -> None:
    talk.become("bai_yang")
    assert "叫同事" in talk.say("我爱人昨天晚上脑出血进了ICU，一天一万多，家里撑不住了，你们能不能帮帮我")
    assert "医院" in talk.say("ICU 里一天要交八千押金怎么办")
    talk.say("申请")
    assert "别处" in talk.say("大概六万三")
    assert "手机号" in talk.say("没有别处给")
    assert "女职工" in talk.say("那女工的呢")
    assert "不能给您准话" in talk.say("最快多久能下来")
    assert "手机号" in talk.history()[-1]
    assert "63,000" in talk.say("13800000003")
    assert "诊断证明" in talk.say("那材料呢")
    assert "53,000" in talk.say("对不起，写错了，是五万三")
    assert "编号 JZ" in talk.say("对")


@covers(asked=[32], done=[32])
def test_where_an_application_stands_and_what_comes_next(talk: Conversation) -> None:
    talk.become("qin_song")
    step = talk.say("我的救助走到哪一步了")
    assert "庞各庄镇的工会审" in step
    assert "评审委员会" in step
    assert "5 万元" in talk.say("那能给多少")
    assert "给不了准日子" in talk.say("还要等多久啊")


@covers(asked=[33], done=[33])
def test_hardship_is_explained_and_the_wish_taken_down(talk: Conversation) -> None:
    assert "单位工会" in talk.say("困难职工怎么建档")
    assert "看不到" in talk.say("我现在还在困难职工的档里吗")
    talk.say("困难职工建档怎么申请")
    assert "记下了" in talk.say(talk.choices[0])
    assert talk.status == "waiting"


def test_a_burst_pipe_outside_daxing_is_led_to_the_cover_that_exists(talk: Conversation) -> None:
    talk.become("jiang_yan")
    first = talk.say("昨晚家里暖气爆了，地板全泡了，楼下也漏了，急死我了，快帮帮我")
    assert "大兴区的" in first
    assert "家财险" in first
    talk.say("我要报案")
    assert "哪儿的房子" in talk.history()[-1]
    assert "多少钱" in talk.say("海淀上地小区")
    summary = talk.say("一万出头")
    assert "地板全泡了" in summary
    assert "先放下" in talk.say("算了")


def test_a_widow_is_answered_gently_and_is_given_a_person(talk: Conversation) -> None:
    answer = talk.say("我老公上个月工地上没了，留下我和孩子，不知道能不能申请点什么")
    assert "节哀" in answer
    assert "转人工" in talk.choices
    human = talk.say("我想找个人说说")
    assert "同事" in human
    assert talk.status == "waiting"


def test_a_dispute_carries_the_claim_to_a_person(talk: Conversation) -> None:
    talk.become("zhou_jie")
    talk.say("我的理赔到哪一步了")
    asked = talk.say("凭什么不给报，我不服，我要申请复核")
    assert "打篮球手指骨折" in asked
    assert "复核" in asked
    assert talk.status == "bot"
    talk.say("对，请同事复核")
    assert talk.status == "waiting"
    assert "交上去了：请同事复核" in "".join(talk.history()[-3:])


def test_papers_of_ones_own_claim_are_meant_after_it_was_shown(talk: Conversation) -> None:
    talk.become("feng_xue")
    assert "还差" in talk.say("我那个甲状腺癌的报销到底给不给啊，都俩月了")
    assert "病理报告" in talk.say("材料我都交齐了啊")
    assert "经办人" in talk.say("那缺的这个去哪开")
    assert "拍照传" in talk.say("在哪儿交")
    assert "病理报告" in talk.say("能手机上交吗")
    assert talk.choices == ["我要交材料"]
    talk.say(talk.choices[0])
    assert talk.links


def test_a_word_that_asks_nothing_is_no_fault(talk: Conversation) -> None:
    talk.become("chen_jing")
    talk.say("我妈上个月心梗住院了，花了八万多，自己掏了三万，都快揭不开锅了，能不能帮帮我")
    assert "没答上来" not in talk.say("我妈")


def test_two_programmes_at_once_are_told_apart(talk: Conversation) -> None:
    said = talk.say("女工特疾跟重疾有啥区别 一年交多少")
    assert "问一问" in said
    assert "女工特疾：" in said
    assert "重疾：" in said


def test_what_was_burnt_and_that_nobody_paid_is_not_asked_again(talk: Conversation) -> None:
    talk.become("jin_xin")
    told = talk.say("我家上周着火了，烧掉两万块东西，保险一分没赔，想申请应急救助")
    assert "损失大概多少" not in told
    assert "一共给了多少" not in told
