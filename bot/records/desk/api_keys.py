"""Keys of the centre's own systems: kept by their hashes, found, and revoked."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.desk.api_keys import ApiKey, Scope
from bot.records.inserting import insert_once
from bot.records.tables import ApiKeyRow

_USES_NOTED_EVERY = timedelta(minutes=1)


async def add_api_key(
    session: AsyncSession,
    name: str,
    key_hash: str,
    scopes: Collection[Scope],
    per_minute: int,
    by: str,
    now: datetime,
) -> bool:
    """False where there is, or was, a key of that name."""
    made = await insert_once(
        session,
        ApiKeyRow,
        name=name,
        key_hash=key_hash,
        scopes=sorted(scopes),
        per_minute=per_minute,
        made_at=now,
        made_by=by,
    )
    return made is not None


async def find_api_key(session: AsyncSession, key_hash: str) -> ApiKey | None:
    """The key of that hash, revoked or not."""
    row = await session.scalar(select(ApiKeyRow).where(ApiKeyRow.key_hash == key_hash))
    return read_api_key(row) if row else None


async def note_use(session: AsyncSession, key_id: int, now: datetime) -> None:
    """When it was last used, to the minute."""
    is_old = or_(ApiKeyRow.last_used_at.is_(None), ApiKeyRow.last_used_at < now - _USES_NOTED_EVERY)
    await session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id, is_old).values(last_used_at=now))


async def list_api_keys(session: AsyncSession) -> Sequence[ApiKey]:
    """All there are and were, by name."""
    return [read_api_key(row) for row in await session.scalars(select(ApiKeyRow).order_by(ApiKeyRow.name))]


async def revoke_api_key(session: AsyncSession, name: str, now: datetime) -> bool:
    """False where no key of that name is in use."""
    mine = ApiKeyRow.name == name, ApiKeyRow.revoked_at.is_(None)
    result = await session.execute(update(ApiKeyRow).where(*mine).values(revoked_at=now))
    return cast("CursorResult[object]", result).rowcount == 1


def read_api_key(row: ApiKeyRow) -> ApiKey:
    """The key of a row."""
    return ApiKey(
        id=row.id,
        name=row.name,
        scopes=frozenset(Scope(one) for one in row.scopes if one in set(Scope)),
        per_minute=row.per_minute,
        made_at=row.made_at,
        made_by=row.made_by,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
