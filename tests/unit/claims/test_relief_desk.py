"""The relief desk: staff check and decide, each act once, two people for a decision, nothing decided by the program."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

import pytest
from sqlalchemy import text

from claims.access import access_relief_application, access_relief_applications
from claims.changes import submit_relief
from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import find_demo_member, load_demo
from claims.errors import ReliefRefused
from claims.migrations import upgrade
from claims.relief_desk import (
    NewAct,
    count_relief,
    do_relief_act,
    find_relief_acts_since,
    list_relief,
    read_relief_file,
)
from claims.states import RELIEF_ACTS, Act, ReliefStep
from testing.claims_files import HASH_KEY
from tests.unit.claims.test_filing import RELIEF

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 18)
ENOUGH = "入户看过，情况属实"


async def find_number(claims: ClaimsDatabase, key: str) -> str:
    """The application of a demo person."""
    member = await find_demo_member(claims, key)
    assert member
    return (await access_relief_applications(claims, member))[0].number


async def act(
    claims: ClaimsDatabase,
    number: str,
    what: Act,
    seen: int = 0,
    staff: int = 1,
    amount: str = "",
    reason: str = ENOUGH,
) -> int:
    new = NewAct(
        what, seen, staff, f"同事{staff}", for_member=reason, for_staff=reason, amount=Decimal(amount or 0)
    )
    return await do_relief_act(claims, number, new, NOW)


async def stand_at(claims: ClaimsDatabase, number: str, step: ReliefStep) -> None:
    """The application at a step, with nothing done to it."""
    async with claims.begin() as session:
        await session.execute(text("DELETE FROM relief_acts"))
        await session.execute(
            text("UPDATE relief_applications SET step = :step WHERE number = :number"),
            {"step": step, "number": number},
        )


async def find_refusal(doing: Awaitable[int]) -> str:
    """Why an act was refused."""
    with pytest.raises(ReliefRefused) as refused:
        await doing
    return refused.value.code


async def test_an_application_goes_up_step_by_step_and_two_people_decide(claims: ClaimsDatabase) -> None:
    number = await find_number(claims, "bai_yang")
    for seen, staff in enumerate((1, 3, 1)):
        await act(claims, number, "agreed", seen, staff)
    file = await read_relief_file(claims, number, TODAY)
    assert file
    assert file.application.step is ReliefStep.COMMITTEE_REVIEW
    assert await find_refusal(act(claims, number, "approved", 3, amount="20000")) == "same_person"
    await act(claims, number, "approved", 3, staff=2, amount="20000")
    await act(claims, number, "paid", 4, staff=1)
    closed = await access_relief_application(claims, file.member, number)
    assert closed
    assert (closed.step, closed.approved_amount) == (ReliefStep.PAID, Decimal(20000))
    assert [entry.step for entry in closed.timeline] == [*list(ReliefStep)[:5], ReliefStep.PAID]


@pytest.mark.parametrize("between", [(), ("papers_asked",), ("disagreed",), ("disagreed", "papers_asked")])
async def test_nobody_takes_an_application_through_two_levels_in_a_row(
    claims: ClaimsDatabase, between: tuple[Act, ...]
) -> None:
    number = await find_number(claims, "bai_yang")
    await act(claims, number, "agreed")
    seen = 1
    for what in between:
        await act(claims, number, what, seen, staff=1 + seen)
        seen += 1
    assert await find_refusal(act(claims, number, "agreed", seen)) == "same_level"
    await act(claims, number, "agreed", seen, staff=2)
    assert await find_refusal(act(claims, number, "agreed", seen + 1, staff=2)) == "same_level"
    await act(claims, number, "agreed", seen + 1, staff=1)


async def test_whoever_looks_at_the_committee_needs_a_second_person_too(claims: ClaimsDatabase) -> None:
    number = await find_number(claims, "ren_hong")
    assert await find_refusal(act(claims, number, "approved", amount="20000")) == "not_checked"
    assert await find_refusal(act(claims, number, "denied")) == "not_checked"
    await act(claims, number, "agreed")
    assert await find_refusal(act(claims, number, "denied", 1)) == "same_person"
    await act(claims, number, "denied", 1, staff=2)


@pytest.mark.parametrize("what", get_args(Act))
async def test_an_act_belongs_to_its_steps_and_leads_where_it_should(
    claims: ClaimsDatabase, what: Act
) -> None:
    number = await find_number(claims, "bai_yang")
    for step in ReliefStep:
        await stand_at(claims, number, step)
        if what not in RELIEF_ACTS[step]:
            assert await find_refusal(act(claims, number, what, amount="9000")) == "not_now"
        elif what in ("approved", "denied"):
            assert await find_refusal(act(claims, number, what, amount="9000")) == "not_checked"
        else:
            await act(claims, number, what)
            file = await read_relief_file(claims, number, TODAY)
            assert file
            assert file.application.step is RELIEF_ACTS[step][what]


@pytest.mark.parametrize("what", ["agreed", "disagreed", "papers_asked", "denied"])
async def test_every_act_wants_its_reason(claims: ClaimsDatabase, what: Act) -> None:
    number = await find_number(claims, "bai_yang")
    assert await find_refusal(act(claims, number, what, reason="  好  ")) == "no_reason"


@pytest.mark.parametrize(
    ("key", "amount", "reason", "code"),
    [
        ("ren_hong", "0", ENOUGH, "amount_missing"),
        ("ren_hong", "-1", ENOUGH, "amount_missing"),
        ("ren_hong", "50000.01", ENOUGH, "amount_outside"),
        ("ren_hong", "50000", ENOUGH, None),
        ("ren_hong", "60000", "评审会研究，家里两个人同时得病，按两件事合并给，会议记录第三号。", None),
    ],
)
async def test_an_amount_outside_the_public_range_wants_a_longer_reason(
    claims: ClaimsDatabase, key: str, amount: str, reason: str, code: str | None
) -> None:
    number = await find_number(claims, key)
    await act(claims, number, "agreed")
    if code:
        assert await find_refusal(act(claims, number, "approved", 1, 2, amount, reason)) == code
    else:
        await act(claims, number, "approved", 1, 2, amount, reason)


async def test_whoever_saw_an_old_file_is_refused_and_changes_nothing(claims: ClaimsDatabase) -> None:
    number = await find_number(claims, "bai_yang")
    await act(claims, number, "papers_asked")
    for what in ("agreed", "denied", "papers_asked"):
        assert await find_refusal(act(claims, number, what)) == "changed"
    file = await read_relief_file(claims, number, TODAY)
    assert file
    assert (file.position, file.application.step) == (1, ReliefStep.SUBMITTED)
    assert await find_refusal(act(claims, "JZ0000", "agreed")) == "unknown_application"


@pytest.fixture
async def on_postgres(postgres_url: str, encryption_key: str, today: date) -> AsyncIterator[ClaimsDatabase]:
    await asyncio.to_thread(upgrade, postgres_url)
    database = open_claims_database(postgres_url, encryption_key, HASH_KEY)
    await load_demo(database, today)
    yield database
    await database.close()


async def press_together(claims: ClaimsDatabase) -> None:
    """Three people act on what they all saw; one wins."""
    number = await find_number(claims, "bai_yang")
    ended = await asyncio.gather(
        *(act(claims, number, "agreed", staff=staff) for staff in (1, 2, 3)), return_exceptions=True
    )
    assert len([one for one in ended if isinstance(one, int)]) == 1
    assert [one.code for one in ended if isinstance(one, ReliefRefused)] == ["changed", "changed"]
    async with claims.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM relief_acts")) == 1


async def test_of_three_who_press_together_one_wins(claims: ClaimsDatabase) -> None:
    await press_together(claims)


@pytest.mark.postgres
async def test_of_three_who_press_together_one_wins_on_postgresql(on_postgres: ClaimsDatabase) -> None:
    await press_together(on_postgres)


async def test_the_list_shows_the_urgent_first_and_counts_every_step(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    filed = await submit_relief(claims, member, RELIEF, NOW)
    waiting = [ReliefStep.SUBMITTED, ReliefStep.UNIT_REVIEW]
    first, *others = await list_relief(claims, waiting)
    assert (first.number, first.is_urgent) == (filed.number, True)
    assert others
    assert not any(one.is_urgent for one in others)
    assert all("*" in one.name for one in others)
    counts = await count_relief(claims)
    assert sum(counts[step] for step in waiting) == len(others) + 1
    (found,) = await list_relief(claims, list(ReliefStep), number=f" {filed.number.lower()} ")
    assert found.number == filed.number
    assert await list_relief(claims, waiting, township="没有的镇") == []


async def test_the_file_holds_what_was_told(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    number = (await submit_relief(claims, member, RELIEF, NOW)).number
    file = await read_relief_file(claims, number, TODAY)
    assert file
    assert file.told
    assert file.told.words == RELIEF.told
    assert await read_relief_file(claims, "JZ-nobody", TODAY) is None


async def test_what_was_done_is_found_by_its_time(claims: ClaimsDatabase) -> None:
    number = await find_number(claims, "bai_yang")
    await act(claims, number, "agreed")
    (done,) = await find_relief_acts_since(claims, NOW)
    assert (done.number, done.act, done.staff_name) == (number, "agreed", "同事1")
    assert await find_relief_acts_since(claims, NOW.replace(day=19)) == []
