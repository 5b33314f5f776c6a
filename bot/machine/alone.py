"""Keeps a second bot from serving beside a first one where no Redis wakes the one for what the other has said."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import CodedError
from bot.machine.postgres_lines import notice_dead_hosts, open_own_lines

_TAKE = text("SELECT pg_try_advisory_lock(1215658601, 1)")
_GIVE_BACK = text("SELECT pg_advisory_unlock(1215658601, 1)")
_LOOK_SECONDS = 10.0


class NotAlone(CodedError):
    """Another bot serves from the same folder or database, and the two could not wake each other."""

    code = "not_alone"
    advice = "Several bots need PostgreSQL and REDIS_URL; else end this one or the other."


@contextmanager
def be_alone(folder: Path) -> Iterator[None]:
    """For as long as the block lasts; the system lets go of it even where the process is killed."""
    with (folder / "serving.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise NotAlone("DATA_DIR") from held
        yield


def is_shared(url: str) -> bool:
    """Whether bots on other machines can use this database too."""
    return make_url(url).get_backend_name() == "postgresql"


async def look_for_another(url: str) -> None:
    """Raises NotAlone where another bot holds this PostgreSQL; one that is away holds nobody."""
    try:
        async with _take(url) as connection:
            await connection.execute(_GIVE_BACK)
    except (SQLAlchemyError, OSError):
        return


async def stay_alone(url: str, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Holds this PostgreSQL until cancelled; ends with a fault where another bot has it, or the connection broke."""
    async with _take(url) as connection:
        while True:
            await sleep(_LOOK_SECONDS)
            await connection.execute(text("SELECT 1"))


@asynccontextmanager
async def _take(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection that holds the lock: with a process that dies it ends, and the lock with it."""
    engine = open_own_lines(url)
    async with engine.connect() as connection:
        await notice_dead_hosts(connection)
        if not await connection.scalar(_TAKE):
            raise NotAlone("DATABASE_URL")
        yield connection
