"""What changed lately for whom: for those who tell members by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Executable, func, select

from claims.access.audience_filter import was_renewed
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from claims.tables import (
    AppointmentRow,
    ClaimDocumentRow,
    ClaimRow,
    ClaimTimelineRow,
    EnrolmentRow,
    MemberRow,
    PaymentRow,
    PlanRow,
    ReliefApplicationRow,
    ReliefTimelineRow,
)
from claims.values import MemberId
from vocabulary.beijing import BEIJING

_TOLD_OTHERWISE = (ClaimState.REGISTERED, ClaimState.DOCUMENTS_REQUESTED, ClaimState.PAID)


@dataclass(frozen=True)
class RecentChange:
    """One change; what does not belong to its kind is empty. `position` tells one record's changes apart."""

    id: int
    member: MemberId
    name: str
    on: date
    number: str = ""
    position: int = 0
    plan_name: str = ""
    claim_state: ClaimState | None = None
    relief_step: ReliefStep | None = None
    missing_papers: tuple[str, ...] = ()
    amount: Decimal | None = None
    card_tail: str = ""
    place: str = ""
    starts_at: datetime | None = None


async def find_claim_steps(
    claims: ClaimsDatabase, since: date, after: int, limit: int
) -> Sequence[RecentChange]:
    """Steps that claims took since a day, by id behind `after`; not those that have a notice of their own."""
    query = (
        select(ClaimTimelineRow, ClaimRow, PlanRow.name, MemberRow.name)
        .join(ClaimRow, ClaimRow.id == ClaimTimelineRow.claim_id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .where(
            ClaimTimelineRow.entered_on >= since,
            ClaimTimelineRow.state.not_in(_TOLD_OTHERWISE),
            # Who passed two steps at once hears of the last one.
            ClaimTimelineRow.state == ClaimRow.state,
            ClaimTimelineRow.entered_on == ClaimRow.state_since,
            ClaimTimelineRow.id > after,
        )
        .order_by(ClaimTimelineRow.id)
        .limit(limit)
    )
    return [
        RecentChange(
            step.id,
            MemberId(claim.member_id),
            name,
            step.entered_on,
            claim.number,
            step.position,
            plan,
            claim_state=ClaimState(step.state),
        )
        for step, claim, plan, name in await _run(claims, query)
    ]


async def find_missing_papers(
    claims: ClaimsDatabase, since: date, after: int, limit: int
) -> Sequence[RecentChange]:
    """Claims that were asked for papers since a day and still lack some; `on` is when the last one was asked for."""
    missing = (
        select(ClaimDocumentRow.claim_id, func.max(ClaimDocumentRow.asked_on).label("asked_on"))
        .where(ClaimDocumentRow.received_on.is_(None), ClaimDocumentRow.asked_on >= since)
        .group_by(ClaimDocumentRow.claim_id)
        .subquery()
    )
    query = (
        select(ClaimRow, PlanRow.name, MemberRow.name, missing.c.asked_on)
        .join(missing, missing.c.claim_id == ClaimRow.id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .where(ClaimRow.state != ClaimState.CLOSED, ClaimRow.id > after)
        .order_by(ClaimRow.id)
        .limit(limit)
    )
    rows = await _run(claims, query)
    labels = (
        select(ClaimDocumentRow.claim_id, ClaimDocumentRow.label)
        .where(
            ClaimDocumentRow.claim_id.in_([row[0].id for row in rows]), ClaimDocumentRow.received_on.is_(None)
        )
        .order_by(ClaimDocumentRow.id)
    )
    papers: dict[int, list[str]] = {}
    for claim_id, label in await _run(claims, labels):
        papers.setdefault(claim_id, []).append(label)
    return [
        RecentChange(
            claim.id,
            MemberId(claim.member_id),
            name,
            asked_on,
            claim.number,
            plan_name=plan,
            missing_papers=tuple(papers[claim.id]),
        )
        for claim, plan, name, asked_on in rows
    ]


async def find_payments_made(
    claims: ClaimsDatabase, since: date, after: int, limit: int
) -> Sequence[RecentChange]:
    """Money that was sent since a day and did not come back."""
    query = (
        select(PaymentRow, ClaimRow, PlanRow.name, MemberRow.name)
        .join(ClaimRow, ClaimRow.id == PaymentRow.claim_id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .where(PaymentRow.paid_on >= since, PaymentRow.state == "paid", PaymentRow.id > after)
        .order_by(PaymentRow.id)
        .limit(limit)
    )
    return [
        RecentChange(
            payment.id,
            MemberId(claim.member_id),
            name,
            payment.paid_on,
            claim.number,
            plan_name=plan,
            amount=payment.amount,
            card_tail=payment.card_tail,
        )
        for payment, claim, plan, name in await _run(claims, query)
    ]


async def find_covers_ending(
    claims: ClaimsDatabase, today: date, within: timedelta, after: int, limit: int
) -> Sequence[RecentChange]:
    """Cover that ends soon and was not renewed; `on` is its last day."""
    query = (
        select(EnrolmentRow, PlanRow.name, MemberRow.name)
        .join(PlanRow, PlanRow.code == EnrolmentRow.plan_code)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_id)
        .where(
            ~was_renewed(),
            EnrolmentRow.expiry_date >= today,
            EnrolmentRow.expiry_date <= today + within,
            EnrolmentRow.id > after,
        )
        .order_by(EnrolmentRow.id)
        .limit(limit)
    )
    return [
        RecentChange(row.id, MemberId(row.member_id), name, row.expiry_date, plan_name=plan)
        for row, plan, name in await _run(claims, query)
    ]


async def find_relief_steps(
    claims: ClaimsDatabase, since: date, after: int, limit: int
) -> Sequence[RecentChange]:
    """Steps that applications took since a day; who passed two at once hears of the last one."""
    query = (
        select(ReliefTimelineRow, ReliefApplicationRow, MemberRow.name)
        .join(ReliefApplicationRow, ReliefApplicationRow.id == ReliefTimelineRow.application_id)
        .join(MemberRow, MemberRow.id == ReliefApplicationRow.member_id)
        .where(
            ReliefTimelineRow.entered_on >= since,
            ReliefTimelineRow.step == ReliefApplicationRow.step,
            ReliefTimelineRow.step != ReliefStep.SUBMITTED,
            ReliefTimelineRow.id > after,
        )
        .order_by(ReliefTimelineRow.id)
        .limit(limit)
    )
    return [
        RecentChange(
            step.id,
            MemberId(application.member_id),
            name,
            step.entered_on,
            application.number,
            step.position,
            relief_step=ReliefStep(step.step),
        )
        for step, application, name in await _run(claims, query)
    ]


async def find_visits_on(claims: ClaimsDatabase, day: date, after: int, limit: int) -> Sequence[RecentChange]:
    """The visits booked for a day."""
    midnight = datetime.combine(day, time(), BEIJING)
    query = (
        select(AppointmentRow, MemberRow.name)
        .join(MemberRow, MemberRow.id == AppointmentRow.member_id)
        .where(
            AppointmentRow.state == "booked",
            AppointmentRow.starts_at >= midnight,
            AppointmentRow.starts_at < midnight + timedelta(days=1),
            AppointmentRow.id > after,
        )
        .order_by(AppointmentRow.id)
        .limit(limit)
    )
    return [
        RecentChange(
            row.id,
            MemberId(row.member_id),
            name,
            day,
            row.number,
            place=row.place,
            starts_at=row.starts_at,
        )
        for row, name in await _run(claims, query)
    ]


async def _run(claims: ClaimsDatabase, query: Executable) -> list[Any]:
    async with claims.begin() as session:
        return list((await session.execute(query)).all())
