"""Questions that an outage left open: each is owed an answer until it got one, or a person has the conversation."""

from typing import cast

from sqlalchemy import CursorResult, and_, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.conversations import Received
from bot.kernel.conversation.tickets import TicketState
from bot.records.conversation.inbox import find_all
from bot.records.tables import InboundRow, TicketRow
from vocabulary.tickets import TicketReason

MOST_TRIES = 3
"""After so many late tries a question is left to staff."""
_AT_ONCE = 50
# What nobody took up: once a person spoke, the bot does not come after them.
_UNTOUCHED = and_(TicketRow.state == TicketState.WAITING, TicketRow.first_answer_at.is_(None))


async def record_owed(session: AsyncSession, received_id: int, ticket_id: int) -> None:
    """Notes that a message got an apology in place of its answer."""
    owed = update(InboundRow).where(InboundRow.id == received_id)
    await session.execute(owed.values(owed_ticket_id=ticket_id, tries=0))


async def find_owed(session: AsyncSession, conversation_id: int) -> list[Received]:
    """What the bot still owes in this conversation, in the order in which it was asked."""
    ticket = exists().where(TicketRow.id == InboundRow.owed_ticket_id, _UNTOUCHED)
    return await find_all(
        session,
        InboundRow.conversation_id == conversation_id,
        InboundRow.tries < MOST_TRIES,
        ticket,
        limit=_AT_ONCE,
    )


async def settle_owed(session: AsyncSession, received_id: int) -> bool:
    """Takes it upon the caller to answer; False where another did, or a person has the conversation by now."""
    ticket_id = await session.scalar(select(InboundRow.owed_ticket_id).where(InboundRow.id == received_id))
    waiting = select(TicketRow.id).where(TicketRow.id == ticket_id, _UNTOUCHED).with_for_update()
    if await session.scalar(waiting) is None:
        return False
    settled = update(InboundRow).where(InboundRow.id == received_id, InboundRow.owed_ticket_id.is_not(None))
    result = await session.execute(settled.values(owed_ticket_id=None))
    return cast("CursorResult[object]", result).rowcount == 1


async def settle_repeated(session: AsyncSession, received: Received) -> None:
    """The same words asked again stand for those that were asked before."""
    await session.execute(
        update(InboundRow)
        .where(
            InboundRow.conversation_id == received.conversation_id,
            InboundRow.id < received.id,
            InboundRow.owed_ticket_id.is_not(None),
            InboundRow.kind == received.inbound.kind,
            InboundRow.text == received.inbound.text,
            InboundRow.text != "",
        )
        .values(owed_ticket_id=None)
    )


async def is_anything_owed(session: AsyncSession, ticket_id: int) -> bool:
    """Whether a question is left, those included that the bot gave up."""
    query = select(func.count()).where(InboundRow.owed_ticket_id == ticket_id)
    return bool(await session.scalar(query))


async def find_conversations_owed(session: AsyncSession, limit: int = _AT_ONCE) -> list[int]:
    """Conversations with a question to answer late, or with a ticket that only an outage opened and nothing needs."""
    mine = InboundRow.conversation_id == TicketRow.conversation_id, InboundRow.owed_ticket_id == TicketRow.id
    to_answer = exists().where(*mine, InboundRow.tries < MOST_TRIES)
    settled = (TicketRow.reason == TicketReason.OUTAGE) & ~exists().where(*mine)
    tries = select(func.coalesce(func.sum(InboundRow.tries), 0)).where(*mine).scalar_subquery()
    query = (
        select(TicketRow.conversation_id)
        .where(_UNTOUCHED, to_answer | settled)
        .order_by(tries, TicketRow.id)
        .limit(limit)
    )
    return list(await session.scalars(query))
