"""What a member hears whose records lie in a core system: the same as ever; and a kind word where it does not answer."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from structlog.testing import capture_logs

from bot.errors import RecordsUnavailable
from bot.members.details import ClaimsDetails, ClaimsMembership
from bot.members.facts import ClaimsMembers
from claims.demo import find_demo_member
from claims.tables import CoreAnswerRow
from testing.core_system import CoreFault
from tests.handlers.action_talk import ActionTalk
from tests.integration.claims.worlds import NOW, PEOPLE, TODAY, World

ASKED = [
    ("我的理赔到哪一步了", "check_claim"),
    ("钱打了没有", "check_payment"),
    ("我有哪些保障", "check_coverage"),
    ("我的救助到哪一步了", "check_relief"),
]
BROKEN: list[CoreFault] = ["failing", "garbage", "foreign", "huge", "half", "refuses"]
AWAY = "这会儿连不上"


@pytest.fixture
def world(core_world: World) -> World:
    return core_world


async def open_talk(world: World, key: str = "feng_xue") -> ActionTalk:
    assert world.own
    return ActionTalk(world.own, await world.find(key))


async def forget_all(world: World) -> None:
    """As if nobody had asked the core for a long time."""
    assert world.own
    async with world.own.begin() as session:
        await session.execute(delete(CoreAnswerRow))


@pytest.mark.parametrize(("text", "intent"), ASKED)
async def test_a_member_hears_the_same_as_from_the_database(world: World, text: str, intent: str) -> None:
    for key in ("feng_xue", "qin_song"):
        recorded = await find_demo_member(world.behind, key)
        assert recorded
        by_records = await ActionTalk(world.behind, recorded).say(text, intent)
        assert await (await open_talk(world, key)).say(text, intent) == by_records


@pytest.mark.parametrize("fault", BROKEN)
async def test_yesterdays_answer_says_that_it_is_yesterdays(world: World, fault: CoreFault) -> None:
    assert world.system
    talk = await open_talk(world)
    world.system.as_of = lambda: NOW - timedelta(days=1)
    fresh = await talk.say("我的理赔到哪一步了", "check_claim")
    world.system.fault = fault
    kept = await ActionTalk(talk.claims, talk.member).say("我的理赔到哪一步了", "check_claim")
    assert kept.startswith("（中心的记录更新到昨天 10:00")
    assert kept == fresh
    assert kept.count("更新到") == 1


@pytest.mark.parametrize(("text", "intent"), ASKED)
async def test_with_nothing_kept_it_is_a_kind_word_and_a_way_on(world: World, text: str, intent: str) -> None:
    assert world.system
    talk = await open_talk(world)
    await forget_all(world)
    world.system.fault = "failing"
    with capture_logs() as lines:
        said = await talk.say(text, intent)
    assert AWAY in said
    assert "没有理赔" not in said
    assert "转人工" in talk.choices
    assert {"core_failed", "records_away"} <= {one["event"] for one in lines}
    assert all(one["code"] and one["advice"] for one in lines)
    world.system.fault = None
    assert AWAY not in await talk.say(text, intent)


async def test_what_is_the_same_for_everybody_is_answered_all_the_same(world: World) -> None:
    assert world.system
    talk = await open_talk(world)
    await forget_all(world)
    world.system.fault = "failing"
    said = await talk.say("二次报销要什么材料", "ask_documents", programme="secondary_reimbursement")
    assert said
    assert AWAY not in said


async def test_a_call_for_help_is_answered_all_the_same(world: World) -> None:
    assert world.system
    talk = await open_talk(world)
    await forget_all(world)
    world.system.fault = "failing"
    said = await talk.say("家里着火了，现在没地方住，怎么办", "apply_relief", event="fire")
    assert AWAY not in said
    assert talk.people or "119" in said or "12351" in said


async def test_a_form_keeps_what_was_filled_in_until_the_core_is_back(world: World) -> None:
    assert world.system
    talk = await open_talk(world, "kong_jun")
    asked = await talk.say("我要报案，昨天下班路上摔骨折了", "file_claim", event="fall", programme="accident")
    assert "回“对”" in asked or "？" in asked
    before = talk.memory
    await forget_all(world)
    world.system.fault = "failing"
    said = await talk.say("我的理赔到哪一步了", "check_claim")
    assert AWAY in said
    assert "您前面填的都还在" in said
    assert talk.memory == before
    world.system.fault = None
    assert AWAY not in await talk.say("我的理赔到哪一步了", "check_claim")


async def test_staff_see_what_is_known_here_and_that_the_rest_is_away(world: World) -> None:
    assert world.own
    assert world.system
    member, members = await world.find("wang_fang"), ClaimsMembers(world.own, lambda: TODAY)
    whole = await members.find_facts(member)
    assert whole
    assert whole.claims
    assert not whole.notice
    await forget_all(world)
    world.system.fault = "failing"
    facts = await members.find_facts(member)
    assert facts
    assert "连不上" in facts.notice
    assert facts.identity.name == whole.identity.name
    assert facts.claims == ()
    with pytest.raises(RecordsUnavailable):
        await members.reveal(member, "phone")


async def test_a_proof_that_nobody_can_check_is_no_failed_proof(world: World) -> None:
    assert world.own
    assert world.system
    member, person = await world.find("wang_fang"), PEOPLE["wang_fang"]
    world.system.fault = "failing"
    with pytest.raises(RecordsUnavailable):
        await ClaimsMembership(world.own).find(person.name, person.id_number, person.card_tail)
    details = ClaimsDetails(world.own, lambda: NOW)
    with pytest.raises(RecordsUnavailable):
        await details.prove(member, person.id_number, person.card_number, for_card=True)
    assert (await details.find_profile(member)).name == person.name
