"""The demo people in PostgreSQL, in SQLite, and in each of the two in turn."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from claims.database import ClaimsDatabase
from tests.integration.claims.worlds import load


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
