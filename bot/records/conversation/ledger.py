"""The ledger of messages that a messenger sends: reserved before sending, settled after."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.channels import Unasked
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.conversation.reply_window import ReplyWindow
from bot.kernel.conversation.send_outcomes import Outcome as Outcome
from bot.kernel.conversation.tickets import TicketState
from bot.records.conversation.refusals import read_refusal, write_refusal
from bot.records.database import find_channels
from bot.records.tables import ConversationRow, ServiceMessageRow, TicketRow

FOR_STAFF = "staff"
"""The purpose of what a person says."""
_RESERVED = "reserved"


_MOMENTS = select(
    ConversationRow.id,
    ConversationRow.channel,
    ConversationRow.last_inbound_at,
    ConversationRow.last_event_at,
)


async def reserve(
    session: AsyncSession, conversation_id: int, purpose: str, count: int, now: datetime
) -> list[int]:
    """Takes `count` of the window's messages; none of them where the window is closed or has not so many left.

    While somebody waits for a person, or has one, the last message is kept for that person.
    """
    window = await find_window(session, conversation_id, lock=True)
    kept = 1 if purpose != FOR_STAFF and await _has_open_ticket(session, conversation_id) else 0
    if window and window.allows(now).left < kept + count:
        return []
    rows = [
        ServiceMessageRow(
            conversation_id=conversation_id, purpose=purpose, reserved_at=now, outcome=_RESERVED
        )
        for _ in range(count)
    ]
    session.add_all(rows)
    await session.flush()
    return [row.id for row in rows]


async def settle(
    session: AsyncSession, reservation: int, outcome: Outcome, refusal: SendRefusal = NO_ANSWER
) -> None:
    """Notes how a reserved message went; only a definite refusal gives its place back."""
    await session.execute(
        update(ServiceMessageRow)
        .where(ServiceMessageRow.id == reservation)
        .values(outcome=outcome, **write_refusal(refusal))
    )


async def find_window(
    session: AsyncSession, conversation_id: int, *, lock: bool = False
) -> ReplyWindow | None:
    """The conversation's window, None where its channel knows no bounds.

    Locked, nobody else takes from it until the transaction ends.
    """
    query = _MOMENTS.where(ConversationRow.id == conversation_id)
    row = (await session.execute(query.with_for_update() if lock else query)).one()
    limits = find_channels(session)[row.channel].limits
    if limits is None:
        return None
    moments = row.last_inbound_at, row.last_event_at
    sent = [await _count_since(session, conversation_id, since) for since in moments]
    return ReplyWindow(limits, row.last_inbound_at, sent[0], row.last_event_at, sent[1])


async def may_send(session: AsyncSession, conversation: Conversation, now: datetime) -> bool:
    """Whether something that the member does not wait for would reach them at this moment."""
    if conversation.channel.unasked is not Unasked.SENT:
        return conversation.channel.unasked is Unasked.SHOWN
    window = await find_window(session, conversation.id)
    return window is None or window.allows(now).left > 0


async def find_windows(session: AsyncSession, conversation_ids: Sequence[int]) -> dict[int, ReplyWindow]:
    """The windows of several conversations that have one, in two queries."""
    if not conversation_ids:
        return {}
    moments = await session.execute(_MOMENTS.where(ConversationRow.id.in_(conversation_ids)))
    channels = find_channels(session)
    sent = await session.execute(
        select(
            ConversationRow.id,
            func.count().filter(ServiceMessageRow.reserved_at >= ConversationRow.last_inbound_at),
            func.count().filter(ServiceMessageRow.reserved_at >= ConversationRow.last_event_at),
        )
        .join(ServiceMessageRow, ServiceMessageRow.conversation_id == ConversationRow.id)
        .where(ConversationRow.id.in_(conversation_ids), ServiceMessageRow.outcome != "refused")
        .group_by(ConversationRow.id)
    )
    counts = {row[0]: (row[1], row[2]) for row in sent}
    return {
        row.id: ReplyWindow(
            limits,
            row.last_inbound_at,
            counts.get(row.id, (0, 0))[0],
            row.last_event_at,
            counts.get(row.id, (0, 0))[1],
        )
        for row in moments
        if (limits := channels[row.channel].limits)
    }


async def find_outcomes(
    session: AsyncSession, ids: Iterable[int]
) -> dict[int, tuple[Outcome | None, SendRefusal]]:
    """How service messages went, None while they are on their way, and why one was refused."""
    query = select(ServiceMessageRow).where(ServiceMessageRow.id.in_(list(ids)))
    return {
        row.id: (
            None if row.outcome == _RESERVED else cast(Outcome, row.outcome),
            read_refusal(row.refusal, row.errcode),
        )
        for row in await session.scalars(query)
    }


async def _has_open_ticket(session: AsyncSession, conversation_id: int) -> bool:
    query = select(TicketRow.id).where(
        TicketRow.conversation_id == conversation_id, TicketRow.state != TicketState.CLOSED
    )
    return await session.scalar(query) is not None


async def _count_since(session: AsyncSession, conversation_id: int, since: datetime | None) -> int:
    if since is None:
        return 0
    query = select(func.count()).where(
        ServiceMessageRow.conversation_id == conversation_id,
        ServiceMessageRow.reserved_at >= since,
        ServiceMessageRow.outcome != "refused",
    )
    return int(await session.scalar(query) or 0)
