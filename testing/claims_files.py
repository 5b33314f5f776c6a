"""A claims database for tests, made once and copied."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import load_demo
from claims.migrations import upgrade
from testing.core_system import read_over_http

HASH_KEY = "a secret of the tests alone"


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 3, 18)


@pytest.fixture(scope="session")
def encryption_key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("claims") / "empty.db"
    upgrade(_url(file))
    return file


@pytest.fixture(scope="session")
def demo_file(empty_file: Path, encryption_key: str, today: date) -> Path:
    async def load() -> None:
        database = open_claims_database(_url(file), encryption_key, HASH_KEY)
        await load_demo(database, today)
        await database.close()

    file = empty_file.with_name("demo.db")
    shutil.copy(empty_file, file)
    asyncio.run(load())
    return file


@pytest.fixture
async def empty(tmp_path: Path, empty_file: Path, encryption_key: str) -> AsyncIterator[ClaimsDatabase]:
    database = open_claims_database(_url(shutil.copy(empty_file, tmp_path)), encryption_key, HASH_KEY)
    yield database
    await database.close()


@pytest.fixture
async def claims(tmp_path: Path, demo_file: Path, encryption_key: str) -> AsyncIterator[ClaimsDatabase]:
    """The invented members; with CLAIMS_OVER_HTTP in the environment, read through a core system over the same rows."""
    database = open_claims_database(_url(shutil.copy(demo_file, tmp_path)), encryption_key, HASH_KEY)
    if "CLAIMS_OVER_HTTP" in os.environ:
        async with read_over_http(database) as over_http:
            yield over_http
    else:
        yield database
    await database.close()


def _url(file: Path | str) -> str:
    return f"sqlite+aiosqlite:///{file}"
