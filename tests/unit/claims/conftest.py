"""A migrated claims database in a file, empty or with the demo people."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import load_demo
from claims.migrations import upgrade


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 3, 18)


@pytest.fixture(scope="session")
def encryption_key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
async def empty(tmp_path: Path, encryption_key: str) -> AsyncIterator[ClaimsDatabase]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}"
    upgrade(url)
    database = open_claims_database(url, encryption_key, "a secret of the tests alone")
    yield database
    await database.close()


@pytest.fixture
async def claims(empty: ClaimsDatabase, today: date) -> ClaimsDatabase:
    await load_demo(empty, today)
    return empty
