"""How often staff's secrets were tried: each key's row is locked before it is read, so that no try slips by."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.desk.sign_in_limits import KNOWN_FOR, Scope, Secret, Tries
from bot.records.inserting import insert_once
from bot.records.tables import StaffTriesRow


@dataclass(frozen=True)
class TriesKey:
    """Whose tries of which secret; `place` is an address or a browser, `login` empty for an address by itself."""

    secret: Secret
    scope: Scope
    login: str
    place: str


async def lock_tries(session: AsyncSession, key: TriesKey, now: datetime) -> Tries:
    """The key's tries; nobody else reads or changes them until the transaction ends."""
    await insert_once(session, StaffTriesRow, **asdict(key), count=0, tried_at=now, open_at=now)
    columns = (StaffTriesRow.count, StaffTriesRow.tried_at, StaffTriesRow.open_at, StaffTriesRow.proved_at)
    # SQLite's writers are one at a time already.
    return Tries(*(await session.execute(select(*columns).where(_is(key)).with_for_update())).one())


async def keep_tries(session: AsyncSession, key: TriesKey, tries: Tries) -> None:
    """Stores what became of them."""
    await session.execute(
        update(StaffTriesRow)
        .where(_is(key))
        .values(count=tries.count, tried_at=tries.tried_at, open_at=tries.open_at, proved_at=tries.proved_at)
        .execution_options(synchronize_session=False)
    )


async def find_tries(session: AsyncSession, key: TriesKey) -> Tries | None:
    """The key's tries as they are."""
    row = await session.scalar(select(StaffTriesRow).where(_is(key)))
    return Tries(row.count, row.tried_at, row.open_at, row.proved_at) if row else None


async def find_waiting_logins(session: AsyncSession, now: datetime) -> dict[str, datetime]:
    """Logins that must wait somewhere, and until when."""
    query = select(StaffTriesRow.login, StaffTriesRow.open_at).where(
        StaffTriesRow.open_at > now, StaffTriesRow.login != ""
    )
    waiting: dict[str, datetime] = {}
    for login, open_at in await session.execute(query):
        waiting[login] = max(open_at, waiting.get(login, open_at))
    return waiting


async def open_login(session: AsyncSession, login: str, now: datetime) -> None:
    """Lets a login try anew at once, and every address that must wait with it."""
    await session.execute(
        update(StaffTriesRow)
        .where(
            or_(StaffTriesRow.login == login, and_(StaffTriesRow.login == "", StaffTriesRow.open_at > now))
        )
        .values(count=0, open_at=now)
        .execution_options(synchronize_session=False)
    )


async def remove_tries_before(session: AsyncSession, before: datetime, now: datetime) -> None:
    """Forgets keys that nobody tried since then, but for places where the owner is known."""
    stale = or_(StaffTriesRow.proved_at.is_(None), StaffTriesRow.proved_at < now - KNOWN_FOR)
    await session.execute(delete(StaffTriesRow).where(StaffTriesRow.tried_at < before, stale))


def _is(key: TriesKey) -> ColumnElement[bool]:
    return and_(
        StaffTriesRow.secret == key.secret,
        StaffTriesRow.scope == key.scope,
        StaffTriesRow.login == key.login,
        StaffTriesRow.place == key.place,
    )
