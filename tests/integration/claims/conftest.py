"""The demo people in PostgreSQL, in SQLite, and in each of the two in turn."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from claims.database import ClaimsDatabase, open_claims_database
from claims.reference import load_plans
from testing.claims_files import HASH_KEY
from tests.integration.claims.worlds import World, load, open_core_world


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[ClaimsDatabase]:
    database = await load(postgres_url)
    yield database
    await database.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[ClaimsDatabase]:
    database = await load(f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}")
    yield database
    await database.close()


@pytest.fixture(params=["postgres", "sqlite"])
async def claims(
    request: pytest.FixtureRequest, postgres_url: str, tmp_path: Path
) -> AsyncIterator[ClaimsDatabase]:
    of_file = f"sqlite+aiosqlite:///{tmp_path / 'either.db'}"
    database = await load(postgres_url if request.param == "postgres" else of_file)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def plans_file(empty_file: Path, encryption_key: str) -> Path:
    """The plans, and nobody."""

    async def load_them() -> None:
        database = open_claims_database(f"sqlite+aiosqlite:///{file}", encryption_key, HASH_KEY)
        await load_plans(database)
        await database.close()

    file = empty_file.with_name("plans.db")
    shutil.copy(empty_file, file)
    asyncio.run(load_them())
    return file


@pytest.fixture
def open_core(
    tmp_path: Path, demo_file: Path, plans_file: Path, encryption_key: str
) -> Callable[[], AbstractAsyncContextManager[World]]:
    """Opens a core system of the invented members, before a claims database that knows the plans alone."""

    @asynccontextmanager
    async def open_world() -> AsyncIterator[World]:
        behind, own = (
            open_claims_database(
                f"sqlite+aiosqlite:///{shutil.copy(file, tmp_path)}", encryption_key, HASH_KEY
            )
            for file in (demo_file, plans_file)
        )
        async with open_core_world(behind, own) as world:
            yield world
        await behind.close()

    return open_world


@pytest.fixture
async def core_world(open_core: Callable[[], AbstractAsyncContextManager[World]]) -> AsyncIterator[World]:
    async with open_core() as world:
        yield world
