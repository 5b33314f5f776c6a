"""Acts with consequences: asked for in words that name them, done after a yes, and after nothing else."""

import pytest

from claims.access import access_appointments
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """One of the invented members."""
    return await become(claims, "feng_xue")


async def test_unlinking_says_what_it_does_and_waits_for_the_yes(talk: ActionTalk) -> None:
    asked = await talk.say("解绑", "unbind_identity")
    assert "确定解除绑定吗" in asked
    assert "不受影响" in asked
    assert talk.needs == []
    await talk.say("嗯", "affirm")
    assert talk.needs == ["unlink"]


@pytest.mark.parametrize("yes", ["对，解除绑定", "解绑吧", "确定", "对对对", "是的", "好的 解除"])
async def test_a_yes_is_heard_in_many_words(talk: ActionTalk, yes: str) -> None:
    await talk.say("解绑", "unbind_identity")
    await talk.say(yes, "affirm" if "解" not in yes else "unbind_identity")
    assert talk.needs == ["unlink"]


@pytest.mark.parametrize("no", ["啊不是 先别解", "先不解除", "算了", "不用了", "等等", "不对"])
async def test_a_no_leaves_it_as_it_is_and_says_so(talk: ActionTalk, no: str) -> None:
    await talk.say("解绑", "unbind_identity")
    assert "没有解除" in await talk.say(no, "deny")
    assert talk.needs == []
    await talk.say("对", "affirm")
    assert talk.needs == []


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("我的理赔到哪一步了", "check_claim"),
        ("谢谢", "thank"),
        ("解除以后还能绑吗", "ask_process"),
        ("好吗", "inform"),
    ],
)
async def test_any_other_word_is_answered_and_ends_the_question(
    talk: ActionTalk, words: str, intent: str
) -> None:
    await talk.say("解绑", "unbind_identity")
    await talk.say(words, intent)
    assert talk.needs == []
    await talk.say("对", "affirm")
    assert talk.needs == []


async def test_the_yes_to_one_act_never_does_another(talk: ActionTalk, claims: ClaimsDatabase) -> None:
    before = await access_appointments(claims, talk.member)
    await talk.say("解绑", "unbind_identity")
    await talk.say("取消我的预约", "book_appointment")
    await talk.say("解绑", "unbind_identity")
    await talk.say("对", "affirm")
    assert talk.needs == ["unlink"]
    assert await access_appointments(claims, talk.member) == before


@pytest.mark.parametrize(
    ("asked", "yes"), [("我不服 要申诉", "对"), ("我要申请复核", "我要申请复核"), ("我要申请复核", "对")]
)
async def test_a_review_is_offered_with_the_recorded_reason_and_begun_after_the_yes(
    claims: ClaimsDatabase, asked: str, yes: str
) -> None:
    talk = await become(claims, "zhou_jie")
    said = await talk.say(asked, "dispute_claim")
    assert "没有通过" in said
    assert "理由" in said
    assert "复核" in said
    assert talk.people == []
    done = await talk.say(yes, "affirm" if yes == "对" else "dispute_claim")
    assert "交上去了" in done
    assert "不复核了" in done
    assert [(one["reason"], one["desk"], one["about"]) for one in talk.people] == [
        ("dispute", "claims", "理赔 LP2026-0031278 申请复核")
    ]


async def test_the_proposed_words_are_asked_about_once_and_name_the_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    assert "我要申请复核" in await talk.say("我的理赔呢", "check_claim", claim_number="LP2026-0031278")
    assert "打篮球手指骨折" in await talk.say("我要申请复核", "dispute_claim")
    assert talk.people == []
    await talk.say(talk.choices[0], "affirm")
    assert [one["reason"] for one in talk.people] == ["dispute"]


@pytest.mark.parametrize(
    ("words", "intent"),
    [("先不复核", "deny"), ("算了", "cancel"), ("谢谢", "thank"), ("转人工", "request_human")],
)
async def test_without_a_yes_nothing_is_reviewed(claims: ClaimsDatabase, words: str, intent: str) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("为啥没批", "dispute_claim")
    await talk.say(words, intent)
    assert "dispute" not in [one["reason"] for one in talk.people]


@pytest.mark.parametrize(("key", "number"), [("feng_xue", "LP2026-0031317"), ("zhang_wei", "LP2026-0031213")])
async def test_the_review_is_of_the_claim_that_was_meant(
    claims: ClaimsDatabase, key: str, number: str
) -> None:
    talk = await become(claims, key)
    await talk.say("我不服", "dispute_claim", claim_number=number)
    await talk.say("好", "affirm")
    assert [one["about"] for one in talk.people] == [f"理赔 {number} 申请复核"]


