"""Lets the SQLite files that one run of the tests opens share compiled statements, and spend less on each."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Self

import aiosqlite
from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.util import LRUCache

_compiled: LRUCache[Any, Any] = LRUCache(2_000)
_made: list["OneDialect"] = []


class OneWayCursor(AsyncAdapt_aiosqlite_cursor):
    """Goes to the connection's thread once a statement, where SQLAlchemy goes for cursor, rows and end as well."""

    __slots__ = ()
    _cursor: Any
    _connection: Any

    def _make_new_cursor(self, connection: Any) -> Any:
        return connection

    def _aenter_cursor(self, cursor: Any) -> Any:
        try:
            return aiosqlite.Cursor(cursor, cursor._conn.cursor())
        except ValueError as error:  # It was closed.
            self._adapt_connection._handle_exception(error)

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        async with self._adapt_connection._execute_mutex:
            self._rows = deque(await self._connection._execute(self._run, operation, parameters or ()))

    def _run(self, operation: str, parameters: Sequence[Any]) -> list[Any]:
        cursor = self._cursor._cursor
        cursor.execute(operation, parameters)
        return cursor.fetchall() if cursor.description else []

    async def _async_soft_close(self) -> None:
        """All rows are there already."""

    def close(self) -> None:
        """Gives up the rows that nobody read."""
        self._rows.clear()


class OneDialect(SQLiteDialect_aiosqlite):
    """The same one for every engine, as a statement is compiled once for each dialect."""

    supports_statement_cache = True

    def __new__(cls, **_options: Any) -> Self:
        if not _made:
            _made.append(super().__new__(cls))
        return _made[0]  # type: ignore[return-value]

    def __init__(self, **options: Any) -> None:
        if not vars(self):
            super().__init__(**options)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Called for every new engine."""
        engine.update_execution_options(compiled_cache=_compiled)


def open_files_quickly() -> None:
    """From now on, every SQLite file is opened so."""
    AsyncAdapt_aiosqlite_connection._cursor_cls = OneWayCursor
    registry.register("sqlite.aiosqlite", __name__, OneDialect.__name__)
