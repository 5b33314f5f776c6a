"""Tickets: opened once per conversation, taken by one person, closed."""

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.tickets import (
    Handover,
    Ticket,
    TicketDesk,
    TicketReason,
    TicketState,
    decide_reason,
    join_about,
)
from bot.records.tables import TicketRow


async def find_open_ticket(session: AsyncSession, conversation_id: int) -> Ticket | None:
    """The ticket of this conversation that is not closed."""
    row = await _open_row(session, conversation_id)
    return _ticket(row) if row else None


async def open_ticket(
    session: AsyncSession, conversation_id: int, handover: Handover, now: datetime
) -> Ticket:
    """Opens a ticket, or gives the open one the more urgent of both reasons, with its desk, and what else it is about."""
    row = await _open_row(session, conversation_id)
    if row is None:
        row = TicketRow(
            conversation_id=conversation_id,
            reason=handover.reason,
            urgency=handover.reason.urgency,
            desk=handover.desk,
            about=handover.about,
            state=TicketState.WAITING,
            opened_at=now,
        )
        session.add(row)
    else:
        row.desk = handover.desk if handover.reason.urgency <= row.urgency else row.desk
        row.about = join_about(row.about, handover.about)
        row.reason = decide_reason(TicketReason(row.reason), handover.reason)
        row.urgency = TicketReason(row.reason).urgency
    await session.flush()
    return _ticket(row)


async def count_ahead(session: AsyncSession, ticket: Ticket) -> int:
    """How many waiting tickets are looked at before this one."""
    earlier = (TicketRow.urgency < ticket.reason.urgency) | (
        (TicketRow.urgency == ticket.reason.urgency) & (TicketRow.id < ticket.id)
    )
    query = select(func.count()).select_from(TicketRow).where(TicketRow.state == TicketState.WAITING, earlier)
    return int(await session.scalar(query) or 0)


async def find_waiting(session: AsyncSession, limit: int = 100) -> list[Ticket]:
    """Open tickets, the most urgent and then the oldest first."""
    rows = await session.scalars(
        select(TicketRow)
        .where(TicketRow.state != TicketState.CLOSED)
        .order_by(TicketRow.urgency, TicketRow.id)
        .limit(limit)
    )
    return [_ticket(row) for row in rows]


async def take_ticket(session: AsyncSession, ticket_id: int, staff: str) -> bool:
    """Gives a waiting ticket to one person; False where another was first."""
    return await _change(session, ticket_id, TicketState.WAITING, state=TicketState.TAKEN, taken_by=staff)


async def close_ticket(session: AsyncSession, ticket_id: int, now: datetime) -> bool:
    """Ends a taken ticket, so that the bot answers again."""
    return await _change(session, ticket_id, TicketState.TAKEN, state=TicketState.CLOSED, closed_at=now)


async def find_ticket(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket with this id."""
    row = await session.get(TicketRow, ticket_id)
    return _ticket(row) if row else None


async def _open_row(session: AsyncSession, conversation_id: int) -> TicketRow | None:
    row: TicketRow | None = await session.scalar(
        select(TicketRow).where(
            TicketRow.conversation_id == conversation_id, TicketRow.state != TicketState.CLOSED
        )
    )
    return row


async def _change(session: AsyncSession, ticket_id: int, current: TicketState, **values: object) -> bool:
    result = await session.execute(
        update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state == current).values(**values)
    )
    return cast("CursorResult[object]", result).rowcount == 1


def _ticket(row: TicketRow) -> Ticket:
    return Ticket(
        row.id,
        row.conversation_id,
        TicketReason(row.reason),
        TicketState(row.state),
        row.opened_at,
        row.taken_by,
        TicketDesk(row.desk),
        row.about,
    )
