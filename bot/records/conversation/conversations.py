"""Finds and opens conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.channels import Channels
from bot.kernel.conversation.conversations import Conversation
from bot.records.database import find_channels
from bot.records.inserting import insert_once
from bot.records.tables import ConversationRow, TalkRow, table_of

_LONGEST_SCENE = 64
_CONVERSATIONS = table_of(ConversationRow)
_FIND = select(_CONVERSATIONS).where(
    _CONVERSATIONS.c.channel == bindparam("of_channel"), _CONVERSATIONS.c.address == bindparam("of_address")
)
_FIND_BY_ID = select(_CONVERSATIONS).where(_CONVERSATIONS.c.id == bindparam("of_id"))
_OPEN_WINDOW = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("of_id"))
    .values(last_inbound_at=bindparam("now"), blocked_at=None)
)


async def find_conversation(session: AsyncSession, channel: str, address: str) -> Conversation | None:
    """The thread of one address, if it ever wrote."""
    row = (await session.execute(_FIND, {"of_channel": channel, "of_address": address})).first()
    return read_conversation(row, row.id, find_channels(session)) if row else None


async def open_conversation(
    session: AsyncSession, channel: str, address: str, account: str, now: datetime
) -> Conversation:
    """The thread of one address, made where there is none."""
    found = await find_conversation(session, channel, address)
    if found:
        return found
    await insert_once(
        session, ConversationRow, channel=channel, address=address, account=account, opened_at=now
    )
    # Whoever was faster has committed it by now.
    found = await find_conversation(session, channel, address)
    if found is None:
        raise LookupError("no such conversation")
    return found


async def find_conversation_by_id(session: AsyncSession, conversation_id: int) -> Conversation:
    """The thread with this id; raises LookupError where there is none."""
    row = (await session.execute(_FIND_BY_ID, {"of_id": conversation_id})).first()
    if row is None:
        raise LookupError("no such conversation")
    return read_conversation(row, row.id, find_channels(session))


async def record_last_inbound(session: AsyncSession, conversation_id: int, now: datetime) -> None:
    """Opens WeChat's window of customer-service messages anew; whoever writes has not blocked us."""
    await session.execute(_OPEN_WINDOW, {"of_id": conversation_id, "now": now})


async def record_last_event(session: AsyncSession, conversation_id: int, now: datetime) -> None:
    """Opens WeChat's short window after a tap on the menu, a scan, or following."""
    await session.execute(
        update(ConversationRow).where(ConversationRow.id == conversation_id).values(last_event_at=now)
    )


async def record_scene(session: AsyncSession, conversation_id: int, scene: str) -> None:
    """Keeps which QR code the member last came by."""
    await session.execute(
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id)
        .values(scene=scene[:_LONGEST_SCENE])
    )


async def start_new_dialogue(session: AsyncSession, conversation_id: int) -> None:
    """Forgets what the conversation knows, and gives it another name."""
    await session.execute(delete(TalkRow).where(TalkRow.conversation_id == conversation_id))
    await session.execute(
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id)
        .values(dialogue=ConversationRow.dialogue + 1)
    )


async def find_unknown_channels(session: AsyncSession) -> Sequence[str]:
    """Channels that conversations are of, and nobody registered: nothing of these can be read."""
    known = [one.name for one in find_channels(session)]
    query = select(ConversationRow.channel).where(ConversationRow.channel.not_in(known))
    return (await session.scalars(query.distinct().order_by(ConversationRow.channel))).all()


def read_conversation(row: Row[Any], conversation_id: int, channels: Channels) -> Conversation:
    """The row as a value."""
    return Conversation(
        conversation_id,
        channels[row.channel],
        row.address,
        row.account,
        row.dialogue or 0,
        row.last_inbound_at,
        row.opened_at,
    )
