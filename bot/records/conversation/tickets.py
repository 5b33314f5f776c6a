"""Tickets: opened once per conversation, and found."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import (
    Handoff,
    Ticket,
    TicketState,
    decide_reason,
    join_about,
    name_other_reason,
)
from bot.records.conversation.ticket_changes import record_change
from bot.records.conversation.ticket_tellings import tell_wish
from bot.records.inserting import insert_once
from bot.records.tables import TicketRow, table_of
from vocabulary.tickets import TicketDesk, TicketReason

_TICKETS = table_of(TicketRow)
_FIND_OPEN = select(_TICKETS).where(
    _TICKETS.c.conversation_id == bindparam("of_conversation"), _TICKETS.c.state != TicketState.CLOSED
)


async def find_open_ticket(session: AsyncSession, conversation_id: int) -> Ticket | None:
    """The ticket of this conversation that is not closed."""
    row = (await session.execute(_FIND_OPEN, {"of_conversation": conversation_id})).first()
    return read_ticket(row) if row else None


async def open_ticket(
    session: AsyncSession,
    conversation_id: int,
    handover: Handoff,
    now: datetime,
    received_id: int | None = None,
) -> Ticket:
    """Opens a ticket, or gives the open one the more urgent of both reasons, with its desk, and what else it is about.

    `received_id` is the message that called; the one that raised an alarm stays known.
    """
    made = await insert_once(
        session,
        TicketRow,
        conversation_id=conversation_id,
        reason=handover.reason,
        urgency=handover.reason.urgency,
        desk=handover.desk,
        about=handover.about,
        state=TicketState.WAITING,
        opened_at=now,
    )
    row = await _lock_open(session, conversation_id)
    if row is None:
        # Closed by somebody between the two statements: the next try opens a new one.
        return await open_ticket(session, conversation_id, handover, now, received_id)
    before = (row.reason, row.desk, row.about)
    raises = handover.reason.is_urgent and (row.raised_by is None or handover.reason.urgency < row.urgency)
    if made is None:
        row.desk = handover.desk if handover.reason.urgency <= row.urgency else row.desk
        row.about = join_about(row.about, handover.about)
        row.about = join_about(row.about, name_other_reason(TicketReason(row.reason), handover.reason))
        row.reason = decide_reason(TicketReason(row.reason), handover.reason)
        row.urgency = TicketReason(row.reason).urgency
    is_news = made is not None or (row.reason, row.desk, row.about) != before
    row.snoozed_until = None
    row.raised_by = received_id if raises else row.raised_by
    await session.flush()
    if is_news:
        await tell_wish(session, row, now)
    ticket = read_ticket(row)
    await record_change(session, ticket, "ticket", now)
    return ticket


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
    return [read_ticket(row) for row in rows]


async def find_ticket(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket with this id."""
    row = await session.get(TicketRow, ticket_id, populate_existing=True)
    return read_ticket(row) if row else None


async def lock_ticket(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket as it stands once whoever is changing it has done so; nobody changes it before the end."""
    row = await session.get(TicketRow, ticket_id, populate_existing=True, with_for_update=True)
    return read_ticket(row) if row else None


async def find_tickets_of(session: AsyncSession, conversation_id: int) -> list[Ticket]:
    """Every ticket of a conversation, the newest first."""
    rows = await session.scalars(
        select(TicketRow).where(TicketRow.conversation_id == conversation_id).order_by(TicketRow.id.desc())
    )
    return [read_ticket(row) for row in rows]


async def _lock_open(session: AsyncSession, conversation_id: int) -> TicketRow | None:
    query = select(TicketRow).where(
        TicketRow.conversation_id == conversation_id, TicketRow.state != TicketState.CLOSED
    )
    row: TicketRow | None = await session.scalar(
        query.with_for_update().execution_options(populate_existing=True)
    )
    return row


def read_ticket(row: TicketRow | Row[Any]) -> Ticket:
    """The row as a value."""
    return Ticket(
        id=row.id,
        conversation_id=row.conversation_id,
        reason=TicketReason(row.reason),
        state=TicketState(row.state),
        opened_at=row.opened_at,
        taken_by=row.taken_by,
        desk=TicketDesk(row.desk),
        about=row.about,
        staff_id=row.staff_id,
        last_staff_at=row.last_staff_at,
        snoozed_until=row.snoozed_until,
        raised_by=row.raised_by,
    )
