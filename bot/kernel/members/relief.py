"""Relief applications as staff see them, in words that are ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from bot.kernel.members.facts import Identity, PaperFacts

ReliefActName = Literal["agreed", "disagreed", "papers_asked", "approved", "denied", "paid"]
ACTS: Mapping[ReliefActName, str] = {
    "agreed": "核过，建议同意",
    "disagreed": "核过，建议不同意",
    "papers_asked": "请会员补材料",
    "approved": "批准",
    "denied": "不批准",
    "paid": "已发放",
}
DECISIONS: frozenset[ReliefActName] = frozenset({"approved", "denied", "paid"})
ReliefTab = Literal["unit", "township", "committee", "approved", "closed"]
TABS: Mapping[ReliefTab, str] = {
    "unit": "单位工会",
    "township": "镇街工会",
    "committee": "评审委员会",
    "approved": "待发放",
    "closed": "已办结",
}


@dataclass(frozen=True)
class ReliefLine:
    """One application in the list."""

    number: str
    name: str
    union: str
    township: str
    kind_words: str
    cause: str
    step_words: str
    is_urgent: bool
    submitted_on: date
    since: date
    has_disagreement: bool


@dataclass(frozen=True)
class ReliefRule:
    """One rule, whether it is met, and what was found."""

    rule: str
    verdict: Literal["met", "not_met", "unknown"]
    found: str


@dataclass(frozen=True)
class ReliefEvent:
    """What one person did."""

    name: str
    words: str
    for_member: str
    for_staff: str
    at: datetime


@dataclass(frozen=True)
class ReliefCase:
    """One household's file; `position` is the newest act, `may` are the acts that its step allows."""

    number: str
    member_id: int
    identity: Identity
    kind_words: str
    cause: str
    step_words: str
    submitted_on: date
    since: date
    is_urgent: bool
    told: tuple[tuple[str, str], ...]
    told_words: str
    rules: tuple[ReliefRule, ...]
    records: tuple[tuple[str, str], ...]
    papers: tuple[PaperFacts, ...]
    events: tuple[ReliefEvent, ...]
    position: int
    may: frozenset[ReliefActName]
    range_words: str
    range: tuple[Decimal, Decimal]
    """The published least and most that is given."""
    reasons: Mapping[ReliefActName, Literal["for_member", "for_staff"]]
    """To whom an act must be explained, in so many characters; the exception is a sum outside of `range`."""
    shortest_reason: int
    shortest_exception: int
    tells: frozenset[ReliefActName]
    """The acts that the member hears of, at this step."""


@dataclass(frozen=True)
class ReliefActDraft:
    """What somebody wants to do, having seen the act at `seen`."""

    act: ReliefActName
    seen: int
    for_member: str
    for_staff: str
    amount: Decimal | None


@dataclass(frozen=True)
class ReliefStepNotice:
    """What a member is to be told of their application."""

    id: int
    number: str
    member_id: int
    act: ReliefActName
    following: str
    for_member: str
    amount: Decimal | None
