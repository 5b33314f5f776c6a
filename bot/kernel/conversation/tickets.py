"""A ticket: a conversation that a person has to look at, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vocabulary.tickets import TicketDesk, TicketReason

LONGEST_ABOUT = 1000
STAFF_WAKE_UP = 0
"""The number under which staff are woken; no conversation has it."""


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class TicketOutcome(StrEnum):
    """How a ticket ended."""

    RESOLVED = "resolved"
    BOT_BACK = "bot_back"
    """The bot answers again after an outage, and nobody had taken the ticket."""
    UNFOLLOWED = "unfollowed"
    WECHAT_DESK = "wechat_desk"
    WITHDRAWN = "withdrawn"
    """The member took the wish back, before anybody had taken it up."""


class Rating(StrEnum):
    """What the member thought of it."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@dataclass(frozen=True)
class Handoff:
    """Why a person is needed, at which desk, and about what: a claim's number, a service, in words for staff."""

    reason: TicketReason
    desk: TicketDesk = TicketDesk.GENERAL
    about: str = ""


@dataclass(frozen=True)
class Ticket:
    """One open or closed piece of work for staff; `taken_by` is the name that the member reads."""

    id: int
    conversation_id: int
    reason: TicketReason
    state: TicketState
    opened_at: datetime
    taken_by: str | None = None
    desk: TicketDesk = TicketDesk.GENERAL
    about: str = ""
    staff_id: int | None = None
    last_staff_at: datetime | None = None
    snoozed_until: datetime | None = None
    raised_by: int | None = None
    """The message that raised the alarm."""

    def is_alarm(self) -> bool:
        """Somebody is in danger, and nobody has them yet."""
        return self.reason is TicketReason.CRISIS and self.state is TicketState.WAITING


def decide_reason(current: TicketReason, new: TicketReason) -> TicketReason:
    """The reason of an open ticket when another one is given: the more urgent stands."""
    return min(current, new, key=lambda reason: reason.urgency)


REASONS: Mapping[TicketReason, str] = {
    TicketReason.CRISIS: "有危险",
    TicketReason.RELIEF_URGENT: "紧急救助",
    TicketReason.REQUESTED: "要人工",
    TicketReason.DISPUTE: "对审核有异议",
    TicketReason.INTEREST: "想办业务",
    TicketReason.COMPLAINT: "不满",
    TicketReason.UNCLEAR: "没听懂",
    TicketReason.IDENTITY_LOCKED: "身份核不过",
    TicketReason.OUTAGE: "系统没答上",
}
"""In words for staff."""
GOES_OUT = frozenset(
    {
        TicketReason.RELIEF_URGENT,
        TicketReason.REQUESTED,
        TicketReason.DISPUTE,
        TicketReason.INTEREST,
        TicketReason.COMPLAINT,
    }
)
"""What members want of people, which the centre's systems are told of; danger is for those who answer now."""
_OF_THE_BOT = frozenset({TicketReason.UNCLEAR, TicketReason.OUTAGE})


def name_other_reason(current: TicketReason, new: TicketReason) -> str:
    """What a ticket is about besides, where two reasons of the member's own meet: the less urgent, in words."""
    other = max(current, new, key=lambda reason: reason.urgency)
    return "" if current is new or other in _OF_THE_BOT else f"另有：{REASONS[other]}"


def join_about(current: str, new: str) -> str:
    """What an open ticket is about when something is added: each line once, the newest last, bounded."""
    lines = [line for line in current.splitlines() if line and line != new]
    return "\n".join([*lines, new] if new else lines)[-LONGEST_ABOUT:]
