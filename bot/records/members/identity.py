"""Which membership a conversation belongs to, and which conversations a member has."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import IdentityLinkRow, table_of

_LINKS = table_of(IdentityLinkRow)
_FIND = select(_LINKS.c.member_id).where(_LINKS.c.conversation_id == bindparam("of_conversation"))


async def find_linked_member(session: AsyncSession, conversation_id: int) -> int | None:
    """The member that a conversation belongs to."""
    member_id: int | None = await session.scalar(_FIND, {"of_conversation": conversation_id})
    return member_id


async def find_conversations_of(session: AsyncSession, member_ids: Collection[int]) -> dict[int, list[int]]:
    """The conversations that are linked to each member; members without one are left out."""
    query = (
        select(IdentityLinkRow.member_id, IdentityLinkRow.conversation_id)
        .where(IdentityLinkRow.member_id.in_(member_ids))
        .order_by(IdentityLinkRow.conversation_id)
    )
    found: dict[int, list[int]] = {}
    for member_id, conversation_id in await session.execute(query):
        found.setdefault(member_id, []).append(conversation_id)
    return found


async def find_chats_with(session: AsyncSession, conversation_id: int) -> list[int]:
    """This conversation, and every other that its member is linked in."""
    member_id = await find_linked_member(session, conversation_id)
    linked = await find_conversations_of(session, [member_id]) if member_id is not None else {}
    return sorted({conversation_id, *linked.get(member_id or 0, ())})


async def record_link(session: AsyncSession, conversation_id: int, member_id: int, now: datetime) -> None:
    """Links a conversation to a member, in place of any earlier link."""
    await remove_link(session, conversation_id)
    session.add(IdentityLinkRow(conversation_id=conversation_id, member_id=member_id, linked_at=now))
    await session.flush()


async def remove_link(session: AsyncSession, conversation_id: int) -> bool:
    """Unlinks a conversation; False where it was not linked."""
    result = await session.execute(
        delete(IdentityLinkRow).where(IdentityLinkRow.conversation_id == conversation_id)
    )
    return cast("CursorResult[object]", result).rowcount > 0
