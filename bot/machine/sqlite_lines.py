"""Lines to SQLite that run each statement where it is asked for, instead of handing it to a thread and back."""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

_LONGEST_WITHOUT_OTHERS = 0.005
_PAUSE_SECONDS = 0.01
_ROWS_AT_ONCE = 64


class PromptConnection(aiosqlite.Connection):
    """A statement takes tens of microseconds, and the way to a thread and back, four times for each, costs many times that.

    While another process holds the file it is waited for without keeping anybody else waiting.
    """

    patience_seconds = 3.0
    """So long another process is waited for before the statement fails."""
    _others_had_their_turn = 0.0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As aiosqlite's own, which every use of a connection goes through."""
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        now = asyncio.get_running_loop().time
        if now() - self._others_had_their_turn > _LONGEST_WITHOUT_OTHERS:
            await self._pause(0)
        until = now() + self.patience_seconds
        while True:
            try:
                return fn(*args, **kwargs)
            except sqlite3.OperationalError as fault:
                is_held = getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
                if not is_held or now() > until:
                    raise
            await self._pause(_PAUSE_SECONDS)

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._others_had_their_turn = asyncio.get_running_loop().time()


def _connect(database: str | Path, **options: Any) -> PromptConnection:
    # Without SQLite's own waiting, which would keep everybody waiting.
    connect: Callable[[], sqlite3.Connection] = partial(
        sqlite3.connect, str(database), **{**options, "timeout": 0, "check_same_thread": False}
    )
    connection = PromptConnection(connect, _ROWS_AT_ONCE)
    connection._thread.daemon = True  # As SQLAlchemy has it: one that was left open ends with the process.
    return connection


AT_ONCE = {"async_creator_fn": _connect}
"""What `create_async_engine` takes as `connect_args` for a SQLite file."""
