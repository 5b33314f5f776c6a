"""Reads past work for the figures: one pass over the tickets of a span, one count for each day."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import Rating
from bot.kernel.desk.figures import PastWork
from bot.records.tables import InboundRow, TicketRow
from vocabulary.tickets import TicketDesk, TicketReason

_MOST_UNCLEAR = 300


async def find_past_work(
    session: AsyncSession, begin: datetime, end: datetime, desk: TicketDesk | None
) -> list[PastWork]:
    """Every ticket that was opened in the span."""
    query = select(
        TicketRow.conversation_id,
        TicketRow.desk,
        TicketRow.reason,
        TicketRow.opened_at,
        TicketRow.first_answer_at,
        TicketRow.closed_at,
        TicketRow.rating,
    ).where(TicketRow.opened_at >= begin, TicketRow.opened_at < end)
    if desk:
        query = query.where(TicketRow.desk == desk)
    return [
        PastWork(
            conversation,
            TicketDesk(of_desk),
            TicketReason(reason),
            opened_at,
            first_answer_at,
            closed_at,
            Rating(rating) if rating else None,
        )
        for conversation, of_desk, reason, opened_at, first_answer_at, closed_at, rating in (
            await session.execute(query)
        )
    ]


async def count_closed(session: AsyncSession, begin: datetime, end: datetime, desk: TicketDesk | None) -> int:
    """How many tickets were closed in the span."""
    query = select(func.count()).where(TicketRow.closed_at >= begin, TicketRow.closed_at < end)
    if desk:
        query = query.where(TicketRow.desk == desk)
    return await session.scalar(query) or 0


async def count_conversations(session: AsyncSession, begin: datetime, end: datetime) -> int:
    """In how many conversations a member wrote in the span."""
    query = select(func.count(InboundRow.conversation_id.distinct())).where(
        InboundRow.received_at >= begin, InboundRow.received_at < end, InboundRow.kind != "event"
    )
    return await session.scalar(query) or 0


async def find_unclear_words(session: AsyncSession, begin: datetime, end: datetime) -> list[str]:
    """What members had last written when a person was called because the bot did not understand; the newest few hundred."""
    last = (
        select(func.max(InboundRow.id))
        .where(
            InboundRow.conversation_id == TicketRow.conversation_id,
            InboundRow.received_at <= TicketRow.opened_at,
            InboundRow.kind == "text",
        )
        .correlate(TicketRow)
        .scalar_subquery()
    )
    query = (
        select(InboundRow.text)
        .join(TicketRow, InboundRow.id == last)
        .where(
            TicketRow.reason == TicketReason.UNCLEAR, TicketRow.opened_at >= begin, TicketRow.opened_at < end
        )
        .order_by(TicketRow.id.desc())
        .limit(_MOST_UNCLEAR)
    )
    return [words for words in await session.scalars(query) if words]
