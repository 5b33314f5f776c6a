"""A voice that nobody hears changes nothing: the question that is open comes again."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def open_talk(claims: ClaimsDatabase, person: str) -> ActionTalk:
    """That person's conversation."""
    member = await find_demo_member(claims, person)
    assert member
    return ActionTalk(claims, member)


async def test_a_form_asks_its_question_again_and_keeps_what_it_holds(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "zheng_hao")
    await talk.say("我要报案，昨天骑车摔了，脚踝骨折", "file_claim", event="fall", illness="骨折")
    before = talk.talk.task
    assert before
    assert "医院" in await talk.send_voice()
    after = talk.talk.task
    assert after
    assert (after.values, after.asked) == (before.values, before.asked)


async def test_a_yes_that_is_asked_for_stays_asked_for(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "zheng_hao")
    await talk.say("解绑", "unbind_identity")
    asked = talk.talk.asked
    assert asked
    assert "打字" in await talk.send_voice()
    assert talk.talk.asked == asked
