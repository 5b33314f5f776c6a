"""The demo people in PostgreSQL, in SQLite, and in each of the two in turn."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import load_demo
from claims.migrations import upgrade

TODAY = date(2026, 3, 18)
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"


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


async def load(url: str) -> ClaimsDatabase:
    upgrade(url)
    database = open_claims_database(url, *KEYS)
    await load_demo(database, TODAY)
    await load_demo(database, TODAY)
    return database
