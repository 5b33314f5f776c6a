"""Lets all the SQLite files that one run of the tests opens share what SQLAlchemy works out of each statement."""

from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

_compiled: LRUCache[Any, Any] = LRUCache(2_000)
_made: list["OneDialect"] = []


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


def compile_once() -> None:
    """From now on, every SQLite file is opened so."""
    registry.register("sqlite.aiosqlite", __name__, OneDialect.__name__)
