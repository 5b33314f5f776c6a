"""Submits an application for emergency relief to its first step, the unit's union."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.changes.numbers import find_next_number, store_once
from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.outbox.events import ReliefSubmitted
from claims.outbox.recording import record_change
from claims.own_numbers import RELIEF
from claims.source.recorded.relief import find_relief_application
from claims.states import ReliefStep
from claims.tables import ReliefApplicationRow, ReliefTellingRow, ReliefTimelineRow
from claims.values import MemberId, ReliefApplication, ReliefKind


@dataclass(frozen=True)
class ReliefFiling:
    """What a member tells to apply; sums in yuan, None where they do not know."""

    kind: ReliefKind
    cause: str
    happened_on: date
    whose: str
    self_paid: Decimal | None
    compensation: Decimal | None
    unit: str
    district: str
    phone: str
    told: str
    is_urgent: bool


async def submit_relief(
    claims: ClaimsDatabase, member: MemberId, filing: ReliefFiling, now: datetime
) -> ReliefApplication:
    """The submitted application; the same emergency told again on the same day is the same application."""

    async def store(session: AsyncSession) -> str:
        same = await session.scalar(
            select(ReliefApplicationRow.number)
            .join(ReliefTellingRow, ReliefTellingRow.application_id == ReliefApplicationRow.id)
            .where(
                ReliefApplicationRow.member_id == member,
                ReliefApplicationRow.kind == filing.kind,
                ReliefApplicationRow.submitted_on == now.date(),
                ReliefTellingRow.happened_on == filing.happened_on,
            )
        )
        return same or await _submit(session, claims, member, filing, now)

    number = await store_once(claims, store)
    application = await find_relief_application(claims, member, number)
    if application is None:
        raise UnknownMember("The member was removed while applying.")
    return application


async def _submit(
    session: AsyncSession, claims: ClaimsDatabase, member: MemberId, filing: ReliefFiling, now: datetime
) -> str:
    today = now.date()
    number = await find_next_number(
        session, ReliefApplicationRow.number, RELIEF, today.year, claims.number_mark
    )
    row = ReliefApplicationRow(
        number=number,
        member_id=member,
        kind=filing.kind,
        cause=filing.cause[:100],
        district=filing.district,
        step=ReliefStep.SUBMITTED,
        submitted_on=today,
        step_since=today,
        updated_at=now,
        timeline=[
            ReliefTimelineRow(position=0, step=ReliefStep.SUBMITTED, entered_on=today, note="本人在线申请")
        ],
    )
    session.add(row)
    await session.flush()
    session.add(_telling(claims, row.id, filing))
    record_change(session, member, _tell(row, filing), now)
    return number


def _tell(row: ReliefApplicationRow, filing: ReliefFiling) -> ReliefSubmitted:
    return ReliefSubmitted(
        relief_number=row.number,
        kind=filing.kind,
        cause=row.cause,
        happened_on=filing.happened_on,
        submitted_on=row.submitted_on,
        whose=filing.whose,
        self_paid=filing.self_paid,
        compensation=filing.compensation,
        unit=filing.unit,
        district=filing.district,
        phone=filing.phone,
        told=filing.told,
        is_urgent=filing.is_urgent,
    )


def _telling(claims: ClaimsDatabase, application_id: int, filing: ReliefFiling) -> ReliefTellingRow:
    return ReliefTellingRow(
        application_id=application_id,
        whose=filing.whose,
        happened_on=filing.happened_on,
        self_paid=filing.self_paid,
        compensation=filing.compensation,
        unit=filing.unit[:100],
        is_urgent=filing.is_urgent,
        phone_sealed=claims.sealer.seal(filing.phone),
        told_sealed=claims.sealer.seal(filing.told),
    )
