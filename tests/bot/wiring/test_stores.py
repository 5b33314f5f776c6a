"""Readiness knows empty, old and newer schemas, keys of another database, and a database that is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.records.database import Database, open_database
from bot.records.migrations import VERSION_TABLE, migrate
from bot.wiring.channels import CHANNELS
from bot.wiring.stores import Stores
from claims.database import ClaimsDatabase, open_claims_database
from testing.processes import find_free_port


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """The bot's, not migrated yet."""
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", CHANNELS)
    yield database
    await database.close()


async def test_both_migrated_and_the_right_keys_are_ready(database: Database, claims: ClaimsDatabase) -> None:
    await migrate(database)
    stores = Stores(database, claims)
    assert [await stores.are_ready(), await stores.are_ready()] == [True, True]


async def test_a_database_that_nobody_migrated_is_not_ready_and_not_made(
    database: Database, claims: ClaimsDatabase, tmp_path: Path
) -> None:
    faults, away = await Stores(database, claims).find_faults()
    assert (len(faults), away) == (1, [])
    assert "The bot's database is empty: run `python -m bot migrate`" in faults[0]
    assert not (tmp_path / "bot.db").exists()
    await migrate(database)
    assert await Stores(database, claims).are_ready(), "as soon as it was"


@pytest.mark.parametrize(("version", "said"), [("0001", "earlier version"), ("9999", "later version")])
async def test_another_versions_schema_is_not_ready(
    database: Database, claims: ClaimsDatabase, version: str, said: str
) -> None:
    await migrate(database)
    async with database.begin() as session:
        await session.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :v"), {"v": version})  # noqa: S608
    stores = Stores(database, claims)
    assert not await stores.are_ready()
    assert said in (await stores.find_faults())[0][0]


@asynccontextmanager
async def reopened(claims: ClaimsDatabase, url: str, hash_key: str) -> AsyncIterator[ClaimsDatabase]:
    """A claims database with other keys, or elsewhere."""
    other = open_claims_database(url, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", hash_key)
    yield other
    await other.close()


async def test_keys_of_another_database_are_never_ready(database: Database, claims: ClaimsDatabase) -> None:
    await migrate(database)
    async with reopened(claims, str(claims.engine.url), "another secret altogether") as other:
        stores = Stores(database, other)
        assert [await stores.are_ready(), await stores.are_ready()] == [False, False]
        assert "keys are not those" in (await stores.find_faults())[0][0]


async def test_one_that_is_away_is_no_fault_but_not_ready(database: Database, claims: ClaimsDatabase) -> None:
    await migrate(database)
    away = f"postgresql+psycopg://huzhu:secretsecret@127.0.0.1:{find_free_port()}/huzhu"
    async with reopened(claims, away, "another secret altogether") as other:
        stores = Stores(database, other)
        faults, missing = await stores.find_faults()
        assert (faults, len(missing)) == ([], 1)
        assert "secretsecret" not in missing[0]
        assert not await stores.are_ready()
