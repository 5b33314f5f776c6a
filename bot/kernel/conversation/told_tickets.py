"""What the centre's systems hear of tickets."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.kernel.conversation.tickets import TicketOutcome
from vocabulary.tickets import TicketDesk, TicketReason


@dataclass(frozen=True)
class ToldTicket:
    """A wish that was left with staff or added to, or its end, on its way into the outbox; `key` is its own for good."""

    key: str
    member_id: int
    is_closed: bool
    at: datetime
    ticket: int
    reason: TicketReason
    desk: TicketDesk
    about: str = field(repr=False)
    opened_at: datetime
    outcome: TicketOutcome | None
    taken_by: str
