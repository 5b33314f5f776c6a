"""Keeps what a conversation knows, in the transaction of the answer that it belongs to."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.dialogues import Dialogue
from bot.records.inserting import insert_or_replace
from bot.records.tables import ConversationRow, IdentityLinkRow, TalkRow, table_of

_CONVERSATIONS, _LINKS, _TALKS = table_of(ConversationRow), table_of(IdentityLinkRow), table_of(TalkRow)
_FIND = (
    select(_LINKS.c.member_id, _TALKS.c.content)
    .select_from(_CONVERSATIONS)
    .outerjoin(_LINKS, _LINKS.c.conversation_id == _CONVERSATIONS.c.id)
    .outerjoin(_TALKS, _TALKS.c.conversation_id == _CONVERSATIONS.c.id)
    .where(_CONVERSATIONS.c.id == bindparam("of_id"))
)


async def find_dialogue(session: AsyncSession, conversation: Conversation) -> Dialogue:
    """What the handlers need to know before the next message."""
    member_id, talk = (await session.execute(_FIND, {"of_id": conversation.id})).first() or (None, None)
    return Dialogue(conversation.dialogue_key, member_id, talk or "")


async def keep_talk(session: AsyncSession, conversation_id: int, content: str, now: datetime) -> None:
    """Keeps the memory in place of the earlier one."""
    await insert_or_replace(
        session, TalkRow, conversation_id=conversation_id, content=content, changed_at=now
    )
