"""The bot's database at this code's schema, which each test gets without going through every migration again."""

import shutil
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from bot.records.database import Database, open_database
from bot.records.migrations import migrate

_kept: list[tempfile.TemporaryDirectory[str]] = []


async def open_migrated(url: str) -> Database:
    """Opens it: a SQLite file that is not there is copied from one migrated once a run, all else is migrated."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        await _copy(Path(address.database))
        return open_database(url)
    database = open_database(url)
    await migrate(database)
    return database


async def _copy(file: Path) -> None:
    if not _kept:
        folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory(prefix="migrated-")
        database = open_database(f"sqlite+aiosqlite:///{folder.name}/bot.db")
        await migrate(database)
        await database.close()
        _kept.append(folder)
    shutil.copy(f"{_kept[0].name}/bot.db", file)
