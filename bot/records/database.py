"""Opens the bot's database, SQLite or PostgreSQL, and gives out sessions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.kernel.conversation.channels import Channels
from bot.machine.postgres_lines import LETS_GO
from bot.machine.sqlite_lines import AT_ONCE
from bot.records.audit import write_audit

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",  # What is erased is overwritten in the file.
    "PRAGMA foreign_keys=ON",
)
_CHANNELS = "channels"


@dataclass(frozen=True)
class Database:
    """An engine and its sessions."""

    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    turnstile: AbstractAsyncContextManager[object]
    """For SQLite a lock: waiting for it is fair, while SQLite's own waiting starves one of many writers."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back on any error. Never one within another."""
        async with self.turnstile, self.sessions() as session, session.begin():
            yield session
            await write_audit(session)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use it too: a SQLite file belongs to one."""
        return self.engine.dialect.name == "postgresql"

    async def close(self) -> None:
        """Gives every connection back."""
        await self.engine.dispose()


def open_database(url: str, channels: Channels) -> Database:
    """Opens `url`; a SQLite file's folder is made, nothing else is touched until the first use.

    Conversations of other channels than these are not read: UnknownChannel is raised.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    is_sqlite = address.get_backend_name() == "sqlite"
    engine = create_async_engine(
        address, pool_pre_ping=not is_sqlite, connect_args=AT_ONCE if is_sqlite else LETS_GO
    )
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sessions = async_sessionmaker(engine, expire_on_commit=False, info={_CHANNELS: channels})
    return Database(engine, sessions, asyncio.Lock() if is_sqlite else nullcontext())


def find_channels(session: AsyncSession) -> Channels:
    """The channels that the database was opened with."""
    channels: Channels = session.info[_CHANNELS]
    return channels


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
