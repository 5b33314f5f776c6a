"""Keeps what a conversation knows, in the transaction of the answer that it belongs to."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.dialogues import Dialogue
from bot.records.members.identity import find_linked_member
from bot.records.tables import TalkRow


async def find_dialogue(session: AsyncSession, conversation: Conversation) -> Dialogue:
    """What the handlers need to know before the next message."""
    talk = await session.get(TalkRow, conversation.id)
    member_id = await find_linked_member(session, conversation.id)
    return Dialogue(conversation.dialogue_key, member_id, talk.content if talk else "")


async def keep_talk(session: AsyncSession, conversation_id: int, content: str, now: datetime) -> None:
    """Keeps the memory in place of the earlier one."""
    row = await session.get(TalkRow, conversation_id)
    if row is None:
        session.add(TalkRow(conversation_id=conversation_id, content=content, changed_at=now))
    else:
        row.content, row.changed_at = content, now
