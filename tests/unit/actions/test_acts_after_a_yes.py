"""Acts with consequences: asked for in words that name them, done after a yes, and after nothing else."""

import pytest

from claims.access import access_appointments
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.unit.actions.action_talk import ActionTalk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """One of the invented members."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    return ActionTalk(claims, member)


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
