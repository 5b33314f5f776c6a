"""What was told before a form: it is kept over the questions in between, changed where it is taken back, and begins the form."""

from datetime import timedelta

import pytest

from actions.talk import Draft
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

FALL = "前天下楼踩空了 脚踝骨折 在积水潭医院看的 花了三千"
DAY = "2026-03-16"


async def begin(claims: ClaimsDatabase, key: str = "zheng_hao") -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def tell_fall(claims: ClaimsDatabase) -> ActionTalk:
    talk = await begin(claims)
    await talk.say(FALL, "inform", "give", event="fall", illness="骨折", date="前天", amount="3000")
    return talk


def know(talk: ActionTalk) -> Draft:
    assert talk.talk.task is not None
    return talk.talk.task


async def test_questions_in_between_leave_it_as_it_was(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say("我那意外险还在保吧", "check_coverage", "ask", ["valid"], "cover", programme="accident")
    await talk.say("要啥材料", "ask_documents", "carry", ["missing"])
    await talk.say("你们几点下班", "ask_contact", "ask")
    await talk.say("登记吧", "affirm")
    values = know(talk).values
    assert (values["kind"], values["date_of_loss"], values["amount"]) == ("accident", DAY, 3000)
    assert values["place"] == "积水潭医院"


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("不是前天 是大前天", "date_of_loss", "2026-03-15"),
        ("花的钱说错了 是四千", "amount", 4000),
        ("不是积水潭 是协和", "place", "协和医院"),
        ("积水潭医院改成天坛医院", "place", "天坛医院"),
    ],
)
async def test_what_is_taken_back_before_the_form_is_changed_in_it(
    claims: ClaimsDatabase, words: str, name: str, value: object
) -> None:
    talk = await tell_fall(claims)
    said = await talk.say(words, "deny", "correct")
    assert "改好了" in said
    assert "登记" in said
    await talk.say("登记吧", "affirm")
    assert know(talk).values[name] == value


