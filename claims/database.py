"""Opens the claims database, SQLite or PostgreSQL, with the keys that its personal numbers are sealed by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from claims.errors import WrongKey
from claims.outbox.recording import write_outbox
from claims.own_numbers import MARK
from claims.sealing import Sealer
from claims.source.door import SystemOfRecord
from claims.tables import KeyCanaryRow, MemberRow
from vocabulary.working_days import OwnDays

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",  # What is erased is overwritten in the file.
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)
_CANARY_ID = 1
_CANARY = "互助小助手"


@dataclass(frozen=True)
class ClaimsDatabase:
    """An engine, its sessions, and the sealer of personal numbers."""

    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    sealer: Sealer
    own_days: OwnDays | None = None
    """On which days the windows are shut or open on their own account."""
    core: SystemOfRecord | None = None
    """The centre's core system, where members' records are read from it and not from here."""
    number_mark: str = MARK
    """What the running part of numbers made here begins with."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One transaction, and with it what it recorded for the outbox: committed at the end, rolled back on any error."""
        async with self.sessions() as session, session.begin():
            yield session
            await write_outbox(session, self.sealer)

    async def check_keys(self) -> None:
        """Raises WrongKey unless both keys fit what is stored; an empty database fits any."""
        async with self.begin() as session:
            canary = await session.get(KeyCanaryRow, _CANARY_ID)
            member = await session.scalar(select(MemberRow).order_by(MemberRow.id).limit(1))
        if canary:
            number, hashed = self.sealer.unseal(canary.sealed), canary.hashed
        elif member:
            number, hashed = self.sealer.unseal(member.id_number_sealed), member.id_number_hash
        else:
            return
        if self.sealer.hash_id_number(number) != hashed:
            raise WrongKey("Hashed with another key: check CLAIMS_HASH_KEY.")

    async def seal_canary(self, now: datetime) -> None:
        """Binds this database to the keys in use, once and for all; raises WrongKey where they do not fit it."""
        await self.check_keys()
        hashed = self.sealer.hash_id_number(_CANARY)
        canary = KeyCanaryRow(id=_CANARY_ID, sealed=self.sealer.seal(_CANARY), hashed=hashed, sealed_at=now)
        try:
            async with self.begin() as session:
                if await session.get(KeyCanaryRow, _CANARY_ID) is None:
                    session.add(canary)
        except IntegrityError:
            await self.check_keys()  # Another process was first: with the same keys, or it is said.

    async def close(self) -> None:
        """Gives every connection back."""
        if self.core:
            await self.core.close()
        await self.engine.dispose()


def open_claims_database(
    url: str,
    encryption_key: str,
    hash_key: str,
    own_days: OwnDays | None = None,
    number_mark: str = MARK,
) -> ClaimsDatabase:
    """Opens `url` (`sqlite+aiosqlite:///…` or `postgresql+psycopg://…`); raises KeyRefused for unusable keys.

    A SQLite file's folder is made; nothing else is touched until the first use.
    """
    sealer = Sealer.from_keys(encryption_key, hash_key)
    address = make_url(url)
    is_sqlite = address.get_backend_name() == "sqlite"
    if is_sqlite and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address, pool_pre_ping=not is_sqlite)
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    return ClaimsDatabase(engine, sessions, sealer, own_days, number_mark=number_mark)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
