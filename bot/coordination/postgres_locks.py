"""One lock per conversation for all processes on one PostgreSQL, by its advisory locks."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import TextClause, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as DatabaseTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coordination.in_process import InProcessLocks
from bot.machine.postgres_lines import notice_dead_hosts, open_own_lines

_SPACE = 0x48757A68
"""Keeps them apart from whatever else takes advisory locks in this database."""
_TAKE = text("SELECT pg_try_advisory_lock(:space, :key)")
_GIVE_BACK = text("SELECT pg_advisory_unlock(:space, :key)")
_PATIENCE_SECONDS = 4.0
_LOOK_AGAIN_SECONDS = 0.03


class PostgresLocks:
    """All locks of a process lie on one connection of its own, so that whoever waits costs no connection.

    With a process that dies its connection ends, and its locks with it. Within the process the first to come is the
    first to be served; across processes whoever gets the lock answers the oldest open message first.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_own_lines(url)
        self._own = InProcessLocks()
        self._connection: AsyncConnection | None = None
        self._speaking = asyncio.Lock()
        self._under_way: set[asyncio.Task[bool]] = set()

    @asynccontextmanager
    async def hold(self, conversation_id: int) -> AsyncIterator[None]:
        """Holds the conversation's lock; others wait. Raises SQLAlchemyError where the database is away."""
        async with self._own.hold(conversation_id):
            taken_on = await self._take(conversation_id)
            try:
                yield
            finally:
                await self._give_back(taken_on, conversation_id)

    async def close(self) -> None:
        """Gives the connection back, and every lock on it."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self._drop()
        await self._engine.dispose()

    async def _take(self, conversation_id: int) -> AsyncConnection | None:
        """Waits for the lock; the connection that it lies on."""
        try:
            while True:
                if await self._ask(_TAKE, conversation_id):
                    return self._connection
                await asyncio.sleep(_LOOK_AGAIN_SECONDS * random.uniform(0.5, 1.5))
        except asyncio.CancelledError:
            await self._give_back(self._connection, conversation_id)
            raise

    async def _give_back(self, taken_on: AsyncConnection | None, conversation_id: int) -> None:
        """Where the connection broke meanwhile, the lock ended with it."""
        if taken_on is not None and taken_on is self._connection:
            with suppress(SQLAlchemyError):
                await self._ask(_GIVE_BACK, conversation_id)

    async def _ask(self, question: TextClause, conversation_id: int) -> bool:
        """Asks to the end, whoever stops waiting: a statement cut short would cost every lock of this process."""
        asking = asyncio.create_task(self._ask_in_time(question, conversation_id))
        self._under_way.add(asking)
        asking.add_done_callback(self._under_way.discard)
        return await asyncio.shield(asking)

    async def _ask_in_time(self, question: TextClause, conversation_id: int) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._speaking:
                if self._connection is not None:
                    # A connection that broke while nobody used it is replaced without a word.
                    with suppress(SQLAlchemyError):
                        return await self._say(question, conversation_id)
                return await self._say(question, conversation_id)
        except TimeoutError as fault:
            raise DatabaseTimeout("PostgreSQL did not answer about a lock.") from fault

    async def _say(self, question: TextClause, conversation_id: int) -> bool:
        try:
            connection = self._connection or await self._connect()
            key = conversation_id % 2**31
            return bool(await connection.scalar(question, {"space": _SPACE, "key": key}))
        except BaseException:
            await self._drop()
            raise

    async def _connect(self) -> AsyncConnection:
        self._connection = connection = await self._engine.connect()
        await notice_dead_hosts(connection)
        return connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                await connection.invalidate()
                await connection.close()
