"""Visits and activities: nobody is promised a seat that is not there."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from claims.access import CHANGES, ChangeQuery, access_activity_sign_ups, access_appointments
from claims.changes import (
    Half,
    book_appointment,
    cancel_appointment,
    find_free_slots,
    find_obstacle,
    leave_activity,
    sign_up,
)
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.errors import NoSuchActivity, NoSuchAppointment, SlotTaken
from claims.values import MemberId
from vocabulary.beijing import BEIJING
from vocabulary.working_days import OwnDays

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
SMALL = "通州区职工服务窗口（演示）"
DAY = date(2026, 3, 20)


async def find(claims: ClaimsDatabase, key: str) -> MemberId:
    member = await find_demo_member(claims, key)
    assert member
    return member


async def test_the_centres_own_days_stand_above_the_calendar(claims: ClaimsDatabase) -> None:
    own = OwnDays(closed=frozenset({date(2026, 3, 19)}), worked=frozenset({date(2026, 3, 21)}))
    days = {slot.day for slot in await find_free_slots(replace(claims, own_days=own), NOW.date())}
    assert date(2026, 3, 19) not in days
    assert {date(2026, 3, 20), date(2026, 3, 21)} <= days
    assert find_obstacle(date(2026, 3, 19), NOW.date(), own) == "closed"
    assert find_obstacle(date(2026, 3, 21), NOW.date(), own) is None


async def test_working_days_from_tomorrow_are_free(claims: ClaimsDatabase) -> None:
    days = {slot.day for slot in await find_free_slots(claims, NOW.date())}
    assert min(days) == date(2026, 3, 19)
    assert all(day.weekday() < 5 for day in days)


async def test_a_booked_visit_is_the_members_and_can_be_given_back(claims: ClaimsDatabase) -> None:
    member, other = await find(claims, "wang_fang"), await find(claims, "li_qiang")
    booked = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    assert booked in await access_appointments(claims, member)
    assert booked == await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    with pytest.raises(NoSuchAppointment):
        await cancel_appointment(claims, other, booked.number, NOW)
    assert (await cancel_appointment(claims, member, booked.number, NOW)).state == "cancelled"


async def test_of_many_at_once_only_as_many_as_there_are_seats_get_one(claims: ClaimsDatabase) -> None:
    members = [await find(claims, person.key) for person in demo_people()[:6]]
    slot: tuple[str, date, Half] = (SMALL, DAY, "afternoon")
    tries = [book_appointment(claims, member, slot, "理赔咨询", NOW) for member in members]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, SlotTaken) for result in results) == 4
    assert (SMALL, DAY, "afternoon") not in {
        (slot.place, slot.day, slot.half) for slot in await find_free_slots(claims, NOW.date())
    }


async def test_a_full_activity_has_a_line_and_a_seat_given_up_goes_to_its_first(
    claims: ClaimsDatabase,
) -> None:
    holders = [await find(claims, "lei_dan")]
    first, second = await find(claims, "wang_fang"), await find(claims, "li_qiang")
    while (got := await sign_up(claims, first, "DEMO-A2", NOW)).state == "signed_up":
        await leave_activity(claims, first, "DEMO-A2", NOW)
        filler = await find(claims, "zhang_wei")
        await sign_up(claims, filler, "DEMO-A2", NOW)
        holders.append(filler)
    assert got.place_in_line is not None
    later = NOW.replace(hour=11)
    assert (await sign_up(claims, second, "DEMO-A2", later)).place_in_line == got.place_in_line + 1
    await leave_activity(claims, holders[-1], "DEMO-A2", later)
    states = {one.activity_code: one.state for one in await access_activity_sign_ups(claims, first)}
    assert states["DEMO-A2"] == ("signed_up" if got.place_in_line == 1 else "waiting")


async def test_signing_up_twice_is_once_and_an_activity_that_is_over_is_refused(
    claims: ClaimsDatabase,
) -> None:
    member = await find(claims, "wang_fang")
    assert await sign_up(claims, member, "DEMO-A1", NOW) == await sign_up(claims, member, "DEMO-A1", NOW)
    with pytest.raises(NoSuchActivity):
        await sign_up(claims, member, "DEMO-A4", NOW)
    assert await leave_activity(claims, member, "DEMO-A3", NOW) is None


async def test_those_who_remind_see_the_visits_of_one_day_page_by_page(
    claims: ClaimsDatabase,
) -> None:
    member = await find(claims, "wang_fang")
    booked = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    eve = DAY - timedelta(days=1)
    of_day = await CHANGES["visit_tomorrow"].read(claims, ChangeQuery(eve, eve))
    assert booked.number in [visit.number for visit in of_day]
    assert await CHANGES["visit_tomorrow"].read(claims, ChangeQuery(eve, eve, of_day[-1].id)) == []
    await cancel_appointment(claims, member, booked.number, NOW)
    left = await CHANGES["visit_tomorrow"].read(claims, ChangeQuery(eve, eve))
    assert booked.number not in [visit.number for visit in left]


@pytest.mark.parametrize(
    ("asked_on", "closed", "opened"),
    [
        (date(2026, 9, 25), date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 12, 24), date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 10, 5), date(2026, 10, 7), date(2026, 10, 10)),
    ],
    ids=["National Day", "New Year", "a Saturday made up for"],
)
async def test_nobody_is_offered_a_holiday_and_days_made_up_for_are_offered(
    claims: ClaimsDatabase, asked_on: date, closed: date, opened: date
) -> None:
    days = {slot.day for slot in await find_free_slots(claims, asked_on)}
    assert closed not in days
    assert opened in days


@pytest.mark.parametrize(
    ("day", "obstacle"),
    [
        (date(2026, 3, 18), "past"),
        (date(2026, 3, 21), "closed"),
        (date(2026, 4, 6), "closed"),
        (date(2026, 4, 8), "too_far"),
        (date(2026, 3, 20), None),
    ],
)
def test_why_a_day_cannot_be_had_is_known(day: date, obstacle: str | None) -> None:
    assert find_obstacle(day, NOW.date()) == obstacle


async def test_a_visit_is_moved_in_one_step_and_its_old_seat_given_back(claims: ClaimsDatabase) -> None:
    member = await find(claims, "wang_fang")
    old = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    new = await book_appointment(claims, member, (SMALL, DAY, "afternoon"), "理赔咨询", NOW, old.number)
    states = {one.number: one.state for one in await access_appointments(claims, member)}
    assert (states[old.number], states[new.number]) == ("cancelled", "booked")


async def test_a_visit_moved_to_where_it_is_stays(claims: ClaimsDatabase) -> None:
    member = await find(claims, "wang_fang")
    old = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    again = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW, old.number)
    assert (again.number, again.state) == (old.number, "booked")


async def test_a_visit_moved_to_another_window_of_the_same_half_day_is_moved(claims: ClaimsDatabase) -> None:
    member = await find(claims, "wang_fang")
    elsewhere = next(one.place for one in await find_free_slots(claims, NOW.date()) if one.place != SMALL)
    old = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    new = await book_appointment(claims, member, (elsewhere, DAY, "morning"), "理赔咨询", NOW, old.number)
    assert new.place == elsewhere


async def test_a_move_to_a_full_window_leaves_the_visit_as_it_was(claims: ClaimsDatabase) -> None:
    member = await find(claims, "wang_fang")
    old = await book_appointment(claims, member, (SMALL, DAY, "morning"), "理赔咨询", NOW)
    for person in demo_people()[1:8]:
        with contextlib.suppress(SlotTaken):
            other = await find(claims, person.key)
            await book_appointment(claims, other, (SMALL, DAY, "afternoon"), "理赔咨询", NOW)
    with pytest.raises(SlotTaken):
        await book_appointment(claims, member, (SMALL, DAY, "afternoon"), "理赔咨询", NOW, old.number)
    assert [one.state for one in await access_appointments(claims, member) if one.number == old.number] == [
        "booked"
    ]
