"""What staff see of a member, masked, each part with the moment it was true."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.kernel.members.membership import WaitingCard

Revealable = Literal["name", "id_number", "phone", "card"]


@dataclass(frozen=True)
class Identity:
    """Who a member is."""

    name: str
    id_number: str
    phone: str
    card: str
    union: str
    district: str


@dataclass(frozen=True)
class Cover:
    """One plan that a member is in, and what it pays today, in words."""

    plan: str
    tier: str | None
    units: int
    until: date
    pays: tuple[str, ...]
    in_force: bool


@dataclass(frozen=True)
class ClaimStep:
    """One step of a claim or an application."""

    words: str
    on: date
    note: str


@dataclass(frozen=True)
class ClaimFacts:
    """One claim; `amount` in words."""

    number: str
    plan: str
    cause: str
    state_words: str
    since: date
    amount: str | None
    missing: tuple[str, ...]
    timeline: tuple[ClaimStep, ...]
    as_of: datetime


@dataclass(frozen=True)
class ReliefFacts:
    """One application for relief."""

    number: str
    kind_words: str
    cause: str
    step_words: str
    since: date
    as_of: datetime


@dataclass(frozen=True)
class PaperFacts:
    """One paper that the member sent."""

    id: int
    label: str
    claim: str | None
    at: datetime


@dataclass(frozen=True)
class MemberFacts:
    """Everything beside a conversation."""

    as_of: datetime
    identity: Identity
    cover: tuple[Cover, ...]
    claims: tuple[ClaimFacts, ...]
    relief: tuple[ReliefFacts, ...]
    papers: tuple[PaperFacts, ...]
    waiting_card: WaitingCard | None = None
    notice: str = ""
    """What staff must know of their age: the core system does not answer, or only of an earlier moment."""
