"""The events that leave: each a stable name, a version, and what the centre has to know of it.

A field may be added within a version; one that goes or means something else is a new version.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from claims.states import Act, ClaimState, ReliefStep
from claims.values import ClaimKind, ReliefKind
from vocabulary.tickets import TicketDesk

Yuan = Annotated[
    Decimal,
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema(
        {"type": "string", "description": "Yuan, as text with two decimals.", "examples": ["1234.50"]}
    ),
]
DecidedBy = Annotated[
    str, Field(description="`member`, `time` (a day has passed), or `staff:` and the login.", max_length=64)
]

WishReason = Literal["relief_urgent", "requested", "dispute", "interest", "complaint"]


class ChangeEvent(BaseModel):
    """Whatever is told of one change; `name` and `version` are its contract."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    version: ClassVar[int] = 1


class ClaimFiled(ChangeEvent):
    """A member filed a claim in the chat."""

    name = "claim.filed"

    claim_number: str
    plan_code: str
    kind: ClaimKind
    cause: str
    date_of_loss: date
    filed_on: date
    place: str
    amount: Yuan | None = Field(description="What it cost, as far as the member knows.")
    told: str = Field(description="The member's own words.")
    documents_asked: list[str]


class PaperReceived(ChangeEvent):
    """A member sent a paper; its content is fetched by its number."""

    name = "paper.received"

    paper_id: int
    claim_number: str | None = Field(description="None until the member says what it belongs to.")
    kind: str | None = Field(description="Which document it is; None until the member says it.")
    media_type: str
    size: int = Field(description="Bytes.")
    claim_state: ClaimState | None = Field(description="The claim's state since, where it has a claim.")


class PaperAssigned(ChangeEvent):
    """A member said which document a paper is."""

    name = "paper.assigned"

    paper_id: int
    claim_number: str
    kind: str
    dropped_paper_id: int | None = Field(description="A copy of the same content that is kept no more.")
    claim_state: ClaimState = Field(description="The claim's state since.")


class PhoneChanged(ChangeEvent):
    """A member has another mobile number."""

    name = "phone.changed"

    phone: str


class CardAsked(ChangeEvent):
    """A member wants money to go to another card, which does not count yet; its number comes once it does."""

    name = "card.asked"

    change_id: int
    card_tail: str
    effective_at: datetime = Field(description="When it counts, unless it is stopped.")


class CardStopped(ChangeEvent):
    """A new card was thrown away before it counted."""

    name = "card.stopped"

    change_id: int
    decided_by: DecidedBy


class CardConfirmed(ChangeEvent):
    """Staff made sure of a new card: it counts from now on, before its day is over."""

    name = "card.confirmed"

    change_id: int
    card_number: str
    decided_by: DecidedBy


class CardInForce(ChangeEvent):
    """A new card's day of waiting is over: it counts from now on."""

    name = "card.in_force"

    change_id: int
    card_number: str
    decided_by: DecidedBy


class VisitBooked(ChangeEvent):
    """A member booked a visit."""

    name = "visit.booked"

    visit_number: str
    service: str
    place: str
    starts_at: datetime
    replaces: str | None = Field(description="The visit that it took the place of; that one is cancelled.")


class VisitCancelled(ChangeEvent):
    """A member gave a visit up."""

    name = "visit.cancelled"

    visit_number: str


class ActivityJoined(ChangeEvent):
    """A member signed up for an activity: a seat, or a place in the line of those who wait."""

    name = "activity.joined"

    activity_code: str
    has_seat: bool


class ActivityLeft(ChangeEvent):
    """A member gave a seat or a place in the line up."""

    name = "activity.left"

    activity_code: str
    had_seat: bool


class ActivitySeatGiven(ChangeEvent):
    """Somebody else left, and a member who waited has the seat."""

    name = "activity.seat_given"

    activity_code: str


class ReliefSubmitted(ChangeEvent):
    """A member applied for emergency relief."""

    name = "relief.submitted"

    relief_number: str
    kind: ReliefKind
    cause: str
    happened_on: date
    submitted_on: date
    whose: str
    self_paid: Yuan | None
    compensation: Yuan | None
    unit: str
    district: str
    phone: str
    told: str = Field(description="The member's own words.")
    is_urgent: bool


class ReliefActed(ChangeEvent):
    """Staff did something with an application for relief."""

    name = "relief.acted"

    relief_number: str
    position: int = Field(description="Which act of the application it is, from 1.")
    act: Act
    step_before: ReliefStep
    step_after: ReliefStep
    staff_name: str
    for_member: str
    for_staff: str
    amount: Yuan | None


class WishLeft(ChangeEvent):
    """A member asked people for something, or added to what they asked: the same number, and all of it so far."""

    name = "wish.left"

    ticket: int = Field(description="The number that the wish has at the desk.")
    reason: WishReason
    desk: TicketDesk
    about: str = Field(
        description="In words for staff, the member's own among them; empty where it is told in the chat."
    )
    opened_at: datetime


class WishClosed(ChangeEvent):
    """A wish has ended: staff saw to it, or the member took it back or left."""

    name = "wish.closed"

    ticket: int
    outcome: Literal["resolved", "withdrawn", "unfollowed", "wechat_desk", "bot_back"]
    staff_name: str = Field(description="Who had it; empty where nobody did.")


class MemberErased(ChangeEvent):
    """Papers that belong to no claim were erased at the member's wish: whoever has copies erases them, too."""

    name = "member.erased"

    paper_ids: list[int]


EVENTS: tuple[type[ChangeEvent], ...] = (
    ClaimFiled,
    PaperReceived,
    PaperAssigned,
    PhoneChanged,
    CardAsked,
    CardStopped,
    CardConfirmed,
    CardInForce,
    VisitBooked,
    VisitCancelled,
    ActivityJoined,
    ActivityLeft,
    ActivitySeatGiven,
    ReliefSubmitted,
    ReliefActed,
    WishLeft,
    WishClosed,
    MemberErased,
)
