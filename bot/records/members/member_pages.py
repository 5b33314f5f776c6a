"""The pages that members open from a link, by the hash of the link's token."""

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.members.pages import MemberPage, PagePurpose
from bot.records.tables import MemberPageRow, table_of

_INSERT = insert(table_of(MemberPageRow))


async def record_page(session: AsyncSession, token_hash: str, page: MemberPage) -> None:
    """Remembers a page."""
    values = {
        "token_hash": token_hash,
        "purpose": page.purpose,
        "conversation_id": page.conversation_id,
        "inbound_id": page.inbound_id,
        "target_id": page.target_id,
        "expires_at": page.expires_at,
    }
    await session.execute(_INSERT, values)


async def find_page(session: AsyncSession, token_hash: str, purpose: PagePurpose) -> MemberPage | None:
    """The page of a token, if it was given for this purpose; expired and used ones too."""
    row = await session.get(MemberPageRow, token_hash)
    if row is None or row.purpose != purpose:
        return None
    return MemberPage(
        purpose, row.conversation_id, row.inbound_id, row.expires_at, row.used_at, row.target_id
    )


async def use_page(session: AsyncSession, token_hash: str, now: datetime) -> bool:
    """Uses up a page; False where it was used or has expired."""
    result = await session.execute(
        update(MemberPageRow)
        .where(
            MemberPageRow.token_hash == token_hash,
            MemberPageRow.used_at.is_(None),
            MemberPageRow.expires_at > now,
        )
        .values(used_at=now)
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def remove_pages_expired_before(session: AsyncSession, before: datetime) -> None:
    """Forgets links that nobody opens any more."""
    await session.execute(delete(MemberPageRow).where(MemberPageRow.expires_at < before))
