"""A member's appointments and sign-ups, and the activities anybody may sign up for."""

from datetime import date
from typing import cast

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from claims.database import ClaimsDatabase
from claims.tables import ActivityRow, ActivitySignUpRow, AppointmentRow
from claims.values import Activity, ActivitySignUp, Appointment, AppointmentState, MemberId, SignUpState


async def access_appointments(claims: ClaimsDatabase, member: MemberId) -> tuple[Appointment, ...]:
    """The member's appointments, newest first, also those past or cancelled."""
    query = (
        select(AppointmentRow)
        .where(AppointmentRow.member_id == member)
        .order_by(AppointmentRow.starts_at.desc(), AppointmentRow.id.desc())
    )
    async with claims.begin() as session:
        return tuple(_read_appointment(row) for row in await session.scalars(query))


async def access_activity_sign_ups(claims: ClaimsDatabase, member: MemberId) -> tuple[ActivitySignUp, ...]:
    """What the member signed up for, newest activity first, also what they cancelled."""
    query = (
        select(ActivitySignUpRow)
        .join(ActivitySignUpRow.activity)
        .where(ActivitySignUpRow.member_id == member)
        .options(joinedload(ActivitySignUpRow.activity))
        .order_by(ActivityRow.starts_at.desc(), ActivitySignUpRow.id.desc())
    )
    async with claims.begin() as session:
        return tuple(_read_sign_up(row) for row in await session.scalars(query))


async def access_place_in_line(claims: ClaimsDatabase, member: MemberId, code: str) -> int | None:
    """The member's place among those who wait for a seat, counted from 1; None where they wait for none."""
    async with claims.begin() as session:
        return await session.scalar(select_place_in_line(member, code)) or None


def select_place_in_line(member: MemberId, code: str) -> Select[int]:
    """How many wait up to the member, who is counted too; 0 where they wait for nothing."""
    own = aliased(ActivitySignUpRow)
    up_to = or_(
        ActivitySignUpRow.updated_at < own.updated_at,
        and_(ActivitySignUpRow.updated_at == own.updated_at, ActivitySignUpRow.id <= own.id),
    )
    return (
        select(func.count(ActivitySignUpRow.id))
        .join(own, own.activity_id == ActivitySignUpRow.activity_id)
        .join(ActivityRow, ActivityRow.id == own.activity_id)
        .where(ActivityRow.code == code, own.member_id == member, own.state == "waiting")
        .where(ActivitySignUpRow.state == "waiting", up_to)
    )


async def find_open_activities(claims: ClaimsDatabase, today: date) -> tuple[Activity, ...]:
    """The activities one may still sign up for, soonest first, full ones included."""
    taken = (
        select(func.count())
        .select_from(ActivitySignUpRow)
        .where(ActivitySignUpRow.activity_id == ActivityRow.id, ActivitySignUpRow.state == "signed_up")
        .scalar_subquery()
    )
    query = (
        select(ActivityRow, taken).where(ActivityRow.sign_up_until >= today).order_by(ActivityRow.starts_at)
    )
    async with claims.begin() as session:
        return tuple(_read_activity(row, count) for row, count in await session.execute(query))


def _read_activity(row: ActivityRow, taken: int) -> Activity:
    return Activity(
        code=row.code,
        title=row.title,
        place=row.place,
        starts_at=row.starts_at,
        sign_up_until=row.sign_up_until,
        seats=row.seats,
        seats_left=max(0, row.seats - taken),
        updated_at=row.updated_at,
    )


def _read_appointment(row: AppointmentRow) -> Appointment:
    return Appointment(
        number=row.number,
        service=row.service,
        place=row.place,
        starts_at=row.starts_at,
        state=cast(AppointmentState, row.state),
        updated_at=row.updated_at,
    )


def _read_sign_up(row: ActivitySignUpRow) -> ActivitySignUp:
    return ActivitySignUp(
        activity_code=row.activity.code,
        title=row.activity.title,
        place=row.activity.place,
        starts_at=row.activity.starts_at,
        state=cast(SignUpState, row.state),
        signed_up_on=row.signed_up_on,
        updated_at=row.updated_at,
    )
