"""A member's applications to a relief fund."""

from datetime import datetime
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from claims.database import ClaimsDatabase
from claims.source.recorded.as_of import find_later, find_moment
from claims.states import ReliefStep
from claims.tables import ReliefApplicationRow
from claims.values import MemberId, ReliefApplication, ReliefEntry, ReliefKind


async def find_relief_applications(claims: ClaimsDatabase, member: MemberId) -> tuple[ReliefApplication, ...]:
    """The member's applications, newest first."""
    newest_first = ReliefApplicationRow.submitted_on.desc(), ReliefApplicationRow.id.desc()
    async with claims.begin() as session:
        fed = await find_moment(session, "relief_applications")
        rows = await session.scalars(_applications_of(member).order_by(*newest_first))
        return tuple(_read_application(row, fed) for row in rows)


async def find_relief_application(
    claims: ClaimsDatabase, member: MemberId, number: str
) -> ReliefApplication | None:
    """The member's application of that number; None if there is none, or if it is somebody else's."""
    query = _applications_of(member).where(ReliefApplicationRow.number == number.strip().upper())
    async with claims.begin() as session:
        fed = await find_moment(session, "relief_applications")
        row = await session.scalar(query)
        return _read_application(row, fed) if row else None


def _applications_of(member: MemberId) -> Select[ReliefApplicationRow]:
    return (
        select(ReliefApplicationRow)
        .where(ReliefApplicationRow.member_id == member)
        .options(selectinload(ReliefApplicationRow.timeline))
    )


def _read_application(row: ReliefApplicationRow, fed: datetime | None) -> ReliefApplication:
    return ReliefApplication(
        number=row.number,
        kind=cast(ReliefKind, row.kind),
        cause=row.cause,
        district=row.district,
        step=ReliefStep(row.step),
        submitted_on=row.submitted_on,
        step_since=row.step_since,
        timeline=tuple(
            ReliefEntry(ReliefStep(entry.step), entry.entered_on, entry.note) for entry in row.timeline
        ),
        approved_amount=row.approved_amount,
        denial_reason=row.denial_reason,
        updated_at=find_later(row.updated_at, fed if row.source_hash else None),
    )
