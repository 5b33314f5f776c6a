"""Forgets a conversation: what was said, whose it is and where it comes from go; that there was one stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.audit import erase_audit_words
from bot.records.conversation.conversations import start_new_dialogue
from bot.records.desk.corrections import forget_corrections
from bot.records.members.identity import find_linked_member
from bot.records.tables import (
    ConversationRow,
    IdentityLinkRow,
    InboundRow,
    MemberPageRow,
    NoticeChoiceRow,
    NoticeSaidRow,
    SentPictureRow,
    StaffNoteRow,
    TemplateMessageRow,
    TicketRow,
    UtteranceRow,
)

_ALL_OF_IT = (
    IdentityLinkRow,
    UtteranceRow,
    SentPictureRow,
    StaffNoteRow,
    NoticeChoiceRow,
    NoticeSaidRow,
    MemberPageRow,
    TemplateMessageRow,
)
HASHED = "h:"
"""How a key begins that tells nobody's address."""
_GONE = "gone:"


async def forget_conversation(session: AsyncSession, conversation_id: int, now: datetime) -> None:
    """Deletes the link and every personal word; whoever comes back from the same address begins anew.

    Messages and tickets stay as numbers and times, and are still known where WeChat delivers them again.
    """
    for table in _ALL_OF_IT:
        await session.execute(delete(table).where(table.conversation_id == conversation_id))
    await forget_corrections(session, conversation_id)
    await erase_audit_words(session, [conversation_id])
    await session.execute(
        update(TicketRow).where(TicketRow.conversation_id == conversation_id).values(about="")
    )
    await session.execute(
        update(InboundRow)
        .where(InboundRow.conversation_id == conversation_id)
        .values(text="", details={}, understood=None, inline_closed=True)
    )
    await session.execute(
        update(InboundRow)
        .where(InboundRow.conversation_id == conversation_id, _tells_an_address())
        .values(key=literal(_GONE) + cast(InboundRow.id, String))
        .execution_options(synchronize_session=False)
    )
    await start_new_dialogue(session, conversation_id)
    await session.execute(
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id)
        .values(address=f"{_GONE}{conversation_id}", account="", scene="", blocked_at=now)
    )


async def close_unused(session: AsyncSession, conversation_id: int) -> None:
    """Takes a conversation away in which nothing was ever received, and which is nobody's."""
    nothing = ~exists().where(InboundRow.conversation_id == conversation_id)
    nobodys = ~exists().where(IdentityLinkRow.conversation_id == conversation_id)
    await session.execute(
        delete(ConversationRow).where(ConversationRow.id == conversation_id, nothing, nobodys)
    )


async def is_only_reported(session: AsyncSession, conversation_id: int) -> bool:
    """Whether nothing was ever sent there: what is reported went to somebody who has left since."""
    query = select(func.count()).select_from(TemplateMessageRow)
    sent = await session.scalar(query.where(TemplateMessageRow.conversation_id == conversation_id))
    return not sent and await find_linked_member(session, conversation_id) is None


def _tells_an_address() -> ColumnElement[bool]:
    """Keys from before they were hashed."""
    return ~or_(*(InboundRow.key.startswith(begin) for begin in (HASHED, "resumed:", _GONE)))
