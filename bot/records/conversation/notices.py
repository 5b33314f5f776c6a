"""Which notices a conversation wants, kept by kind and asked before anything is sent; and which were said."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import NoticeKind
from bot.records.inserting import insert_once, insert_or_replace
from bot.records.members.identity import find_chats_with
from bot.records.tables import NoticeChoiceRow, NoticeSaidRow


async def record_notice_choice(
    session: AsyncSession, conversation_id: int, kind: NoticeKind, is_wanted: bool, now: datetime
) -> None:
    """Keeps the latest choice."""
    await insert_or_replace(
        session,
        NoticeChoiceRow,
        conversation_id=conversation_id,
        kind=kind,
        is_wanted=is_wanted,
        chosen_at=now,
    )


async def record_choice_everywhere(
    session: AsyncSession, conversation_id: int, kind: NoticeKind, is_wanted: bool, now: datetime
) -> None:
    """Keeps a member's choice in every chat that is linked to them: to whom it matters, they are one person."""
    for one in await find_chats_with(session, conversation_id):
        await record_notice_choice(session, one, kind, is_wanted, now)


async def take_over_choices(session: AsyncSession, conversation_id: int, now: datetime) -> None:
    """What the member stopped elsewhere is stopped in a chat that is linked now."""
    for one in await find_chats_with(session, conversation_id):
        for kind in await find_unwanted(session, one):
            await record_notice_choice(session, conversation_id, kind, False, now)


async def find_unwanted(session: AsyncSession, conversation_id: int) -> frozenset[NoticeKind]:
    """The kinds that were stopped."""
    query = select(NoticeChoiceRow.kind).where(
        NoticeChoiceRow.conversation_id == conversation_id, NoticeChoiceRow.is_wanted.is_(False)
    )
    return frozenset(NoticeKind(kind) for kind in await session.scalars(query))


async def find_said(session: AsyncSession, keys: Collection[str]) -> set[tuple[int, str]]:
    """Which of these notices were said in which conversation."""
    query = select(NoticeSaidRow.conversation_id, NoticeSaidRow.key).where(NoticeSaidRow.key.in_(keys))
    return {(conversation_id, key) for conversation_id, key in await session.execute(query)}


async def record_notice_once(session: AsyncSession, conversation_id: int, key: str, now: datetime) -> bool:
    """Takes it upon the caller to say a notice; False where it was said, or another is saying it."""
    taken = await insert_once(session, NoticeSaidRow, conversation_id=conversation_id, key=key, said_at=now)
    return taken is not None
