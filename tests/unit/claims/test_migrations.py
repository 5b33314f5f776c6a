"""The schema of an upgraded SQLite file."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from claims.database import ClaimsDatabase
from claims.migrations import upgrade
from claims.migrations.comparison import compare_schema


def test_the_upgraded_schema_is_that_of_the_tables(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new folder' / 'claims.db'}"
    upgrade(url)
    upgrade(url)
    assert compare_schema(url) == []


def test_a_schema_that_lacks_something_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'claims.db'}"
    upgrade(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE members DROP COLUMN phone_sealed"))
    engine.dispose()
    assert any("phone_sealed" in difference for difference in compare_schema(url))


async def test_the_file_is_opened_safely(empty: ClaimsDatabase) -> None:
    async with empty.begin() as session:
        pragmas = [
            await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert pragmas == ["wal", 1, 5000]


async def test_a_state_that_does_not_exist_is_refused(claims: ClaimsDatabase) -> None:
    with pytest.raises(IntegrityError, match="ck_claims_state_known"):
        async with claims.begin() as session:
            await session.execute(text("UPDATE claims SET state = 'lost'"))
