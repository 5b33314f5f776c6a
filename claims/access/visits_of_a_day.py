"""Everybody's visits of one day: for those who remind, not for those who look their own up."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.tables import AppointmentRow
from claims.values import MemberId
from vocabulary.beijing import BEIJING


@dataclass(frozen=True)
class BookedVisit:
    """One visit still to come, and whose it is."""

    number: str
    member: MemberId
    place: str
    starts_at: datetime


async def access_visits_of(
    claims: ClaimsDatabase, day: date, after: str, limit: int
) -> tuple[BookedVisit, ...]:
    """The visits booked for `day`, by number, those behind `after` only: a page of at most `limit`."""
    midnight = datetime.combine(day, time(), BEIJING)
    query = (
        select(AppointmentRow)
        .where(
            AppointmentRow.state == "booked",
            AppointmentRow.starts_at >= midnight,
            AppointmentRow.starts_at < midnight + timedelta(days=1),
            AppointmentRow.number > after,
        )
        .order_by(AppointmentRow.number)
        .limit(limit)
    )
    async with claims.begin() as session:
        return tuple(
            BookedVisit(row.number, MemberId(row.member_id), row.place, row.starts_at)
            for row in await session.scalars(query)
        )