async def test_where_nothing_was_decided_no_review_is_offered(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "kong_jun")
    said = await talk.say("我不服", "dispute_claim")
    assert "没有要复核的" in said
    assert "交上去" not in said
    await talk.say("好", "affirm")
    assert talk.people == []


@pytest.mark.parametrize(
    ("words", "asks", "yes", "needs"),
    [
        ("别给我发了", "活动", "对", ["stop_news"]),
        ("消息太多了，烦", "活动", "对，停掉活动消息", ["stop_news"]),
        ("进度通知也别发了", "理赔", "嗯", ["stop_service"]),
        ("所有消息都停了", "全部", "好的", ["stop_news", "stop_service"]),
        ("别给我发了", "活动", "全部停掉提醒", ["stop_news", "stop_service"]),
        ("理赔的留着，别的别发", "活动", "对", ["stop_news", "want_service"]),
    ],
)
async def test_notices_stop_after_the_yes_and_it_is_said_how_to_undo_it(
    talk: ActionTalk, words: str, asks: str, yes: str, needs: list[str]
) -> None:
    asked = await talk.say(words, "manage_notifications")
    assert asks in asked
    assert "吗？" in asked
    assert talk.needs == []
    done = await talk.say(yes, "affirm")
    assert talk.needs == needs
    assert "打开" in done


@pytest.mark.parametrize(
    "words",
    [
        "你们会给我发哪些消息？",
        "我现在收不收活动通知",
        "通知还发不",
        "有哪些提醒",
        "活动消息开没开",
        "能收到什么消息",
    ],
)
async def test_a_question_about_notices_switches_nothing(talk: ActionTalk, words: str) -> None:
    await talk.say(words, "manage_notifications")
    assert talk.needs == ["tell_notices"]
    await talk.say("好", "affirm")
    assert talk.needs == []


@pytest.mark.parametrize("words", ["TD", "不要活动消息"])
async def test_words_that_name_just_that_are_asked_no_further(talk: ActionTalk, words: str) -> None:
    await talk.say(words, "manage_notifications")
    assert talk.needs == ["stop_news"]


async def test_a_sign_up_is_given_up_after_the_yes(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "jin_xin")
    assert "报上名了" in await talk.say("报名周末徒步", "join_activity")
    assert "要取消“周末徒步”的报名吗" in await talk.say("周末那个我去不了了", "join_activity")
    assert "没有取消" in await talk.say("不取消，留着", "deny")
    await talk.say("取消报名周末徒步", "join_activity")
    assert "名额让给下一位" in await talk.say("对，取消", "affirm")
    assert "没有报名" in await talk.say("取消报名周末徒步", "join_activity")


async def test_a_question_about_an_activity_signs_nobody_up(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "jin_xin")
    assert "要给您报名吗" in await talk.say("周末徒步怎么报名", "join_activity")
    assert "没有报名" in await talk.say("取消报名周末徒步", "join_activity")
    await talk.say("周末徒步还能报名吗", "join_activity")
    assert "报上名了" in await talk.say("报吧", "join_activity")


@pytest.mark.parametrize("words", ["能申请创业小额贷款吗", "小额贷款怎么个贷法", "小额贷款行不行"])
async def test_a_question_about_a_service_is_answered_and_taken_down_after_the_wish(
    talk: ActionTalk, words: str
) -> None:
    said = await talk.say(words, "file_claim", programme="startup_loan")
    assert len(said) > 30
    assert talk.people == []
    await talk.say(talk.choices[0], "file_claim", programme="startup_loan")
    assert [one["reason"] for one in talk.people] == ["interest"]


@pytest.mark.parametrize(
    ("words", "intent"),
    [("我家就我一个人挣钱 太难了", "apply_relief"), ("夜里躺着 净想这事", "file_claim")],
)
async def test_an_aside_opens_no_form_and_calls_nobody(talk: ActionTalk, words: str, intent: str) -> None:
    said = await talk.say(words, intent, move="feeling")
    assert "不容易" in said
    assert talk.talk.task is None
    assert talk.people == []
    assert await talk.say(words, intent, move="feeling") != said


async def test_need_of_today_is_no_aside(talk: ActionTalk) -> None:
    await talk.say("我老公在ICU抢救 等着交押金 急死了", "apply_relief", move="feeling")
    assert [one["reason"] for one in talk.people] == ["relief_urgent"]


async def test_a_grumble_about_who_may_have_it_is_answered(talk: ActionTalk) -> None:
    said = await talk.say("凭啥就大兴有 都是会员", "complain", programme="relief_fund")
    assert "大兴" in said
    assert talk.people == []
    assert "转人工" in talk.choices
