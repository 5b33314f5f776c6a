"""A ticket: a conversation that a person has to look at, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class TicketReason(StrEnum):
    """Why a person is needed; the order is the order of urgency."""

    CRISIS = "crisis"
    RELIEF_URGENT = "relief_urgent"
    REQUESTED = "requested"
    DISPUTE = "dispute"
    COMPLAINT = "complaint"
    UNCLEAR = "unclear"
    IDENTITY_LOCKED = "identity_locked"
    OUTAGE = "outage"

    @property
    def urgency(self) -> int:
        """0 is looked at first."""
        return list(TicketReason).index(self)


@dataclass(frozen=True)
class Ticket:
    """One open or closed piece of work for staff."""

    id: int
    conversation_id: int
    reason: TicketReason
    state: TicketState
    opened_at: datetime
    taken_by: str | None = None


def decide_reason(current: TicketReason, new: TicketReason) -> TicketReason:
    """The reason of an open ticket when another one is given: the more urgent stands."""
    return min(current, new, key=lambda reason: reason.urgency)
