"""Statements to SQLite run at once, and nobody else waits while another process holds the file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.machine.sqlite_lines import AT_ONCE, PromptConnection

INSERT = text("INSERT INTO words VALUES ('said')")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one empty table, in a file."""
    path = tmp_path / "words.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE words (word TEXT)")
    other.close()
    return path


@pytest.fixture
async def engine(file: Path) -> AsyncIterator[AsyncEngine]:
    opened = create_async_engine(f"sqlite+aiosqlite:///{file}", connect_args=AT_ONCE)
    yield opened
    await opened.dispose()


async def test_who_holds_the_file_is_waited_for_and_nobody_waits_for_that(
    engine: AsyncEngine, file: Path
) -> None:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with engine.begin() as line:
            await line.execute(INSERT)

    writing = asyncio.create_task(write())
    done, _ = await asyncio.wait({writing}, timeout=0.1)  # Others have their turn all the while.
    assert not done
    holder.execute("COMMIT")
    holder.close()
    await writing
    async with engine.begin() as line:
        assert await line.scalar(text("SELECT count(*) FROM words")) == 1


async def test_what_is_held_for_too_long_is_a_fault(
    engine: AsyncEngine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PromptConnection, "patience_seconds", 0.05)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        async with engine.begin() as line:
            await line.execute(INSERT)
    holder.close()
    async with engine.begin() as line:  # The connection is as good as before.
        await line.execute(INSERT)


async def test_others_have_their_turn_between_many_statements(engine: AsyncEngine) -> None:
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    async with engine.begin() as line:
        for _ in range(400):
            await line.execute(INSERT)
    counting.cancel()
    assert turns > 3
