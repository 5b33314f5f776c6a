"""Which membership a conversation belongs to, and the wrong tries to prove it."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import IdentityAttemptRow, IdentityLinkRow


async def find_linked_member(session: AsyncSession, conversation_id: int) -> int | None:
    """The member that a conversation belongs to."""
    row = await session.get(IdentityLinkRow, conversation_id)
    return row.member_id if row else None


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


async def record_failure(
    session: AsyncSession, conversation_id: int, identity_hash: str, now: datetime
) -> None:
    """Counts one wrong try against the conversation and against the identity number."""
    session.add(
        IdentityAttemptRow(conversation_id=conversation_id, identity_hash=identity_hash, tried_at=now)
    )
    await session.flush()


async def count_failures(
    session: AsyncSession, conversation_id: int, identity_hash: str, since: datetime
) -> int:
    """Wrong tries since `since`: of the conversation or of the identity number, whichever has more."""
    counts = [
        await session.scalar(
            select(func.count())
            .select_from(IdentityAttemptRow)
            .where(condition, IdentityAttemptRow.tried_at > since)
        )
        for condition in (
            IdentityAttemptRow.conversation_id == conversation_id,
            IdentityAttemptRow.identity_hash == identity_hash,
        )
    ]
    return max(int(count or 0) for count in counts)


async def remove_failures_before(session: AsyncSession, before: datetime) -> None:
    """Forgets wrong tries that count no more."""
    await session.execute(delete(IdentityAttemptRow).where(IdentityAttemptRow.tried_at < before))
