"""What the claims database gives out: plain frozen values, moments in Beijing time, amounts in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NewType

from claims.states import ClaimState, ReliefStep
from vocabulary.grades import PublicGrade, may_be_said

MemberId = NewType("MemberId", int)

Standing = Literal["valid", "expired", "upcoming"]
ClaimKind = Literal[
    "hospital_stay",
    "critical_illness",
    "specified_disease",
    "accident",
    "pipe_burst",
    "fire",
    "quarterly_settlement",
    "above_ceiling",
]
PaymentState = Literal["paid", "returned"]
ReliefKind = Literal["medical", "disaster"]
AppointmentState = Literal["booked", "kept", "cancelled", "missed"]
CardChangeState = Literal["pending", "in_force", "stopped"]
SignUpState = Literal["signed_up", "waiting", "attended", "cancelled"]


@dataclass(frozen=True)
class Profile:
    """A member as shown to themselves: numbers masked, the card by its last four digits."""

    member: MemberId
    name: str
    masked_id_number: str
    masked_phone: str
    union_name: str
    district: str
    township: str
    card_tail: str
    updated_at: datetime


@dataclass(frozen=True)
class CardChange:
    """A new card that waits until `effective_at`; until then money goes to the old one."""

    id: int
    member: MemberId
    card_tail: str
    asked_at: datetime
    effective_at: datetime


@dataclass(frozen=True)
class Benefit:
    """One figure of a plan version, in yuan; without `amount`, `per` holds a rate or a count.

    `confirmed_by` names who at the centre confirmed it.
    """

    label: str
    tier: str | None
    amount: Decimal | None
    per: str
    note: str
    grade: PublicGrade
    source: str
    confirmed_by: str | None
    updated_at: datetime

    @property
    def is_speakable(self) -> bool:
        """Whether members may be told."""
        return may_be_said(self.grade, self.confirmed_by)


@dataclass(frozen=True)
class PlanVersion:
    """A plan's terms from the first to the last day in force, both included; no benefits if none known."""

    plan_code: str
    plan_name: str
    in_force_from: date
    in_force_until: date | None
    benefits: tuple[Benefit, ...]
    source: str
    grade: PublicGrade
    as_of: date
    updated_at: datetime


@dataclass(frozen=True)
class Enrolment:
    """One plan a member is in, with the version that governs it and its standing on the day asked about."""

    plan_code: str
    plan_name: str
    tier: str | None
    units: int
    effective_date: date
    expiry_date: date
    standing: Standing
    version: PlanVersion | None
    updated_at: datetime


@dataclass(frozen=True)
class TimelineEntry:
    """A state a claim entered, when, and a short Chinese note ("" if none)."""

    state: ClaimState
    on: date
    note: str


@dataclass(frozen=True)
class ClaimDocument:
    """A paper that was asked for; `received_on` is None while it is missing."""

    kind: str
    label: str
    asked_on: date
    received_on: date | None


@dataclass(frozen=True)
class Payment:
    """Money sent to a card, in yuan; `returned` means that the bank sent it back."""

    amount: Decimal
    card_tail: str
    paid_on: date
    state: PaymentState
    return_reason: str | None
    claim_number: str
    plan_name: str
    updated_at: datetime


@dataclass(frozen=True)
class Claim:
    """One claim with everything that happened to it, oldest step first, newest payment first."""

    number: str
    plan_code: str
    plan_name: str
    cause: str
    kind: ClaimKind
    date_of_loss: date
    filed_on: date
    state: ClaimState
    state_since: date
    timeline: tuple[TimelineEntry, ...]
    documents: tuple[ClaimDocument, ...]
    payments: tuple[Payment, ...]
    approved_amount: Decimal | None
    denial_reason: str | None
    updated_at: datetime

    @property
    def missing_documents(self) -> tuple[ClaimDocument, ...]:
        """The papers asked for and not yet received."""
        return tuple(document for document in self.documents if document.received_on is None)


@dataclass(frozen=True)
class ReliefEntry:
    """A step an application entered, when, and a short Chinese note ("" if none)."""

    step: ReliefStep
    on: date
    note: str


@dataclass(frozen=True)
class ReliefApplication:
    """One application to a relief fund, with its way through the three reviews, oldest step first."""

    number: str
    kind: ReliefKind
    cause: str
    district: str
    step: ReliefStep
    submitted_on: date
    step_since: date
    timeline: tuple[ReliefEntry, ...]
    approved_amount: Decimal | None
    denial_reason: str | None
    updated_at: datetime


@dataclass(frozen=True)
class Appointment:
    """A visit booked with the centre or a service station."""

    number: str
    service: str
    place: str
    starts_at: datetime
    state: AppointmentState
    updated_at: datetime


@dataclass(frozen=True)
class Activity:
    """A member activity; `seats_left` never below 0."""

    code: str
    title: str
    place: str
    starts_at: datetime
    sign_up_until: date
    seats: int
    seats_left: int
    updated_at: datetime


@dataclass(frozen=True)
class ActivitySignUp:
    """A member's place in an activity."""

    activity_code: str
    title: str
    place: str
    starts_at: datetime
    state: SignUpState
    signed_up_on: date
    updated_at: datetime


@dataclass(frozen=True)
class Paper:
    """A file that a member sent, without its content; loose while `claim_number` is None. `size` in bytes."""

    id: int
    claim_number: str | None
    kind: str | None
    media_type: str
    size: int
    received_at: datetime
