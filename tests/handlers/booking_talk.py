"""What the tests of visits share: who books, the free days of one window, what is booked, and booking one."""

from datetime import date

import pytest

from claims.access import access_appointments
from claims.changes import FreeSlot, find_free_slots
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import Appointment
from tests.handlers.action_talk import NOW, ActionTalk

YES = ("对", "affirm")


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who books visits."""
    member = await find_demo_member(claims, "jin_xin")
    assert member
    return ActionTalk(claims, member)


@pytest.fixture
async def days(claims: ClaimsDatabase) -> list[date]:
    """Days with seats in 大兴, soonest first."""
    return sorted({slot.day for slot in await free(claims)})


async def free(claims: ClaimsDatabase) -> list[FreeSlot]:
    return [slot for slot in await find_free_slots(claims, NOW.date()) if slot.district == "大兴"]


async def booked(talk: ActionTalk) -> list[Appointment]:
    return [one for one in await access_appointments(talk.claims, talk.member) if one.state == "booked"]


def spell(day: date) -> str:
    return f"{day.month}月{day.day}号"


async def book(talk: ActionTalk, day: date, half: str = "上午") -> Appointment:
    await talk.say(f"预约{spell(day)}{half}去大兴", "book_appointment", district="大兴")
    assert "约好了" in await talk.say(*YES)
    return (await booked(talk))[-1]


async def days_booked(talk: ActionTalk) -> list[date]:
    return sorted(one.starts_at.date() for one in await booked(talk))
