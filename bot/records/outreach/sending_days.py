"""Counts the template messages of a day in the database, where no restart forgets them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.inserting import insert_once
from bot.records.tables import SendingDayRow


@dataclass(frozen=True)
class SendingDay:
    """How many were counted, and until when nothing is sent because WeChat said so."""

    used: int
    held_until: datetime | None
    held_errcode: int


async def find_day(session: AsyncSession, day: date) -> SendingDay:
    """The day so far."""
    row = await session.get(SendingDayRow, day, populate_existing=True)
    return SendingDay(row.used, row.held_until, row.held_errcode) if row else SendingDay(0, None, 0)


async def reserve_of_day(session: AsyncSession, day: date, wanted: int, ceiling: int) -> int:
    """Takes up to `wanted` of the day's messages as far as `ceiling`; how many were taken. Locks the day."""
    await _ensure(session, day)
    # The update comes first: it locks the row in PostgreSQL and the file in SQLite.
    statement = update(SendingDayRow).where(SendingDayRow.day == day).returning(SendingDayRow.used)
    used = await session.scalar(statement.values(used=SendingDayRow.used)) or 0
    granted = max(0, min(wanted, ceiling - used))
    await session.execute(statement.values(used=SendingDayRow.used + granted))
    return granted


async def give_back_of_day(session: AsyncSession, day: date, count: int) -> None:
    """Messages that were counted and not sent."""
    await session.execute(
        update(SendingDayRow).where(SendingDayRow.day == day).values(used=SendingDayRow.used - count)
    )


async def hold_day(session: AsyncSession, day: date, until: datetime, errcode: int) -> None:
    """WeChat refuses the account for now: no process sends anything until then."""
    await _ensure(session, day)
    await session.execute(
        update(SendingDayRow).where(SendingDayRow.day == day).values(held_until=until, held_errcode=errcode)
    )


async def _ensure(session: AsyncSession, day: date) -> None:
    if await session.get(SendingDayRow, day) is None:
        await insert_once(session, SendingDayRow, day=day, used=0, held_until=None, held_errcode=0)
