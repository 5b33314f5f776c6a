"""What staff did before in a conversation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import Rating, TicketOutcome, TicketState
from bot.records.tables import TicketRow
from vocabulary.tickets import TicketReason

_MOST = 5


@dataclass(frozen=True)
class PastTicket:
    """One closed ticket."""

    closed_at: datetime | None
    reason: TicketReason
    by: str | None
    outcome: TicketOutcome | None
    rating: Rating | None


async def find_past_tickets(session: AsyncSession, conversation_id: int) -> list[PastTicket]:
    """The last closed tickets, newest first."""
    rows = await session.scalars(
        select(TicketRow)
        .where(TicketRow.conversation_id == conversation_id, TicketRow.state == TicketState.CLOSED)
        .order_by(TicketRow.id.desc())
        .limit(_MOST)
    )
    return [
        PastTicket(
            row.closed_at,
            TicketReason(row.reason),
            row.taken_by,
            TicketOutcome(row.outcome) if row.outcome else None,
            Rating(row.rating) if row.rating else None,
        )
        for row in rows
    ]
