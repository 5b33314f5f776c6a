"""However many tries come at once, in however many processes, five are weighed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.records.database import Database
from bot.records.members.proof_tries import give_back_try, reserve_try
from testing.migrated import open_migrated

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def processes(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[Database]]:
    """Three processes over one database."""
    is_postgres = request.param == "postgres"
    url = (
        request.getfixturevalue("postgres_url")
        if is_postgres
        else f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    )
    opened = [await open_migrated(url) for _ in range(3)]
    yield opened
    for one in opened:
        await one.close()


async def reserve(database: Database, who: str, number: str, at: datetime = NOW) -> int:
    """One try; its number, 0 where it was not allowed."""
    async with database.begin() as session:
        allowance, try_id = await reserve_try(session, who, number, at)
    assert allowance.is_allowed is (try_id > 0)
    return try_id


async def test_of_a_hundred_tries_of_one_chat_five_are_weighed(processes: list[Database]) -> None:
    tries = [reserve(processes[n % 3], "chat", f"number-{n}") for n in range(100)]
    assert sum(try_id > 0 for try_id in await asyncio.gather(*tries)) == 5
    assert await reserve(processes[0], "other chat", "number") > 0
    assert await reserve(processes[0], "chat", "number", NOW + timedelta(days=1)) > 0


async def test_of_a_hundred_chats_that_try_one_number_five_are_weighed(processes: list[Database]) -> None:
    tries = [reserve(processes[n % 3], f"chat-{n}", "number") for n in range(100)]
    assert sum(try_id > 0 for try_id in await asyncio.gather(*tries)) == 5
    assert await reserve(processes[0], "owner", "number", NOW + timedelta(minutes=1)) > 0


async def test_a_try_that_was_right_is_given_back(processes: list[Database]) -> None:
    for _ in range(20):
        try_id = await reserve(processes[0], "chat", "number")
        async with processes[1].begin() as session:
            await give_back_try(session, try_id)
    assert await reserve(processes[2], "chat", "number") > 0
