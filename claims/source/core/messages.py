"""What a core system answers, field by field: whatever is not exactly so is no answer. docs/core-api.yaml says the same."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from claims.states import ClaimState, ReliefStep
from claims.values import ClaimKind, PaymentState, ReliefKind

_MANY = 500

Ref = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,19}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Money = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,9})\.[0-9]{2}$")]
PaidMoney = Annotated[str, StringConstraints(pattern=r"^(0\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,9}\.[0-9]{2})$")]
CardTail = Annotated[str, StringConstraints(pattern=r"^([0-9]{4})?$")]
MaskedId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{3}\*{1,11}[0-9A-Z]{4}$")]
MaskedPhone = Annotated[str, StringConstraints(pattern=r"^([0-9]{3}\*{4}[0-9]{4})?$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*$")]
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")]


class CoreMessage(BaseModel):
    """Strict: no number for a text, no text for a number. Fields that it does not know are left out."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class CoreAnswer(CoreMessage):
    """Whose records these are, as it was asked, and up to when they are complete."""

    member: Ref
    as_of: AwareDatetime


class UnionMessage(CoreMessage):
    """The member's grassroots union, and what stands above it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    name: Name
    district: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    township: Annotated[str, StringConstraints(max_length=40)] = ""


class ProfileMessage(CoreMessage):
    """Numbers come masked: a whole one is refused."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    masked_id_number: MaskedId
    masked_phone: MaskedPhone
    card_tail: CardTail
    union: UnionMessage
    updated_at: AwareDatetime


class EnrolmentMessage(CoreMessage):
    """Both days are included."""

    plan_code: Code
    plan_name: Name
    tier: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None = None
    units: Annotated[int, Field(ge=1, le=1000)]
    effective_date: date
    expiry_date: date
    updated_at: AwareDatetime

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.expiry_date < self.effective_date:
            raise ValueError("expiry_date lies before effective_date")
        return self


class StepMessage(CoreMessage):
    """A step of a claim, oldest first."""

    state: ClaimState
    on: date
    note: Words = ""


class DocumentMessage(CoreMessage):
    """A paper that was asked for; without `received_on` it is missing."""

    kind: Code
    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    asked_on: date
    received_on: date | None = None


class PaymentMessage(CoreMessage):
    """In yuan. `card_tail` is of the card on that day."""

    amount: PaidMoney
    card_tail: CardTail
    paid_on: date
    state: PaymentState
    return_reason: Words | None = None
    updated_at: AwareDatetime


class ClaimMessage(CoreMessage):
    """`filed_as` is the number that the claim was filed under here, where the core gave it another."""

    number: Number
    filed_as: Number | None = None
    plan_code: Code
    plan_name: Name
    cause: Name
    kind: ClaimKind
    date_of_loss: date
    filed_on: date
    state: ClaimState
    state_since: date
    timeline: Annotated[tuple[StepMessage, ...], Field(min_length=1, max_length=_MANY)]
    documents: Annotated[tuple[DocumentMessage, ...], Field(max_length=_MANY)] = ()
    payments: Annotated[tuple[PaymentMessage, ...], Field(max_length=_MANY)] = ()
    approved_amount: Money | None = None
    denial_reason: Words | None = None
    updated_at: AwareDatetime

    @model_validator(mode="after")
    def _stands_where_its_timeline_ends(self) -> Self:
        if self.timeline[-1].state is not self.state:
            raise ValueError("state is not that of the last step of timeline")
        return self


class ReliefStepMessage(CoreMessage):
    """A step of an application, oldest first."""

    step: ReliefStep
    on: date
    note: Words = ""


class ReliefMessage(CoreMessage):
    """`filed_as` is the number that it was submitted under here, where the core gave it another."""

    number: Number
    filed_as: Number | None = None
    kind: ReliefKind
    cause: Name
    district: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    step: ReliefStep
    submitted_on: date
    step_since: date
    timeline: Annotated[tuple[ReliefStepMessage, ...], Field(min_length=1, max_length=_MANY)]
    approved_amount: Money | None = None
    denial_reason: Words | None = None
    updated_at: AwareDatetime

    @model_validator(mode="after")
    def _stands_where_its_timeline_ends(self) -> Self:
        if self.timeline[-1].step is not self.step:
            raise ValueError("step is not that of the last entry of timeline")
        return self


class ProfileAnswer(CoreAnswer):
    """Who the member is."""

    profile: ProfileMessage


class EnrolmentsAnswer(CoreAnswer):
    """In any order."""

    enrolments: Annotated[tuple[EnrolmentMessage, ...], Field(max_length=_MANY)]


class ClaimsAnswer(CoreAnswer):
    """In any order."""

    claims: Annotated[tuple[ClaimMessage, ...], Field(max_length=_MANY)]

    @model_validator(mode="after")
    def _has_each_number_once(self) -> Self:
        _refuse_twins([one.number for one in self.claims])
        return self


class ReliefAnswer(CoreAnswer):
    """In any order."""

    applications: Annotated[tuple[ReliefMessage, ...], Field(max_length=_MANY)]

    @model_validator(mode="after")
    def _has_each_number_once(self) -> Self:
        _refuse_twins([one.number for one in self.applications])
        return self


class FindQuestion(CoreMessage):
    """What somebody typed who says to be a member."""

    name: str
    id_number: str
    card_tail: str


class FoundAnswer(CoreMessage):
    """The one member whom all three fit, or null."""

    member: Ref | None


class ProveQuestion(CoreMessage):
    """`phones`: whether the phone number may prove it too."""

    id_number: str
    known_number: str
    phones: bool


class ProvedAnswer(CoreMessage):
    """Says nothing of which number was wrong."""

    member: Ref
    proved: bool


class RevealQuestion(CoreMessage):
    detail: Literal["name", "id_number", "phone", "card"]


class RevealedAnswer(CoreMessage):
    """The detail; empty where there is none."""

    member: Ref
    value: Annotated[str, StringConstraints(max_length=100)]


class StatusAnswer(CoreMessage):
    """Up to when the core's own records are complete."""

    as_of: AwareDatetime


class RefusalAnswer(CoreMessage):
    """Why there is no answer; `unknown_member` comes with 404."""

    code: Code


def _refuse_twins(numbers: list[str]) -> None:
    if len(set(numbers)) < len(numbers):
        raise ValueError("a number stands twice")
