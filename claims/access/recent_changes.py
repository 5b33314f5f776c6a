"""What changed lately for whom: for those who tell members by themselves."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Executable, Select, Subquery, func, select

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

_ENDING_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class ChangeQuery:
    """What happened since a day, or is to come from `today` on; a page of it, by id behind `after`."""

    since: date
    today: date
    after: int = 0
    limit: int = 200


@dataclass(frozen=True)
class RecentChange:
    """One change; what does not belong to its kind is empty.

    `key` is the same whenever the change is looked at. What is asked for anew, moved, or repeated on another day
    is another change of its kind.
    """

    id: int
    key: str
    member: MemberId
    name: str
    on: date
    number: str = ""
    plan_name: str = ""
    claim_state: ClaimState | None = None
    relief_step: ReliefStep | None = None
    paper: str = ""
    papers_count: int | None = None
    amount: Decimal | None = None
    card_tail: str = ""
    place: str = ""
    starts_at: datetime | None = None


async def find_claim_steps(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """The last steps of claims that took one since a day, by claim; not those that have a notice of their own."""
    page = _find_first(
        select(ClaimRow.id).where(
            ClaimRow.state_since >= asked.since,
            ClaimRow.state.not_in(_find_told_otherwise()),
            ClaimRow.id > asked.after,
        ),
        asked.limit,
    )
    # Who passed two steps at once hears of the last one.
    position = (
        select(func.max(ClaimTimelineRow.position))
        .where(ClaimTimelineRow.claim_id == ClaimRow.id, ClaimTimelineRow.state == ClaimRow.state)
        .scalar_subquery()
    )
    query = (
        select(ClaimRow, PlanRow.name, MemberRow.name, position)
        .join(page, page.c.id == ClaimRow.id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .order_by(ClaimRow.id)
    )
    return [
        RecentChange(
            claim.id,
            f"{claim.number}:{place or 0}",
            MemberId(claim.member_id),
            name,
            claim.state_since,
            claim.number,
            plan,
            claim_state=ClaimState(claim.state),
        )
        for claim, plan, name, place in await _run(claims, query)
    ]


async def find_missing_papers(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """Claims that were asked for papers since a day and still lack some; `on` is when the last one was asked for."""
    missing = (
        select(ClaimDocumentRow.claim_id, func.max(ClaimDocumentRow.asked_on).label("asked_on"))
        .where(ClaimDocumentRow.received_on.is_(None), ClaimDocumentRow.asked_on >= asked.since)
        .group_by(ClaimDocumentRow.claim_id)
        .subquery()
    )
    query = (
        select(ClaimRow, PlanRow.name, MemberRow.name, missing.c.asked_on)
        .join(missing, missing.c.claim_id == ClaimRow.id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .where(ClaimRow.state != ClaimState.CLOSED, ClaimRow.id > asked.after)
        .order_by(ClaimRow.id)
        .limit(asked.limit)
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
            f"{claim.number}:{asked_on:%Y%m%d}",
            MemberId(claim.member_id),
            name,
            asked_on,
            claim.number,
            plan,
            paper=papers[claim.id][0],
            papers_count=len(papers[claim.id]),
        )
        for claim, plan, name, asked_on in rows
    ]


async def find_payments_made(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """Money that was sent since a day and did not come back."""
    page = _find_first(
        select(PaymentRow.id).where(
            PaymentRow.paid_on >= asked.since, PaymentRow.state == "paid", PaymentRow.id > asked.after
        ),
        asked.limit,
    )
    query = (
        select(PaymentRow, ClaimRow, PlanRow.name, MemberRow.name)
        .join(page, page.c.id == PaymentRow.id)
        .join(ClaimRow, ClaimRow.id == PaymentRow.claim_id)
        .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
        .join(MemberRow, MemberRow.id == ClaimRow.member_id)
        .order_by(PaymentRow.id)
    )
    return [
        RecentChange(
            payment.id,
            str(payment.id),
            MemberId(claim.member_id),
            name,
            payment.paid_on,
            claim.number,
            plan,
            amount=payment.amount,
            card_tail=payment.card_tail,
        )
        for payment, claim, plan, name in await _run(claims, query)
    ]


async def find_covers_ending(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """Cover that ends soon and was not renewed; `on` is its last day."""
    query = (
        select(EnrolmentRow, PlanRow.name, MemberRow.name)
        .join(PlanRow, PlanRow.code == EnrolmentRow.plan_code)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_id)
        .where(
            ~was_renewed(),
            EnrolmentRow.expiry_date >= asked.today,
            EnrolmentRow.expiry_date <= asked.today + _ENDING_WITHIN,
            EnrolmentRow.id > asked.after,
        )
        .order_by(EnrolmentRow.id)
        .limit(asked.limit)
    )
    return [
        RecentChange(row.id, str(row.id), MemberId(row.member_id), name, row.expiry_date, plan_name=plan)
        for row, plan, name in await _run(claims, query)
    ]


async def find_relief_steps(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """Steps that applications took since a day; who passed two at once hears of the last one."""
    query = (
        select(ReliefTimelineRow, ReliefApplicationRow, MemberRow.name)
        .join(ReliefApplicationRow, ReliefApplicationRow.id == ReliefTimelineRow.application_id)
        .join(MemberRow, MemberRow.id == ReliefApplicationRow.member_id)
        .where(
            ReliefTimelineRow.entered_on >= asked.since,
            ReliefTimelineRow.step == ReliefApplicationRow.step,
            ReliefTimelineRow.step != ReliefStep.SUBMITTED,
            ReliefTimelineRow.id > asked.after,
        )
        .order_by(ReliefTimelineRow.id)
        .limit(asked.limit)
    )
    return [
        RecentChange(
            step.id,
            f"{application.number}:{step.position}",
            MemberId(application.member_id),
            name,
            step.entered_on,
            application.number,
            relief_step=ReliefStep(step.step),
        )
        for step, application, name in await _run(claims, query)
    ]


async def find_visits_tomorrow(claims: ClaimsDatabase, asked: ChangeQuery) -> Sequence[RecentChange]:
    """The visits booked for the day after `today`."""
    day = asked.today + timedelta(days=1)
    midnight = datetime.combine(day, time(), BEIJING)
    query = (
        select(AppointmentRow, MemberRow.name)
        .join(MemberRow, MemberRow.id == AppointmentRow.member_id)
        .where(
            AppointmentRow.state == "booked",
            AppointmentRow.starts_at >= midnight,
            AppointmentRow.starts_at < midnight + timedelta(days=1),
            AppointmentRow.id > asked.after,
        )
        .order_by(AppointmentRow.id)
        .limit(asked.limit)
    )
    return [
        RecentChange(
            row.id,
            f"{row.number}:{day:%Y%m%d}",
            MemberId(row.member_id),
            name,
            day,
            row.number,
            place=row.place,
            starts_at=row.starts_at,
        )
        for row, name in await _run(claims, query)
    ]


@dataclass(frozen=True)
class ChangeReader:
    """How changes of one kind are read; `instead_of` is the step of a claim that they tell of, and no other kind."""

    read: Callable[[ClaimsDatabase, ChangeQuery], Awaitable[Sequence[RecentChange]]]
    instead_of: ClaimState | None = None


CHANGES: Mapping[str, ChangeReader] = {
    "claim_stage": ChangeReader(find_claim_steps),
    "papers_missing": ChangeReader(find_missing_papers, ClaimState.DOCUMENTS_REQUESTED),
    "paid": ChangeReader(find_payments_made, ClaimState.PAID),
    "cover_ending": ChangeReader(find_covers_ending),
    "relief_step": ChangeReader(find_relief_steps),
    "visit_tomorrow": ChangeReader(find_visits_tomorrow),
}
"""By the occasion on which they are told."""


def _find_told_otherwise() -> list[ClaimState]:
    """The steps that are not told as such: whoever registers a claim is there, others have a notice of their own."""
    return [ClaimState.REGISTERED, *(one.instead_of for one in CHANGES.values() if one.instead_of)]


def _find_first(few: Select[int], limit: int) -> Subquery:
    """The first ids of the few of some days: put in order at once, the database would read all that are older."""
    found = few.cte("found").prefix_with("MATERIALIZED")
    return select(found.c.id).order_by(found.c.id).limit(limit).subquery()


async def _run(claims: ClaimsDatabase, query: Executable) -> list[Any]:
    async with claims.begin() as session:
        return list((await session.execute(query)).all())
