"""Turns the core's messages into the plain values that handlers read."""

from datetime import datetime
from decimal import Decimal

from claims.source.core.messages import (
    ClaimMessage,
    EnrolmentMessage,
    PaymentMessage,
    ProfileMessage,
    ReliefMessage,
)
from claims.source.recorded.plan_versions import Term
from claims.values import (
    Claim,
    ClaimDocument,
    MemberId,
    Payment,
    Profile,
    ReliefApplication,
    ReliefEntry,
    TimelineEntry,
)
from vocabulary.beijing import BEIJING


def read_profile(told: ProfileMessage, member: MemberId) -> Profile:
    """The member as shown to themselves."""
    return Profile(
        member=member,
        name=told.name,
        masked_id_number=told.masked_id_number,
        masked_phone=told.masked_phone,
        union_name=told.union.name,
        district=told.union.district,
        township=told.union.township,
        card_tail=told.card_tail,
        updated_at=_moment(told.updated_at),
    )


def read_term(told: EnrolmentMessage, plan_name: str) -> Term:
    """One term of cover; the plan's name is that of the plans here, if they know it."""
    return Term(
        plan_code=told.plan_code,
        plan_name=plan_name,
        tier=told.tier,
        units=told.units,
        effective_date=told.effective_date,
        expiry_date=told.expiry_date,
    )


def read_claim(told: ClaimMessage, plan_name: str | None) -> Claim:
    """A claim, by the number that the member was told here if it was filed here; newest payment first.

    `plan_name` is that of the plans here, if they know it.
    """
    number, plan_name = told.filed_as or told.number, plan_name or told.plan_name
    payments = sorted(told.payments, key=lambda one: one.paid_on, reverse=True)
    return Claim(
        number=number,
        plan_code=told.plan_code,
        plan_name=plan_name,
        cause=told.cause,
        kind=told.kind,
        date_of_loss=told.date_of_loss,
        filed_on=told.filed_on,
        state=told.state,
        state_since=told.state_since,
        timeline=tuple(TimelineEntry(one.state, one.on, one.note) for one in told.timeline),
        documents=tuple(
            ClaimDocument(one.kind, one.label, one.asked_on, one.received_on) for one in told.documents
        ),
        payments=tuple(_read_payment(one, number, plan_name) for one in payments),
        approved_amount=_money(told.approved_amount),
        denial_reason=told.denial_reason,
        updated_at=_moment(told.updated_at),
    )


def read_relief(told: ReliefMessage) -> ReliefApplication:
    """An application, by the number that the member was told here if it was submitted here."""
    return ReliefApplication(
        number=told.filed_as or told.number,
        kind=told.kind,
        cause=told.cause,
        district=told.district,
        step=told.step,
        submitted_on=told.submitted_on,
        step_since=told.step_since,
        timeline=tuple(ReliefEntry(one.step, one.on, one.note) for one in told.timeline),
        approved_amount=_money(told.approved_amount),
        denial_reason=told.denial_reason,
        updated_at=_moment(told.updated_at),
    )


def _read_payment(told: PaymentMessage, claim_number: str, plan_name: str) -> Payment:
    return Payment(
        amount=Decimal(told.amount),
        card_tail=told.card_tail,
        paid_on=told.paid_on,
        state=told.state,
        return_reason=told.return_reason,
        claim_number=claim_number,
        plan_name=plan_name,
        updated_at=_moment(told.updated_at),
    )


def _money(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _moment(told: datetime) -> datetime:
    return told.astimezone(BEIJING)
