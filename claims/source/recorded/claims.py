"""A member's claims with their steps, papers and payments."""

from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.tables import ClaimRow, PaymentRow
from claims.values import Claim, ClaimDocument, ClaimKind, MemberId, Payment, PaymentState, TimelineEntry


async def find_claims(claims: ClaimsDatabase, member: MemberId) -> tuple[Claim, ...]:
    """The member's claims, newest first."""
    query = _claims_of(member).order_by(ClaimRow.filed_on.desc(), ClaimRow.id.desc())
    async with claims.begin() as session:
        return tuple(_read_claim(row) for row in await session.scalars(query))


async def find_claim(claims: ClaimsDatabase, member: MemberId, number: str) -> Claim | None:
    """The member's claim of that number; None if there is none, or if it is somebody else's."""
    query = _claims_of(member).where(ClaimRow.number == number.strip().upper())
    async with claims.begin() as session:
        row = await session.scalar(query)
        return _read_claim(row) if row else None


async def find_payments(claims: ClaimsDatabase, member: MemberId) -> tuple[Payment, ...]:
    """Every payment to the member, newest first, also those that came back."""
    query = (
        select(PaymentRow)
        .join(PaymentRow.claim)
        .where(ClaimRow.member_id == member)
        .options(contains_eager(PaymentRow.claim).joinedload(ClaimRow.plan))
        .order_by(PaymentRow.paid_on.desc(), PaymentRow.id.desc())
    )
    async with claims.begin() as session:
        return tuple(_read_payment(row, row.claim) for row in await session.scalars(query))


def _claims_of(member: MemberId) -> Select[ClaimRow]:
    return (
        select(ClaimRow)
        .where(ClaimRow.member_id == member)
        .options(
            joinedload(ClaimRow.plan),
            selectinload(ClaimRow.timeline),
            selectinload(ClaimRow.documents),
            selectinload(ClaimRow.payments),
        )
    )


def _read_claim(row: ClaimRow) -> Claim:
    return Claim(
        number=row.number,
        plan_code=row.plan_code,
        plan_name=row.plan.name,
        cause=row.cause,
        kind=cast(ClaimKind, row.kind),
        date_of_loss=row.date_of_loss,
        filed_on=row.filed_on,
        state=ClaimState(row.state),
        state_since=row.state_since,
        timeline=tuple(
            TimelineEntry(ClaimState(step.state), step.entered_on, step.note) for step in row.timeline
        ),
        documents=tuple(
            ClaimDocument(paper.kind, paper.label, paper.asked_on, paper.received_on)
            for paper in row.documents
        ),
        payments=tuple(_read_payment(payment, row) for payment in row.payments),
        approved_amount=row.approved_amount,
        denial_reason=row.denial_reason,
        updated_at=row.updated_at,
    )


def _read_payment(row: PaymentRow, claim: ClaimRow) -> Payment:
    return Payment(
        amount=row.amount,
        card_tail=row.card_tail,
        paid_on=row.paid_on,
        state=cast(PaymentState, row.state),
        return_reason=row.return_reason,
        claim_number=claim.number,
        plan_name=claim.plan.name,
        updated_at=row.updated_at,
    )
