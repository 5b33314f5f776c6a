"""What becomes of a core system that is slow, broken, wrong or of yesterday: never a half-read fact, and never silence."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from structlog.testing import capture_logs

from claims.database import ClaimsDatabase
from claims.errors import SourceUnavailable
from claims.source.core import messages
from claims.source.core.breaker import MOST_FAULTS, REST_SECONDS, Breaker
from claims.source.core.connection import CoreAddress, CoreConnection
from claims.source.core.kept_answers import KEPT_FOR, KeptAnswers
from claims.source.core.source import STALE_AFTER, CoreSource
from claims.source.staleness import taking_notes
from testing.core_system import KEY, CoreFault, CoreSystem
from tests.integration.claims.worlds import NOW, PEOPLE, World

CODES: dict[CoreFault, str] = {
    "slow": "core_slow",
    "failing": "core_failing",
    "garbage": "core_wrong_answer",
    "half": "core_wrong_answer",
    "foreign": "core_foreign_answer",
    "huge": "core_answer_too_large",
    "redirect": "core_wrong_answer",
    "refuses": "core_refuses",
    "elsewhere": "core_wrong_answer",
    "compressed": "core_wrong_answer",
}


class Clocks:
    """The two clocks of a source, moved by hand."""

    def __init__(self) -> None:
        self.now, self.seconds = NOW, 0.0


@pytest.fixture
def world(core_world: World) -> World:
    return core_world


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def of(world: World) -> tuple[ClaimsDatabase, CoreSystem]:
    assert world.own
    assert world.system
    return world.own, world.system


def open_source(
    world: World, clocks: Clocks, *, seconds: float = 5.0, fresh_for: timedelta = timedelta(0)
) -> CoreSource:
    """Another process before the same core, by its own clocks."""
    own, system = of(world)
    own = ClaimsDatabase(own.engine, own.sessions, own.sealer, own.own_days)
    connection = CoreConnection(CoreAddress(system.address.url, KEY, seconds), lambda: clocks.seconds)
    return CoreSource(own, connection, KeptAnswers(own, lambda: clocks.now, fresh_for), lambda: clocks.now)


@pytest.mark.parametrize(("fault", "code"), CODES.items())
async def test_without_anything_kept_it_is_an_error_with_a_code_and_no_answer(
    world: World, clocks: Clocks, fault: CoreFault, code: str
) -> None:
    _, system = of(world)
    member = await world.find("wang_fang")
    source = open_source(world, clocks, seconds=0.3 if fault == "slow" else 5.0)
    system.fault = fault
    with capture_logs() as lines, pytest.raises(SourceUnavailable) as raised:
        await source.find_claims(member)
    assert raised.value.code == code
    (line,) = [one for one in lines if one["event"] == "core_failed"]
    assert line["code"] == code
    assert line["advice"]
    assert not {word for word in ("王芳", "8001", "LP2026") if word in str(lines)}
    await source.close()


@pytest.mark.parametrize(("fault", "code"), CODES.items())
async def test_the_last_answer_is_told_with_its_as_of(
    world: World, clocks: Clocks, fault: CoreFault, code: str
) -> None:
    _, system = of(world)
    member = await world.find("wang_fang")
    told = await world.source.find_claims(member)
    source = open_source(world, clocks, seconds=0.3 if fault == "slow" else 5.0)
    clocks.now, system.fault = NOW + timedelta(days=1), fault
    with taking_notes() as notes:
        assert await source.find_claims(member) == told
    assert notes.as_of == NOW
    await source.close()


async def test_a_core_that_is_not_there_is_told_apart(world: World, clocks: Clocks) -> None:
    own, _ = of(world)
    member = await world.find("wang_fang")
    connection = CoreConnection(CoreAddress("http://127.0.0.1:9/v1", KEY, 2.0), lambda: 0.0)
    source = CoreSource(own, connection, KeptAnswers(own, lambda: NOW, timedelta(0)), lambda: NOW)
    with pytest.raises(SourceUnavailable, match="core_unreachable"):
        await source.find_claims(member)
    assert not await _is_ready(source)
    await source.close()


async def test_answers_too_old_are_told_to_nobody(world: World, clocks: Clocks) -> None:
    _, system = of(world)
    member = await world.find("wang_fang")
    await world.source.find_claims(member)
    source = open_source(world, clocks)
    clocks.now, system.fault = NOW + KEPT_FOR + timedelta(minutes=1), "failing"
    with pytest.raises(SourceUnavailable):
        await source.find_claims(member)
    await source.close()


async def test_a_core_that_answers_of_yesterday_is_told_with_its_as_of(world: World) -> None:
    _, system = of(world)
    member = await world.find("wang_fang")
    system.as_of = lambda: NOW - timedelta(days=1)
    with taking_notes() as notes:
        assert await world.source.find_claims(member)
    assert notes.as_of == NOW - timedelta(days=1)
    system.as_of = lambda: NOW - STALE_AFTER + timedelta(minutes=1)
    with taking_notes() as notes:
        assert await world.source.find_claims(member)
    assert notes.as_of is None


async def test_readiness_says_whether_it_answers_of_today(world: World) -> None:
    _, system = of(world)
    assert await world.source.is_ready()
    system.as_of = lambda: NOW - timedelta(days=1)
    assert not await world.source.is_ready()
    system.as_of, system.fault = lambda: NOW, "failing"
    assert not await _is_ready(world.source)


def alter_claim(**fields: Any) -> Callable[[BaseModel], BaseModel]:
    """The same answer, whose first claim says something else, unchecked."""

    def alter(answer: BaseModel) -> BaseModel:
        assert isinstance(answer, messages.ClaimsAnswer)
        first, *others = answer.claims
        return answer.model_copy(update={"claims": (first.model_copy(update=fields), *others)})

    return alter


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"state": "lost"}, "claims.0.state"),
        ({"state": "paid"}, "claims.0"),
        ({"approved_amount": "12.5"}, "claims.0.approved_amount"),
        ({"approved_amount": 12.50}, "claims.0.approved_amount"),
        ({"approved_amount": "-1.00"}, "claims.0.approved_amount"),
        ({"filed_on": "18.03.2026"}, "claims.0.filed_on"),
        ({"updated_at": "2026-03-18T10:00:00"}, "claims.0.updated_at"),
        ({"timeline": ()}, "claims.0.timeline"),
        ({"number": "LP 1"}, "claims.0.number"),
        ({"cause": None}, "claims.0.cause"),
    ],
)
async def test_one_wrong_field_is_a_wrong_answer(
    world: World, clocks: Clocks, fields: dict[str, Any], where: str
) -> None:
    _, system = of(world)
    member, source = await world.find("wang_fang"), open_source(world, clocks)
    system.alter = alter_claim(**fields)
    with pytest.raises(SourceUnavailable) as raised:
        await source.find_claims(member)
    assert raised.value.code == "core_wrong_answer"
    assert raised.value.detail.startswith(f"{where}: ")
    await source.close()


async def test_a_look_up_is_asked_again_once_and_what_was_typed_is_not(world: World, clocks: Clocks) -> None:
    _, system = of(world)
    member, source = await world.find("wang_fang"), open_source(world, clocks)
    person = PEOPLE["wang_fang"]
    system.asked.clear()
    system.faults_to_come = ["cut", None]
    assert await source.find_claims(member)
    assert len(system.asked) == 2
    system.asked.clear()
    system.faults_to_come = ["cut", None]
    with pytest.raises(SourceUnavailable, match="core_unreachable"):
        await source.prove(member, person.id_number, person.card_number, phones=True)
    assert len(system.asked) == 1
    await source.close()


async def test_after_five_faults_the_core_rests_and_one_question_tries_it_again(
    world: World, clocks: Clocks
) -> None:
    _, system = of(world)
    member, source = await world.find("wang_fang"), open_source(world, clocks)
    system.fault = "failing"
    for _ in range(MOST_FAULTS):
        with pytest.raises(SourceUnavailable, match="core_failing"):
            await source.find_claims(member)
    system.asked.clear()
    with pytest.raises(SourceUnavailable, match="core_resting"):
        await source.find_claims(member)
    assert system.asked == []
    clocks.seconds += REST_SECONDS
    tried = await asyncio.gather(*(source.find_claims(member) for _ in range(4)), return_exceptions=True)
    assert sorted(one.code for one in tried if isinstance(one, SourceUnavailable)) == [
        "core_failing",
        *["core_resting"] * 3,
    ]
    clocks.seconds += REST_SECONDS
    system.fault = None
    with capture_logs() as lines:
        assert await source.find_claims(member)
    assert [one["event"] for one in lines] == ["core_answers_again"]
    await source.close()


async def test_one_members_wrong_records_do_not_make_the_core_rest(world: World, clocks: Clocks) -> None:
    _, system = of(world)
    member, source = await world.find("wang_fang"), open_source(world, clocks)
    system.fault = "garbage"
    for _ in range(MOST_FAULTS + 2):
        with pytest.raises(SourceUnavailable, match="core_wrong_answer"):
            await source.find_claims(member)
    await source.close()


async def test_a_turn_waits_for_a_core_that_is_away_only_once(world: World, clocks: Clocks) -> None:
    _, system = of(world)
    member = await world.find("wang_fang")
    await world.source.find_claims(member)
    await world.source.find_profile(member)
    source = open_source(world, clocks)
    system.fault = "failing"
    system.asked.clear()
    with taking_notes():
        await source.find_claims(member)
        await source.find_profile(member)
        await source.find_payments(member)
    assert len(system.asked) == 1
    await source.close()


async def test_what_is_asked_again_within_seconds_is_asked_once(world: World, clocks: Clocks) -> None:
    _, system = of(world)
    member, source = (
        await world.find("wang_fang"),
        open_source(world, clocks, fresh_for=timedelta(seconds=15)),
    )
    system.asked.clear()
    told = await source.find_claims(member)
    assert await source.find_payments(member) == tuple(one for claim in told for one in claim.payments)
    assert len(system.asked) == 1
    clocks.now += timedelta(seconds=15)
    await source.find_claims(member)
    assert len(system.asked) == 2
    await source.close()


async def test_kept_answers_are_sealed(world: World) -> None:
    own, _ = of(world)
    member = await world.find("wang_fang")
    (claim,) = await world.source.find_claims(member)
    async with own.begin() as session:
        raw = await (await session.connection()).exec_driver_sql("SELECT content_sealed FROM core_answers")
        stored = str(raw.fetchall())
    assert stored
    assert claim.number not in stored
    assert "王芳" not in stored


def test_a_question_given_up_lets_the_next_one_try() -> None:
    breaker = Breaker(lambda: 100.0, faults=MOST_FAULTS)
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.note_nothing()
    assert breaker.lets_through()


async def _is_ready(source: Any) -> bool:
    try:
        return bool(await source.is_ready())
    except SourceUnavailable:
        return False
