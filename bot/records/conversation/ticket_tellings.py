"""What the centre's systems are to hear of tickets: written with the ticket's change, taken over into the outbox later."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import GOES_OUT, TicketOutcome, TicketState
from bot.kernel.conversation.told_tickets import ToldTicket
from bot.records.members.identity import find_linked_member
from bot.records.tables import TicketRow, TicketTellingRow
from vocabulary.tickets import TicketDesk, TicketReason


async def tell_wish(session: AsyncSession, row: TicketRow, now: datetime) -> None:
    """A wish of somebody who proved who they are goes out; of danger, and of what the bot could not do, nothing does."""
    member_id = await find_linked_member(session, row.conversation_id)
    if member_id is None or TicketReason(row.reason) not in GOES_OUT:
        return
    row.told_member = member_id
    await _add(session, row, is_closed=False, now=now)


async def tell_open_wish(session: AsyncSession, conversation_id: int, now: datetime) -> None:
    """The same for a wish from before they proved it."""
    mine = TicketRow.conversation_id == conversation_id, TicketRow.state != TicketState.CLOSED
    row = await session.scalar(
        select(TicketRow).where(*mine, TicketRow.told_member.is_(None)).with_for_update()
    )
    if row:
        await tell_wish(session, row, now)


async def tell_closed(session: AsyncSession, ticket_id: int, now: datetime) -> None:
    """Whoever heard of a wish hears of its end, whatever became of it and of the chat."""
    row = await session.get(TicketRow, ticket_id, populate_existing=True)
    if row and row.told_member is not None:
        await _add(session, row, is_closed=True, now=now)


async def _add(session: AsyncSession, row: TicketRow, *, is_closed: bool, now: datetime) -> None:
    telling = {"key": str(uuid.uuid4()), "ticket_id": row.id, "member_id": row.told_member, "told_at": now}
    session.add(TicketTellingRow(**telling, is_closed=is_closed, reason=row.reason, desk=row.desk))
    await session.flush()


async def find_tellings(session: AsyncSession, limit: int) -> list[tuple[int, ToldTicket]]:
    """The oldest ones, with their ids; what a ticket is about, and how it ended, is as it stands now."""
    query = (
        select(TicketTellingRow, TicketRow)
        .join(TicketRow, TicketRow.id == TicketTellingRow.ticket_id)
        .order_by(TicketTellingRow.id)
        .limit(limit)
    )
    return [(telling.id, read_told(telling, ticket)) for telling, ticket in await session.execute(query)]


def read_told(telling: TicketTellingRow, ticket: TicketRow) -> ToldTicket:
    """Both rows as a value."""
    return ToldTicket(
        key=telling.key,
        member_id=telling.member_id,
        is_closed=telling.is_closed,
        at=telling.told_at,
        ticket=ticket.id,
        reason=TicketReason(telling.reason),
        desk=TicketDesk(telling.desk),
        about=ticket.about,
        opened_at=ticket.opened_at,
        outcome=TicketOutcome(ticket.outcome) if ticket.outcome else None,
        taken_by=ticket.taken_by or "",
    )


async def forget_tellings(session: AsyncSession, ids: Collection[int]) -> None:
    """They are in the outbox."""
    await session.execute(delete(TicketTellingRow).where(TicketTellingRow.id.in_(ids)))
