"""Numbers of claims and visits: one after the other, never one twice, whoever else brings some."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from claims.changes import ClaimFiling, book_appointment, file_claim, find_free_slots, submit_relief
from claims.changes.appointments import FreeSlot
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from testing.outbox_acts import RELIEF
from vocabulary.beijing import BEIJING

pytestmark = pytest.mark.postgres

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)


def loss(day: int) -> ClaimFiling:
    return ClaimFiling(
        "hospital_cash", "hospital_stay", "住院", date(2026, 2, day), "某医院", None, "我住院了"
    )


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, "wang_fang")
    assert found
    return found


async def test_numbers_made_here_are_of_a_range_of_their_own(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    assert (await file_claim(claims, member, loss(1), NOW)).number == "LP2026-9000001"
    assert (await submit_relief(claims, member, RELIEF, NOW)).number == "JZ2026-90001"
    other = replace(claims, number_mark="42")
    assert (await file_claim(other, member, loss(2), NOW)).number == "LP2026-4200001"


async def test_those_who_file_at_once_get_numbers_in_a_row(claims: ClaimsDatabase, member: MemberId) -> None:
    first = int((await file_claim(claims, member, loss(1), NOW)).number.removeprefix("LP2026-"))
    filed = await asyncio.gather(*(file_claim(claims, member, loss(day), NOW) for day in range(2, 22)))
    assert sorted(claim.number for claim in filed) == [f"LP2026-{first + n:07d}" for n in range(1, 21)]


async def test_numbers_that_the_centre_brings_are_passed_over(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    mine = await file_claim(claims, member, loss(1), NOW)
    following = int(mine.number.removeprefix("LP2026-")) + 1
    await rename(claims, "claims", mine.number, f"LP2026-{following:07d}")
    assert (await file_claim(claims, member, loss(2), NOW)).number == f"LP2026-{following + 1:07d}"
    await rename(claims, "claims", f"LP2026-{following:07d}", "LP2026-城区-12")
    assert (await file_claim(claims, member, loss(3), NOW)).number == f"LP2026-{following + 2:07d}"


async def test_after_99999_visits_comes_the_next(claims: ClaimsDatabase, member: MemberId) -> None:
    slots = await find_free_slots(claims, NOW.date())
    days: dict[date, FreeSlot] = {slot.day: slot for slot in slots}
    chosen = [days[day] for day in sorted(days)][:4]

    async def book(slot: FreeSlot) -> str:
        booked = await book_appointment(claims, member, (slot.place, slot.day, slot.half), "咨询", NOW)
        return booked.number

    await rename(claims, "appointments", await book(chosen[0]), "YY2026-99998")
    async with claims.begin() as session:
        await session.execute(text("UPDATE running_numbers SET last = 99998 WHERE head = 'YY2026-'"))
    assert [await book(slot) for slot in chosen[1:]] == ["YY2026-99999", "YY2026-100000", "YY2026-100001"]
    async with claims.begin() as session:
        await session.execute(text("DELETE FROM running_numbers"))
    later = NOW + timedelta(days=1)
    slot = next(one for one in slots if one.day not in {one.day for one in chosen})
    again = await book_appointment(claims, member, (slot.place, slot.day, slot.half), "咨询", later)
    assert again.number == "YY2026-100002"


async def rename(claims: ClaimsDatabase, table: str, number: str, then: str) -> None:
    """As if it had come from the centre's files."""
    update = text("UPDATE claims SET number = :then WHERE number = :number")
    if table == "appointments":
        update = text("UPDATE appointments SET number = :then WHERE number = :number")
    async with claims.begin() as session:
        await session.execute(update, {"then": then, "number": number})
