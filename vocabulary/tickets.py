"""Why a person is needed, and which desk it is for: said by the handlers, acted on by the bot."""

from enum import StrEnum


class TicketReason(StrEnum):
    """Why a person is needed; the order is the order of urgency."""

    CRISIS = "crisis"
    RELIEF_URGENT = "relief_urgent"
    REQUESTED = "requested"
    DISPUTE = "dispute"
    INTEREST = "interest"
    COMPLAINT = "complaint"
    UNCLEAR = "unclear"
    IDENTITY_LOCKED = "identity_locked"
    OUTAGE = "outage"

    @property
    def is_urgent(self) -> bool:
        """Somebody is in danger, or in need that cannot wait."""
        return self in (TicketReason.CRISIS, TicketReason.RELIEF_URGENT)

    @property
    def urgency(self) -> int:
        """0 is looked at first."""
        return list(TicketReason).index(self)


MAY_BE_WITHDRAWN = frozenset(
    {
        TicketReason.REQUESTED,
        TicketReason.DISPUTE,
        TicketReason.INTEREST,
        TicketReason.COMPLAINT,
        TicketReason.UNCLEAR,
    }
)
"""What a member may take back; danger, need of today and a lock stay with staff."""


class TicketDesk(StrEnum):
    """Which colleagues a ticket is for."""

    GENERAL = "general"
    CLAIMS = "claims"
    RELIEF = "relief"
    ENROLMENT = "enrolment"
