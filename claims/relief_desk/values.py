"""What staff see of relief applications, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from claims.states import Act, ReliefStep
from claims.values import Claim, Enrolment, MemberId, Paper, Profile, ReliefApplication, ReliefKind


@dataclass(frozen=True)
class ReliefApplicationLine:
    """One application in the list; `has_disagreement` once somebody advised against it."""

    number: str
    name: str
    union: str
    township: str
    kind: ReliefKind
    cause: str
    step: ReliefStep
    is_urgent: bool
    submitted_on: date
    step_since: date
    has_disagreement: bool


@dataclass(frozen=True)
class ReliefTold:
    """What the member told in the chat; sums in yuan, None where they did not know."""

    whose: str
    happened_on: date
    self_paid: Decimal | None
    compensation: Decimal | None
    unit: str
    words: str
    is_urgent: bool


@dataclass(frozen=True)
class ReliefAct:
    """What one person did, and said to the member and to colleagues."""

    id: int
    number: str
    member: MemberId
    position: int
    act: Act
    step: ReliefStep
    staff_id: int
    staff_name: str
    for_member: str
    for_staff: str
    amount: Decimal | None
    at: datetime


@dataclass(frozen=True)
class ReliefFile:
    """One household's file: the application, what was told, the member, and everything known besides."""

    member: MemberId
    application: ReliefApplication
    told: ReliefTold | None
    profile: Profile
    earlier: tuple[ReliefApplication, ...]
    claims: tuple[Claim, ...]
    cover: tuple[Enrolment, ...]
    papers: tuple[Paper, ...]
    acts: tuple[ReliefAct, ...]

    @property
    def position(self) -> int:
        """The newest act; whoever acts must have seen it."""
        return self.acts[-1].position if self.acts else 0
