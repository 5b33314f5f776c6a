"""Which membership a conversation belongs to, the one-time pages that link it, and the tries made there."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import IdentityAttemptRow, IdentityLinkRow, IdentityPageRow


@dataclass(frozen=True)
class IdentityPage:
    """A one-time page: whose conversation it links, and which message waits for it."""

    conversation_id: int
    inbound_id: int | None
    expires_at: datetime
    used_at: datetime | None


async def find_linked_member(session: AsyncSession, conversation_id: int) -> int | None:
    """The member that a conversation belongs to."""
    row = await session.get(IdentityLinkRow, conversation_id)
    return row.member_id if row else None


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


async def record_page(
    session: AsyncSession, token_hash: str, conversation_id: int, inbound_id: int | None, expires_at: datetime
) -> None:
    """Remembers a one-time page by the hash of its token."""
    session.add(
        IdentityPageRow(
            token_hash=token_hash,
            conversation_id=conversation_id,
            inbound_id=inbound_id,
            expires_at=expires_at,
        )
    )
    await session.flush()


async def find_page(session: AsyncSession, token_hash: str) -> IdentityPage | None:
    """The page of a token, expired and used ones too."""
    row = await session.get(IdentityPageRow, token_hash)
    return IdentityPage(row.conversation_id, row.inbound_id, row.expires_at, row.used_at) if row else None


async def use_page(session: AsyncSession, token_hash: str, now: datetime) -> bool:
    """Uses up a page; False where it was used or has expired."""
    result = await session.execute(
        update(IdentityPageRow)
        .where(
            IdentityPageRow.token_hash == token_hash,
            IdentityPageRow.used_at.is_(None),
            IdentityPageRow.expires_at > now,
        )
        .values(used_at=now)
    )
    return cast("CursorResult[object]", result).rowcount == 1


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
