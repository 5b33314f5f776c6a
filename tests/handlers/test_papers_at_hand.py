"""In a form, papers that are told to be at hand are noted, and not asked for; a question about papers stays one."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def begin(claims: ClaimsDatabase) -> ActionTalk:
    """A claim that is being filed, at the hospital's name."""
    member = await find_demo_member(claims, "zheng_hao")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say(
        "昨天摔了 手腕骨折 想报一下", "file_claim", about="claim", event="fall", illness="骨折", date="昨天"
    )
    return talk


async def test_papers_at_hand_are_noted(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    said = await talk.say("票据都留着 诊断证明也开了", "ask_documents", "ask", ["missing"], "papers")
    assert "也给您记上了" in said
    assert "身份证、京卡" not in said


async def test_what_papers_are_needed_is_answered(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    said = await talk.say("票据都留着 还要啥材料", "ask_documents", "ask", ["missing"], "papers")
    assert "身份证、京卡" in said
