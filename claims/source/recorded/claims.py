"""A member's claims with their steps, papers and payments."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.source.recorded.as_of import fed_up_to, find_later
from claims.states import ClaimState
from claims.tables import ClaimDocumentRow, ClaimRow, ClaimTimelineRow, PaymentRow, PlanRow
from claims.values import Claim, ClaimDocument, ClaimKind, MemberId, Payment, PaymentState, TimelineEntry

_Query = Select[*tuple[Any, ...]]
_Row = Row[*tuple[Any, ...]]
_Parts = Mapping[int, list[_Row]]

# Plain columns, not objects that a session watches: of somebody with hundreds of claims that is most of the time.
_CLAIM: _Query = select(
    ClaimRow.id,
    ClaimRow.number,
    ClaimRow.plan_code,
    PlanRow.name.label("plan_name"),
    ClaimRow.cause,
    ClaimRow.kind,
    ClaimRow.date_of_loss,
    ClaimRow.filed_on,
    ClaimRow.state,
    ClaimRow.state_since,
    ClaimRow.approved_amount,
    ClaimRow.denial_reason,
    ClaimRow.updated_at,
    fed_up_to("claims", ClaimRow.source_hash.is_not(None)),
).join(PlanRow, PlanRow.code == ClaimRow.plan_code)
_STEP: _Query = (
    select(
        ClaimTimelineRow.claim_id, ClaimTimelineRow.state, ClaimTimelineRow.entered_on, ClaimTimelineRow.note
    )
    .join(ClaimRow, ClaimRow.id == ClaimTimelineRow.claim_id)
    .order_by(ClaimTimelineRow.claim_id, ClaimTimelineRow.position)
)
_DOCUMENT: _Query = (
    select(
        ClaimDocumentRow.claim_id,
        ClaimDocumentRow.kind,
        ClaimDocumentRow.label,
        ClaimDocumentRow.asked_on,
        ClaimDocumentRow.received_on,
    )
    .join(ClaimRow, ClaimRow.id == ClaimDocumentRow.claim_id)
    .order_by(ClaimDocumentRow.id)
)
_PAYMENT: _Query = (
    select(
        PaymentRow.claim_id,
        PaymentRow.amount,
        PaymentRow.card_tail,
        PaymentRow.paid_on,
        PaymentRow.state,
        PaymentRow.return_reason,
        ClaimRow.number.label("claim_number"),
        PlanRow.name.label("plan_name"),
        PaymentRow.updated_at,
        fed_up_to("payments", PaymentRow.number.is_not(None)),
    )
    .join(ClaimRow, ClaimRow.id == PaymentRow.claim_id)
    .join(PlanRow, PlanRow.code == ClaimRow.plan_code)
    .order_by(PaymentRow.paid_on.desc(), PaymentRow.id.desc())
)


async def find_claims(claims: ClaimsDatabase, member: MemberId) -> tuple[Claim, ...]:
    """The member's claims, newest first."""
    return await _find(claims, ClaimRow.member_id == member)


async def find_claim(claims: ClaimsDatabase, member: MemberId, number: str) -> Claim | None:
    """The member's claim of that number; None if there is none, or if it is somebody else's."""
    found = await _find(claims, ClaimRow.member_id == member, ClaimRow.number == number.strip().upper())
    return found[0] if found else None


async def find_payments(claims: ClaimsDatabase, member: MemberId) -> tuple[Payment, ...]:
    """Every payment to the member, newest first, also those that came back."""
    async with claims.begin() as session:
        rows = await session.execute(_PAYMENT.where(ClaimRow.member_id == member))
        return tuple(map(_read_payment, rows))


async def _find(claims: ClaimsDatabase, *wanted: ColumnElement[bool]) -> tuple[Claim, ...]:
    query = _CLAIM.where(*wanted).order_by(ClaimRow.filed_on.desc(), ClaimRow.id.desc())
    async with claims.begin() as session:
        rows = (await session.execute(query)).all()
        if not rows:
            return ()
        parts = [await _group(session, one.where(*wanted)) for one in (_STEP, _DOCUMENT, _PAYMENT)]
    return tuple(_read_claim(row, *parts) for row in rows)


async def _group(session: AsyncSession, query: _Query) -> _Parts:
    """By claim."""
    grouped: dict[int, list[_Row]] = {}
    for row in await session.execute(query):
        grouped.setdefault(row.claim_id, []).append(row)
    return grouped


def _read_claim(row: _Row, steps: _Parts, documents: _Parts, payments: _Parts) -> Claim:
    return Claim(
        number=row.number,
        plan_code=row.plan_code,
        plan_name=row.plan_name,
        cause=row.cause,
        kind=cast(ClaimKind, row.kind),
        date_of_loss=row.date_of_loss,
        filed_on=row.filed_on,
        state=ClaimState(row.state),
        state_since=row.state_since,
        timeline=tuple(
            TimelineEntry(ClaimState(step.state), step.entered_on, step.note)
            for step in steps.get(row.id, ())
        ),
        documents=tuple(
            ClaimDocument(paper.kind, paper.label, paper.asked_on, paper.received_on)
            for paper in documents.get(row.id, ())
        ),
        payments=tuple(map(_read_payment, payments.get(row.id, ()))),
        approved_amount=row.approved_amount,
        denial_reason=row.denial_reason,
        updated_at=find_later(row.updated_at, row.fed_up_to),
    )


def _read_payment(row: _Row) -> Payment:
    return Payment(
        amount=row.amount,
        card_tail=row.card_tail,
        paid_on=row.paid_on,
        state=cast(PaymentState, row.state),
        return_reason=row.return_reason,
        claim_number=row.claim_number,
        plan_name=row.plan_name,
        updated_at=find_later(row.updated_at, row.fed_up_to),
    )
