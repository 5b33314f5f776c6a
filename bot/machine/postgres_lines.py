"""Lines to PostgreSQL that are let go once nobody waits for them any more, even where the server hangs."""

import asyncio
from contextlib import suppress
from typing import Any, TypeVar

from psycopg import AsyncConnection, Error
from psycopg.abc import PQGen
from psycopg.waiting import wait_async
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection as Line
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

Result = TypeVar("Result")

_CANCEL_SECONDS = 0.2
_NOTICE_DEAD_HOSTS = text(
    "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),"
    " set_config('tcp_keepalives_count', '3', false)"
)


class ImpatientConnection(AsyncConnection[Any]):
    """Psycopg gives a cancelled statement ten seconds to end: longer than a member's connection lasts."""

    async def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:  # noqa: ASYNC109 (psycopg's own)
        """As psycopg's; but a cancelled statement costs the connection, which is replaced, and nobody's time."""
        try:
            return await wait_async(gen, self.pgconn.socket, interval=interval, timeout=timeout)
        except asyncio.CancelledError:
            with suppress(Error):
                await self.cancel_safe(timeout=_CANCEL_SECONDS)
            self.pgconn.finish()
            raise


LETS_GO = {"async_creator_fn": ImpatientConnection.connect}
"""What `create_async_engine` takes as `connect_args` for a PostgreSQL."""


def open_own_lines(url: str) -> AsyncEngine:
    """For lines that hold locks: nobody else's, and each statement a transaction of its own."""
    return create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=LETS_GO)


async def notice_dead_hosts(line: Line) -> None:
    """Lets the server end what a machine that vanished held, within half a minute."""
    await line.execute(_NOTICE_DEAD_HOSTS)
