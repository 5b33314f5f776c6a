"""Messages received: committed first, answered once, and found again when a crash left them open."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.kernel.conversation.channels import Channels
from bot.kernel.conversation.conversations import Conversation, Received
from bot.kernel.conversation.messages import Inbound, Kind
from bot.kernel.conversation.understanding import Understood, read_understood
from bot.records.conversation.conversations import read_conversation
from bot.records.database import find_channels
from bot.records.inserting import insert_once
from bot.records.tables import ConversationRow, InboundRow, UtteranceRow, table_of

_INBOUND, _CONVERSATIONS = table_of(InboundRow), table_of(ConversationRow)
_FIND_NEXT = (
    select(
        _INBOUND,
        *(_CONVERSATIONS.c[name] for name in ("channel", "address", "account", "dialogue")),
        *(_CONVERSATIONS.c[name] for name in ("last_inbound_at", "opened_at")),
    )
    .join(_CONVERSATIONS, _CONVERSATIONS.c.id == _INBOUND.c.conversation_id)
    .where(
        _INBOUND.c.conversation_id == bindparam("of_conversation"),
        _INBOUND.c.answered_at.is_(None),
        _INBOUND.c.id <= bindparam("up_to"),
    )
    .order_by(_INBOUND.c.id)
    .limit(1)
)
_COUNT_SINCE = select(func.count()).where(
    _INBOUND.c.conversation_id == bindparam("of_conversation"),
    _INBOUND.c.id <= bindparam("up_to"),
    _INBOUND.c.received_at >= bindparam("since"),
    _INBOUND.c.kind != "event",
)
_MARK_ANSWERED = (
    update(_INBOUND)
    .where(_INBOUND.c.id == bindparam("of_id"), _INBOUND.c.answered_at.is_(None))
    .values(answered_at=bindparam("now"))
    .returning(_INBOUND.c.inline_closed)
)
_MARK_UNDERSTOOD = _MARK_ANSWERED.values(understood=bindparam("meant"))


async def find_received_by_key(session: AsyncSession, key: str) -> Received | None:
    """The committed message with this key: an earlier delivery of the same one."""
    return await _first(session, InboundRow.key == key)


async def find_received(session: AsyncSession, received_id: int) -> Received | None:
    """The committed message with this id."""
    return await _first(session, InboundRow.id == received_id)


async def record_inbound(
    session: AsyncSession,
    conversation_id: int,
    inbound: Inbound,
    now: datetime,
    *,
    inline_closed: bool = False,
) -> int | None:
    """Stores one message; its id, or None where its key is already there."""
    made = await insert_once(
        session,
        InboundRow,
        conversation_id=conversation_id,
        key=inbound.key,
        kind=inbound.kind,
        text=inbound.text,
        details=dict(inbound.details),
        sent_at=inbound.sent_at,
        received_at=now,
        inline_closed=inline_closed,
    )
    return int(made.id) if made else None


async def find_before(session: AsyncSession, received: Received) -> Received | None:
    """The message that came before this one in its conversation."""
    earlier = (InboundRow.conversation_id == received.conversation_id, InboundRow.id < received.id)
    found = await _many(session, 1, *earlier, InboundRow.kind != "event", newest_first=True)
    return found[0] if found else None


async def find_oldest_unanswered(
    session: AsyncSession, conversation_id: int, up_to: int
) -> tuple[Received, Conversation] | None:
    """The next message to answer in this conversation, none later than `up_to`, and the conversation."""
    asked = {"of_conversation": conversation_id, "up_to": up_to}
    row = (await session.execute(_FIND_NEXT, asked)).first()
    if row is None:
        return None
    channels = find_channels(session)
    return _received(row, row, channels), read_conversation(row, conversation_id, channels)


async def close_inline(session: AsyncSession, received_id: int) -> bool:
    """Says that nobody waits on the connection any more; False where the answer was there first."""
    result = await session.execute(
        update(InboundRow)
        .where(InboundRow.id == received_id, InboundRow.answered_at.is_(None))
        .values(inline_closed=True)
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def record_answered(
    session: AsyncSession, received_id: int, now: datetime, understood: Understood | None = None
) -> bool | None:
    """Marks a message as answered, and keeps what was understood of it.

    Whether nobody waits on the connection any more, or None where another process did so first.
    """
    values: dict[str, Any] = {"of_id": received_id, "now": now}
    if understood is None:
        return cast("bool | None", await session.scalar(_MARK_ANSWERED, values))
    values["meant"] = understood.as_json()
    return cast("bool | None", await session.scalar(_MARK_UNDERSTOOD, values))


async def find_left_unanswered(session: AsyncSession, before: datetime, limit: int) -> list[Received]:
    """Messages received before `before` that nobody answered: those tried least often first, then the oldest."""
    left = InboundRow.answered_at.is_(None), InboundRow.received_at < before
    return await _many(session, limit, *left, first_by=InboundRow.tries)


async def count_try(session: AsyncSession, received_id: int) -> int:
    """Counts a try to answer that ended, or may end, in a fault; how many there were."""
    counted = update(InboundRow).where(InboundRow.id == received_id).values(tries=InboundRow.tries + 1)
    return await session.scalar(counted.returning(InboundRow.tries)) or 0


async def find_left_undelivered(session: AsyncSession, before: datetime, limit: int) -> list[Received]:
    """Answered messages whose answer took no way to the member, oldest first."""
    undelivered = select(UtteranceRow.inbound_id).where(
        UtteranceRow.delivery.is_(None), UtteranceRow.speaker != "member"
    )
    return await _many(session, limit, InboundRow.answered_at < before, InboundRow.id.in_(undelivered))


async def find_all(session: AsyncSession, *conditions: ColumnElement[bool], limit: int) -> list[Received]:
    """Messages by any conditions on `InboundRow`, oldest first."""
    return await _many(session, limit, *conditions)


async def _first(session: AsyncSession, *conditions: ColumnElement[bool]) -> Received | None:
    found = await _many(session, 1, *conditions)
    return found[0] if found else None


async def _many(
    session: AsyncSession,
    limit: int,
    *conditions: ColumnElement[bool],
    first_by: InstrumentedAttribute[int] = InboundRow.id,
    newest_first: bool = False,
) -> list[Received]:
    rows = await session.execute(
        select(InboundRow, ConversationRow)
        .join(ConversationRow, ConversationRow.id == InboundRow.conversation_id)
        .where(*conditions)
        .order_by(*((InboundRow.id.desc(),) if newest_first else (first_by, InboundRow.id)))
        .limit(limit)
    )
    channels = find_channels(session)
    return [_received(inbound, conversation, channels) for inbound, conversation in rows]


def _received(
    row: InboundRow | Row[Any], conversation: ConversationRow | Row[Any], channels: Channels
) -> Received:
    inbound = Inbound(
        channel=conversation.channel,
        address=conversation.address,
        key=row.key,
        kind=cast("Kind", row.kind),
        text=row.text,
        sent_at=row.sent_at,
        account=conversation.account,
        details=row.details,
        event=channels[conversation.channel].read_event(row.details),
    )
    return Received(
        row.id,
        row.conversation_id,
        inbound,
        row.received_at,
        bool(row.inline_closed),
        row.answered_at,
        row.tries or 0,
    )


async def find_details(session: AsyncSession, received_ids: list[int]) -> dict[int, dict[str, str]]:
    """What came with these messages besides their text."""
    if not received_ids:
        return {}
    rows = await session.execute(
        select(InboundRow.id, InboundRow.details).where(InboundRow.id.in_(received_ids))
    )
    return {row_id: details for row_id, details in rows}


async def find_conversation_of(session: AsyncSession, received_id: int) -> int | None:
    """The conversation that a message came in."""
    return await session.scalar(select(InboundRow.conversation_id).where(InboundRow.id == received_id))


async def find_question_of(session: AsyncSession, utterance_id: int) -> InboundRow | None:
    """The member's message that something of the bot's answered."""
    return await session.scalar(
        select(InboundRow)
        .join(UtteranceRow, UtteranceRow.inbound_id == InboundRow.id)
        .where(UtteranceRow.id == utterance_id, UtteranceRow.speaker == "bot", InboundRow.kind == "text")
    )


async def record_understood(session: AsyncSession, received_id: int, understood: Understood) -> None:
    """Keeps it with the message."""
    await session.execute(
        update(InboundRow).where(InboundRow.id == received_id).values(understood=understood.as_json())
    )


async def find_understood(session: AsyncSession, received_ids: Collection[int]) -> dict[int, Understood]:
    """What was understood of each, where it is known."""
    rows = await session.execute(
        select(InboundRow.id, InboundRow.understood).where(
            InboundRow.id.in_(received_ids), InboundRow.understood.is_not(None)
        )
    )
    return {row_id: read_understood(kept) for row_id, kept in rows if kept}


async def find_kinds(session: AsyncSession, received_ids: list[int]) -> dict[int, str]:
    """What kind of message each was."""
    rows = await session.execute(
        select(InboundRow.id, InboundRow.kind).where(InboundRow.id.in_(received_ids))
    )
    return {row_id: kind for row_id, kind in rows}


async def find_text(session: AsyncSession, received_id: int) -> str:
    """What was said; empty once it was forgotten."""
    return await session.scalar(select(InboundRow.text).where(InboundRow.id == received_id)) or ""


async def count_since(session: AsyncSession, conversation_id: int, since: datetime, up_to: int) -> int:
    """How many messages came since then, up to the one with this id."""
    asked = {"of_conversation": conversation_id, "up_to": up_to, "since": since}
    return int(await session.scalar(_COUNT_SINCE, asked) or 0)