async def test_what_is_added_later_is_kept(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    await talk.say("昨天骑车摔了 肋骨断了", "inform", "give", event="fall", illness="肋骨断了")
    assert "2,600" in await talk.say("一共花了两千六", "inform", "give", amount="2600")
    assert "天坛医院" in await talk.say("在天坛医院看的", "affirm")
    await talk.say("登记吧", "affirm")
    assert (know(talk).values["amount"], know(talk).values["place"]) == (2600, "天坛医院")


async def test_another_story_does_not_mix_with_it(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say(
        "家里水管爆了 昨天的事 地板泡了 损失两万", "inform", "give", event="pipe_burst", date="昨天"
    )
    await talk.say("登记吧", "affirm")
    values = know(talk).values
    assert (values["kind"], values["date_of_loss"], values["amount"]) == ("pipe_burst", "2026-03-17", 20000)
    assert "place" not in values


async def test_in_a_form_another_story_is_not_written_into_it(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say("登记吧", "affirm")
    said = await talk.say("我家暖气管爆了 地板全泡了", "inform", "give", event="pipe_burst")
    assert talk.talk.task is None
    assert "理赔登记（意外受伤）先放着" in said
    await talk.say("登记这个", "affirm")
    assert know(talk).values["kind"] == "pipe_burst"
    await talk.say("先放着", "cancel", "put_off")
    await talk.say("摔的那个接着填", "affirm", "go_on", event="fall")
    assert know(talk).values["place"] == "积水潭医院"


async def test_what_was_sent_is_not_filed_again_but_may_be_applied_for(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "jin_xin")
    await talk.say(FALL, "inform", "give", event="fall", illness="骨折", date="前天", amount="3000")
    await talk.say("登记吧", "affirm")
    await talk.say("对，提交", "affirm", "agree")
    assert talk.talk.task is None
    await talk.say("在积水潭医院拍的片子", "inform", "give")
    await talk.say("登记吧", "affirm")
    assert talk.talk.task is None
    await talk.say("我要申请应急救助", "apply_relief", "ask")
    assert "踩空" in know(talk).values["told"]


async def test_it_is_put_off_and_gone_on_with(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    assert "我要申请理赔" in await talk.say("回头再弄", "cancel", "put_off")
    talk.now += timedelta(days=1)
    await talk.say("昨天说的那个接着弄", "affirm", "go_on", date="昨天")
    assert know(talk).values["date_of_loss"] == DAY


@pytest.mark.parametrize(("words", "aspect"), [("还差啥", "missing"), ("弄到哪了", "state")])
async def test_a_form_that_was_left_is_meant_by_what_is_asked_after_it(
    claims: ClaimsDatabase, words: str, aspect: str
) -> None:
    talk = await begin(claims)
    await talk.say("昨天骑车摔了 肋骨断了 花了两千", "inform", "give", event="fall", illness="肋骨断了")
    await talk.say("登记吧", "affirm")
    await talk.say("先放着", "cancel", "put_off")
    await talk.say(words, "check_claim", "carry", [aspect], "claim")
    assert know(talk).values["amount"] == 2000


async def test_a_form_that_was_left_is_read_back_before_it_is_sent(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say("登记吧", "affirm")
    await talk.say("先放着", "cancel", "put_off")
    assert "对吗" in await talk.say("就这样 交上去", "affirm", "submit")
    assert know(talk).asked == "confirm"


async def test_a_visit_that_is_being_booked_waits_for_the_claim(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say("我想约个窗口", "book_appointment", "ask")
    assert know(talk).task == "visit"
    assert "踩空" in know(talk).values["matter"]
    await talk.say("给我登记吧", "affirm")
    assert know(talk).task == "filing"


async def test_several_sums_are_taken_back_at_once(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "jin_xin")
    told = "我得了尿毒症 一共花了十五万 医保给了九万 自己掏了五万 同事捐了四千 想申请救助"
    await talk.say(told, "apply_relief", "ask", illness="尿毒症")
    await talk.say("记错了 医保给的是九万六 自己掏的是四万四", "deny", "correct")
    values = know(talk).values
    assert (values["self_paid"], values["compensation"]) == (44000, 100000)
    assert any("九万六" in one for one in values["notes"])


async def test_it_stays_as_it_was(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "jin_xin")
    told = "我得了尿毒症 自己掏了五万六 医保给了九万 想申请救助"
    await talk.say(told, "apply_relief", "ask", illness="尿毒症")
    assert "好，还是" in await talk.say("不对 还是五万六", "deny", "correct")
    assert know(talk).values["compensation"] == 90000


async def test_an_injury_while_a_child_was_taken_along_is_the_members_own(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    told = "昨天送孩子上学 路上摔了 手腕骨折 在天坛医院看的 花了两千"
    await talk.say(told, "inform", "give", event="fall", illness="骨折")
    await talk.say("登记吧", "affirm")
    assert "意外伤害互助保障" in await talk.say("对，提交", "affirm", "agree")


async def test_a_loss_long_ago_is_told_for_what_it_left_behind(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    said = await talk.say(
        "我丈夫前年走了 我一个人带孩子", "inform", "feeling", relation="spouse", event="death", date="前年"
    )
    assert "建档" in said
    assert "因病" not in said
    papers = await talk.say("建档要啥材料", "ask_documents", "ask", programme="hardship_registration")
    assert "死亡证明" not in papers


async def test_a_fresh_loss_is_met_as_one(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    said = await talk.say("我丈夫上周走了", "inform", "give", relation="spouse", event="death", date="上周")
    assert "节哀" in said


async def test_what_was_wrong_in_a_form_that_is_sent_is_passed_on_after_a_yes(claims: ClaimsDatabase) -> None:
    talk = await tell_fall(claims)
    await talk.say("登记吧", "affirm")
    await talk.say("对，提交", "affirm", "agree")
    said = await talk.say("不是前天 是大前天", "deny", "correct")
    assert "已经交上去了" in said
    assert not talk.people
    await talk.say("对，转过去", "affirm", "agree")
    assert "大前天" in talk.people[0]["about"]


async def test_a_relative_who_is_only_spoken_of_changes_nothing(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "jin_xin")
    await talk.say("我得了甲状腺癌 自费四万三 申请救助", "apply_relief", "ask", illness="甲状腺癌")
    await talk.say("我对象下岗了", "inform", "give", relation="spouse")
    assert know(talk).values["whose"] == "self"


async def test_a_claim_that_is_named_is_answered_and_the_form_asks_on(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "cao_yu")
    await talk.say("我要申请应急救助 我脑出血住院", "apply_relief", "ask", illness="脑出血")
    asked = know(talk).asked
    said = await talk.say(
        "重疾那笔还差啥", "check_claim", "ask", ["missing"], "claim", programme="critical_illness"
    )
    assert "诊断证明" in said
    assert know(talk).asked == asked


async def test_a_picture_is_asked_of_with_the_claim_that_is_spoken_of_though_it_is_closed(
    claims: ClaimsDatabase,
) -> None:
    talk = await begin(claims, "deng_hui")
    await talk.say(
        "我那笔住院医疗怎么没给", "check_claim", "ask", ["why"], "claim", programme="inpatient_medical"
    )
    said = await talk.show_picture()
    assert "住院费用清单" in said
    assert "转人工" in talk.choices
