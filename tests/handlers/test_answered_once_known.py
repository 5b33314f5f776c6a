"""A question that waited for the member's identity is answered once it is known, whatever was said on the way."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody unknown yet."""
    member = await find_demo_member(claims, "wang_fang")
    assert member
    return ActionTalk(claims, member, is_linked=False)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("咋绑啊 我眼神不好", "bind_identity"),
        ("我输的没错", "deny"),
        ("安全吗", "ask_privacy"),
        ("好了", "inform"),
    ],
)
async def test_it_is_answered_unasked(talk: ActionTalk, words: str, intent: str) -> None:
    await talk.say("我的理赔到哪一步了", "check_claim")
    await talk.say(words, intent)
    talk.is_linked = True
    assert "LP2026-0031187" in await talk.say(words, intent)
    assert talk.talk.unanswered is None


async def test_another_question_is_answered_instead_and_nothing_waits_any_more(talk: ActionTalk) -> None:
    await talk.say("我的理赔到哪一步了", "check_claim")
    talk.is_linked = True
    assert "LP2026-0031187" not in await talk.say("我有哪些保障", "check_coverage")
    assert "LP2026-0031187" not in await talk.say("好了", "inform")


async def test_of_two_questions_the_newer_waits(talk: ActionTalk) -> None:
    await talk.say("我的理赔到哪一步了", "check_claim")
    await talk.say("我有哪些保障", "check_coverage")
    talk.is_linked = True
    assert "保障" in await talk.say("绑好了", "bind_identity")
