"""Books, moves and cancels visits: no window is promised to more people than it has seats for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

import structlog
from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from claims.access.activities import access_appointments
from claims.changes.numbers import find_next_number, store_once
from claims.database import ClaimsDatabase
from claims.errors import NoSuchAppointment, SlotTaken
from claims.outbox.events import VisitBooked, VisitCancelled
from claims.outbox.recording import record_change
from claims.own_numbers import VISIT
from claims.tables import AppointmentRow, ServiceWindowRow
from claims.values import Appointment, MemberId
from vocabulary.beijing import BEIJING
from vocabulary.working_days import OwnDays, is_announced, is_working_day

log = structlog.get_logger(__name__)

Half = Literal["morning", "afternoon"]
Obstacle = Literal["past", "too_far", "closed"]

_STARTS: dict[Half, time] = {"morning": time(9), "afternoon": time(13, 30)}
HALF_DAY_STARTS = frozenset(_STARTS.values())
"""A visit at these hours is one of the whole half-day."""
VISIT_DAYS_AHEAD = 14


@dataclass(frozen=True)
class FreeSlot:
    """A half-day at a window with seats left."""

    place: str
    district: str
    day: date
    half: Half
    left: int


async def find_free_slots(claims: ClaimsDatabase, today: date) -> tuple[FreeSlot, ...]:
    """The half-days of the next two weeks' working days that have seats left, soonest first."""
    async with claims.begin() as session:
        windows = list(await session.scalars(select(ServiceWindowRow).order_by(ServiceWindowRow.id)))
        taken = await _count_taken(session, today)
    days = [today + timedelta(days=ahead) for ahead in range(1, VISIT_DAYS_AHEAD + 1)]
    slots = (
        FreeSlot(window.place, window.district, day, half, window.seats - taken[(window.place, day, half)])
        for day in days
        if find_obstacle(day, today, claims.own_days) is None
        for half in _STARTS
        for window in windows
    )
    return tuple(slot for slot in slots if slot.left > 0)


def find_obstacle(day: date, today: date, own: OwnDays | None = None) -> Obstacle | None:
    """Why nobody can come on that day, however many seats there are."""
    if day <= today:
        return "past"
    if not is_announced(day.year):
        _warn_of_a_guess(day.year)
    if not is_working_day(day, own):
        return "closed"
    return "too_far" if day > today + timedelta(days=VISIT_DAYS_AHEAD) else None


@cache
def _warn_of_a_guess(year: int) -> None:
    log.warning(
        "holidays_not_announced",
        code="holidays_not_announced",
        year=year,
        advice="Update chinesecalendar once that year's holidays are published (each November); "
        "until then visits keep to weekdays without the usual holidays.",
    )


async def book_appointment(
    claims: ClaimsDatabase,
    member: MemberId,
    slot: tuple[str, date, Half],
    service: str,
    now: datetime,
    replaces: str | None = None,
) -> Appointment:
    """Books a seat, or gives the member's own booking of that half-day; raises SlotTaken where none is left.

    The visit that it replaces is given up in the same moment, so that a move never leaves two, or none.
    """
    place, day, half = slot

    async def store(session: AsyncSession) -> str:
        window = await _lock_window(session, place)
        old = await session.scalar(_of(member, replaces, now)) if replaces else None
        if old and (old.place, old.starts_at) == (place, _starts(day, half)):
            return old.number
        if old:
            _cancel(session, old, now)
            await session.flush()
        mine = await session.scalar(_booked(day, half).where(AppointmentRow.member_id == member))
        if mine:
            return mine.number
        taken = await _count_taken(session, now.date())
        if window is None or taken[(place, day, half)] >= window.seats:
            raise SlotTaken("No seat is left at that window in that half-day.")
        number = await find_next_number(session, AppointmentRow.number, VISIT, now.year)
        row = AppointmentRow(number=number, member_id=member, service=service, place=place, state="booked")
        row.starts_at, row.updated_at = _starts(day, half), now
        session.add(row)
        record_change(session, member, _tell(row, replaces=old.number if old else None), now)
        return number

    number = await store_once(claims, store)
    return next(one for one in await access_appointments(claims, member) if one.number == number)


async def cancel_appointment(
    claims: ClaimsDatabase, member: MemberId, number: str, now: datetime
) -> Appointment:
    """Gives the seat back; raises NoSuchAppointment unless it is the member's own and still to come."""
    async with claims.begin() as session:
        row = await session.scalar(_of(member, number, now))
        if row is None:
            raise NoSuchAppointment("The member has no such visit to come.")
        _cancel(session, row, now)
    return next(one for one in await access_appointments(claims, member) if one.number == number)


def _cancel(session: AsyncSession, row: AppointmentRow, now: datetime) -> None:
    row.state, row.updated_at = "cancelled", now
    record_change(session, row.member_id, VisitCancelled(visit_number=row.number), now)


def _tell(row: AppointmentRow, replaces: str | None) -> VisitBooked:
    return VisitBooked(
        visit_number=row.number,
        service=row.service,
        place=row.place,
        starts_at=row.starts_at,
        replaces=replaces,
    )


async def _lock_window(session: AsyncSession, place: str) -> ServiceWindowRow | None:
    """Holds the window until the transaction ends, in SQLite too: a write of nothing locks where a read would not."""
    here = ServiceWindowRow.place == place
    await session.execute(update(ServiceWindowRow).where(here).values(seats=ServiceWindowRow.seats))
    return await session.scalar(select(ServiceWindowRow).where(here))


async def _count_taken(session: AsyncSession, today: date) -> Counter[tuple[str, date, Half]]:
    rows = await session.execute(
        select(AppointmentRow.place, AppointmentRow.starts_at).where(
            AppointmentRow.state == "booked", AppointmentRow.starts_at >= _starts(today, "morning")
        )
    )
    return Counter((place, starts_at.date(), _half(starts_at)) for place, starts_at in rows)


def _of(member: MemberId, number: str, now: datetime) -> Select[AppointmentRow]:
    """The member's own visit of that number, unless it is over or was given up."""
    return select(AppointmentRow).where(
        AppointmentRow.number == number,
        AppointmentRow.member_id == member,
        AppointmentRow.state == "booked",
        AppointmentRow.starts_at > now,
    )


def _booked(day: date, half: Half) -> Select[AppointmentRow]:
    return select(AppointmentRow).where(
        AppointmentRow.state == "booked", AppointmentRow.starts_at == _starts(day, half)
    )


def _starts(day: date, half: Half) -> datetime:
    return datetime.combine(day, _STARTS[half], BEIJING)


def _half(starts_at: datetime) -> Half:
    return "morning" if starts_at.hour < _STARTS["afternoon"].hour else "afternoon"
