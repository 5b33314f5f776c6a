"""Opens the claims database for one import at a time; its first connection holds the lock."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from claims.errors import ImportRefused
from claims.migrations import synchronous_address

# Any number will do, as long as every import asks for the same one.
_LOCK = 7_310_412_352
_TRIES, _PAUSE_SECONDS = 25, 0.2
_SQLITE_PRAGMAS = ("foreign_keys=ON", "busy_timeout=60000", "temp_store=FILE", "secure_delete=ON")
_POSTGRES_SETTINGS = ("work_mem = '64MB'", "temp_buffers = '64MB'", "random_page_cost = 1.1", "jit = off")


@contextmanager
def open_for_import(url: str) -> Iterator[Connection]:
    """A connection with nothing begun; raises ImportRefused while another import runs, or before `migrate`."""
    address = make_url(synchronous_address(url))
    is_sqlite = address.get_backend_name() == "sqlite"
    # A plan that is kept would be made for tables that are still empty.
    engine = create_engine(address, connect_args={} if is_sqlite else {"prepare_threshold": None})
    (_prepare_sqlite if is_sqlite else _prepare_postgres)(engine)
    lock = _lock_file(Path(address.database or "")) if is_sqlite else nullcontext()
    try:
        with lock, engine.connect() as connection:
            if not is_sqlite:
                _lock(connection)
                connection.commit()
            if not inspect(connection).has_table("import_runs"):
                raise ImportRefused("not_migrated")
            connection.rollback()
            try:
                yield connection
            finally:
                if not is_sqlite:
                    _give_back(connection)
    finally:
        engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later may not become a writer any more.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgres(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for setting in _POSTGRES_SETTINGS:
            connection.execute(f"SET {setting}")
        connection.commit()


def _lock(connection: Connection) -> None:
    """Waits a little: the server notes late that an import before was killed."""
    for left in reversed(range(_TRIES)):
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}):
            return
        if left:
            time.sleep(_PAUSE_SECONDS)
    raise ImportRefused("another_runs")


def _give_back(connection: Connection) -> None:
    """The lock goes with the connection, too, but only once the server has noted its end."""
    with suppress(SQLAlchemyError, psycopg.Error):
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()


@contextmanager
def _lock_file(database: Path) -> Iterator[None]:
    """The lock goes with the process, however that ends."""
    with database.with_name(f"{database.name}.import").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ImportRefused("another_runs") from None
        yield
