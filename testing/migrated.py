"""The bot's database at this code's schema, which each test gets without going through every migration again."""

import shutil
import tempfile
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from bot.records.database import Database, open_database
from bot.records.migrations import migrate
from bot.wiring.channels import CHANNELS
from testing.databases import create_database

_folders: list[tempfile.TemporaryDirectory[str]] = []
_templates: dict[str, str] = {}
"""By server of PostgreSQL, the database that others are copied from."""


async def open_migrated(url: str) -> Database:
    """Opens it: what is empty is copied from one migrated once a run; a database in use stays as it is."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        await _copy_file(Path(address.database))
    else:
        await _copy_database(address)
    return open_database(url, CHANNELS)


async def _copy_file(file: Path) -> None:
    if not _folders:
        folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory(prefix="migrated-")
        await _migrate(f"sqlite+aiosqlite:///{folder.name}/bot.db")
        _folders.append(folder)
    _copy_where_missing(Path(_folders[0].name) / "bot.db", file)


def _copy_where_missing(source: Path, file: Path) -> None:
    if not file.exists():
        shutil.copy(source, file)


async def _copy_database(address: URL) -> None:
    server = f"{address.username}@{address.host}:{address.port}"
    if server not in _templates:
        made = create_database(server)
        await _migrate(made)
        _templates[server] = make_url(made).database or ""
    with psycopg.connect(f"postgresql://{server}/{address.database}") as connection:
        is_empty = connection.execute("SELECT to_regclass('huzhu_schema')").fetchone() == (None,)
    if is_empty:
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {address.database}")
            connection.execute(f"CREATE DATABASE {address.database} TEMPLATE {_templates[server]}")


async def _migrate(url: str) -> None:
    database = open_database(url, CHANNELS)
    await migrate(database)
    await database.close()
