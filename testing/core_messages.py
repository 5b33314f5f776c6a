"""What a core system would answer of the members in a claims database, in its messages."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from claims.database import ClaimsDatabase
from claims.source.core import messages
from claims.source.recorded.source import RecordedSource
from claims.tables import MemberRow
from claims.values import Claim, Enrolment, MemberId, Payment, Profile, ReliefApplication

_ANY_DAY = date(2026, 1, 1)
"""How a term stands on a day is not for the core to say."""


async def write_answer(
    database: ClaimsDatabase, member: MemberId, part: str, as_of: datetime
) -> messages.CoreAnswer:
    """The part of a member's records; raises UnknownMember."""
    records, ref = RecordedSource(database), f"core-{member}"
    profile = await records.find_profile(member)
    match part:
        case "profile":
            told = write_profile(profile, await _find_union_code(database, member))
            return messages.ProfileAnswer(member=ref, as_of=as_of, profile=told)
        case "enrolments":
            terms = await records.find_enrolments(member, _ANY_DAY)
            return messages.EnrolmentsAnswer(
                member=ref, as_of=as_of, enrolments=tuple(map(write_enrolment, terms))
            )
        case "claims":
            claims = await records.find_claims(member)
            return messages.ClaimsAnswer(member=ref, as_of=as_of, claims=tuple(map(write_claim, claims)))
        case _:
            found = await records.find_relief_applications(member)
            return messages.ReliefAnswer(
                member=ref, as_of=as_of, applications=tuple(map(write_relief, found))
            )


def write_profile(one: Profile, union_code: str) -> messages.ProfileMessage:
    """A member, masked."""
    return messages.ProfileMessage(
        name=one.name,
        masked_id_number=one.masked_id_number,
        masked_phone=one.masked_phone,
        card_tail=one.card_tail,
        union=messages.UnionMessage(
            code=union_code, name=one.union_name, district=one.district, township=one.township
        ),
        updated_at=one.updated_at,
    )


def write_enrolment(one: Enrolment) -> messages.EnrolmentMessage:
    """A term of cover."""
    return messages.EnrolmentMessage(
        plan_code=one.plan_code,
        plan_name=one.plan_name,
        tier=one.tier,
        units=one.units,
        effective_date=one.effective_date,
        expiry_date=one.expiry_date,
        updated_at=one.updated_at,
    )


def write_claim(one: Claim) -> messages.ClaimMessage:
    """A claim with all that happened to it."""
    return messages.ClaimMessage(
        number=one.number,
        plan_code=one.plan_code,
        plan_name=one.plan_name,
        cause=one.cause,
        kind=one.kind,
        date_of_loss=one.date_of_loss,
        filed_on=one.filed_on,
        state=one.state,
        state_since=one.state_since,
        timeline=tuple(
            messages.StepMessage(state=step.state, on=step.on, note=step.note) for step in one.timeline
        ),
        documents=tuple(
            messages.DocumentMessage(
                kind=paper.kind, label=paper.label, asked_on=paper.asked_on, received_on=paper.received_on
            )
            for paper in one.documents
        ),
        payments=tuple(map(_write_payment, one.payments)),
        approved_amount=_write_money(one.approved_amount),
        denial_reason=one.denial_reason,
        updated_at=one.updated_at,
    )


def write_relief(one: ReliefApplication) -> messages.ReliefMessage:
    """An application with its reviews."""
    return messages.ReliefMessage(
        number=one.number,
        kind=one.kind,
        cause=one.cause,
        district=one.district,
        step=one.step,
        submitted_on=one.submitted_on,
        step_since=one.step_since,
        timeline=tuple(
            messages.ReliefStepMessage(step=entry.step, on=entry.on, note=entry.note)
            for entry in one.timeline
        ),
        approved_amount=_write_money(one.approved_amount),
        denial_reason=one.denial_reason,
        updated_at=one.updated_at,
    )


def _write_payment(one: Payment) -> messages.PaymentMessage:
    return messages.PaymentMessage(
        amount=f"{one.amount:.2f}",
        card_tail=one.card_tail,
        paid_on=one.paid_on,
        state=one.state,
        return_reason=one.return_reason,
        updated_at=one.updated_at,
    )


def _write_money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


async def _find_union_code(database: ClaimsDatabase, member: MemberId) -> str:
    query = select(MemberRow).where(MemberRow.id == member).options(joinedload(MemberRow.union))
    async with database.begin() as session:
        row = await session.scalar(query)
        assert row is not None
        return row.union.code
