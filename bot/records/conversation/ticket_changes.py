"""What changed in tickets, in one order: the console's streams follow it, and come back to where they were."""

from datetime import datetime
from typing import Literal, NamedTuple, cast

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import Ticket
from bot.records.tables import TicketChangeRow

ChangeKind = Literal["ticket", "said", "note"]


class TicketChange(NamedTuple):
    """One change; `seq` only grows."""

    seq: int
    kind: ChangeKind
    ticket_id: int
    conversation_id: int


async def record_change(session: AsyncSession, ticket: Ticket, kind: ChangeKind, now: datetime) -> None:
    """Adds one change; it says that something changed, never what."""
    session.add(
        TicketChangeRow(
            kind=kind, ticket_id=ticket.id, conversation_id=ticket.conversation_id, changed_at=now
        )
    )
    await session.flush()


async def find_last_seq(session: AsyncSession) -> int:
    """The number of the newest change."""
    return int(await session.scalar(select(func.max(TicketChangeRow.id))) or 0)


async def find_changes(session: AsyncSession, after: int, limit: int) -> list[TicketChange]:
    """The changes after `after`, oldest first."""
    rows = await session.scalars(
        select(TicketChangeRow).where(TicketChangeRow.id > after).order_by(TicketChangeRow.id).limit(limit)
    )
    return [
        TicketChange(row.id, cast("ChangeKind", row.kind), row.ticket_id, row.conversation_id) for row in rows
    ]


async def forget_changes(session: AsyncSession, before: datetime) -> None:
    """Deletes what no stream needs any more."""
    await session.execute(delete(TicketChangeRow).where(TicketChangeRow.changed_at < before))
