"""A migrated claims database in a file, empty or with the demo people."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import load_demo
from claims.migrations import upgrade

ENCRYPTION_KEY = Fernet.generate_key().decode()
HASH_KEY = "a secret of the tests alone"


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 3, 18)


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[ClaimsDatabase]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}"
    upgrade(url)
    database = open_claims_database(url, ENCRYPTION_KEY, HASH_KEY)
    yield database
    await database.close()


@pytest.fixture
async def claims(empty: ClaimsDatabase, today: date) -> ClaimsDatabase:
    await load_demo(empty, today)
    return empty
