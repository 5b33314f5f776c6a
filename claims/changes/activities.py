"""Signs members up for activities, with a line of those who wait for a seat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from claims.access.activities import select_place_in_line
from claims.database import ClaimsDatabase
from claims.errors import NoSuchActivity
from claims.outbox.events import ActivityJoined, ActivityLeft, ActivitySeatGiven
from claims.outbox.recording import record_change
from claims.tables import ActivityRow, ActivitySignUpRow
from claims.values import MemberId


@dataclass(frozen=True)
class SignUp:
    """A member's place: a seat, or a place in the line of those who wait, counted from 1."""

    title: str
    place: str
    starts_at: datetime
    state: Literal["signed_up", "waiting"]
    place_in_line: int | None


async def sign_up(claims: ClaimsDatabase, member: MemberId, code: str, now: datetime) -> SignUp:
    """Takes a seat, or a place in the line; signing up again changes nothing.

    Raises NoSuchActivity where the activity is unknown or closed.
    """
    async with claims.begin() as session:
        activity = await _lock_activity(session, code)
        if activity is None or activity.sign_up_until < now.date():
            raise NoSuchActivity("Nobody can sign up for that activity now.")
        row = await _find_row(session, activity.id, member)
        if row is None or row.state == "cancelled":
            row = row or ActivitySignUpRow(activity_id=activity.id, member_id=member)
            free = activity.seats - await _count(session, activity.id, "signed_up")
            row.state, row.signed_up_on, row.updated_at = (
                "signed_up" if free > 0 else "waiting",
                now.date(),
                now,
            )
            session.add(row)
            await session.flush()
            joined = ActivityJoined(activity_code=activity.code, has_seat=free > 0)
            record_change(session, member, joined, now)
        return await _read(session, activity, row)


async def leave_activity(claims: ClaimsDatabase, member: MemberId, code: str, now: datetime) -> str | None:
    """Gives the place up, and the first who waits takes the seat; the activity's title, None if there was none."""
    async with claims.begin() as session:
        activity = await _lock_activity(session, code)
        row = await _find_row(session, activity.id, member) if activity else None
        if activity is None or row is None or row.state not in ("signed_up", "waiting"):
            return None
        had_seat = row.state == "signed_up"
        row.state, row.updated_at = "cancelled", now
        left = ActivityLeft(activity_code=activity.code, had_seat=had_seat)
        record_change(session, member, left, now)
        following = await session.scalar(_waiting(activity.id).limit(1)) if had_seat else None
        if following:
            following.state, following.updated_at = "signed_up", now
            given = ActivitySeatGiven(activity_code=activity.code)
            record_change(session, following.member_id, given, now)
        return activity.title


def _waiting(activity_id: int) -> Select[ActivitySignUpRow]:
    return (
        select(ActivitySignUpRow)
        .where(ActivitySignUpRow.activity_id == activity_id, ActivitySignUpRow.state == "waiting")
        .order_by(ActivitySignUpRow.updated_at, ActivitySignUpRow.id)
    )


async def _lock_activity(session: AsyncSession, code: str) -> ActivityRow | None:
    """Holds the activity until the transaction ends, in SQLite too: a write of nothing locks where a read would not."""
    await session.execute(update(ActivityRow).where(ActivityRow.code == code).values(seats=ActivityRow.seats))
    return await session.scalar(select(ActivityRow).where(ActivityRow.code == code))


async def _find_row(session: AsyncSession, activity_id: int, member: MemberId) -> ActivitySignUpRow | None:
    return await session.scalar(
        select(ActivitySignUpRow).where(
            ActivitySignUpRow.activity_id == activity_id, ActivitySignUpRow.member_id == member
        )
    )


async def _count(session: AsyncSession, activity_id: int, state: str) -> int:
    return int(
        await session.scalar(
            select(func.count())
            .select_from(ActivitySignUpRow)
            .where(ActivitySignUpRow.activity_id == activity_id, ActivitySignUpRow.state == state)
        )
        or 0
    )


async def _read(session: AsyncSession, activity: ActivityRow, row: ActivitySignUpRow) -> SignUp:
    place = await session.scalar(select_place_in_line(MemberId(row.member_id), activity.code))
    return SignUp(
        title=activity.title,
        place=activity.place,
        starts_at=activity.starts_at,
        state="waiting" if row.state == "waiting" else "signed_up",
        place_in_line=place or None,
    )
