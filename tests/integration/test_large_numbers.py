"""Databases in use get 64-bit numbers without losing a row, and count on beyond what 32 bits can hold."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, column, create_engine, text, update
from sqlalchemy import table as table_named

from bot.records.database import open_database
from bot.records.migrations import VERSION_TABLE, migrate
from bot.records.tables import BotTable
from bot.wiring.channels import CHANNELS
from claims.migrations import synchronous_address, upgrade
from claims.migrations.comparison import compare_schema

pytestmark = pytest.mark.postgres

BEYOND = 3_000_000_000
_A_CLAIM = (
    "INSERT INTO grassroots_unions VALUES (1, 'U1', '测试工会', '东城', '测试街道', '2026-03-18')",
    "INSERT INTO members VALUES (1, '测试员', 'hash', 'sealed', 'sealed', 'sealed', 1, '2026-03-18')",
    "INSERT INTO plans VALUES ('accident', '意外', 'contributory', 1)",
    "INSERT INTO claims VALUES (1, 'LP2026-1', 1, 'accident', 'accident', '骨折', '2026-03-01', '2026-03-02',"
    " 'registered', '2026-03-02', NULL, NULL, '2026-03-18')",
    "INSERT INTO claim_timeline VALUES (1, 1, 0, 'registered', '2026-03-02', '')",
)
_A_MESSAGE = (
    "INSERT INTO conversations (id, channel, address, account, dialogue, opened_at)"
    " VALUES (1, 'web', 'a', '', 0, '2026-03-18')",
    "INSERT INTO inbound (id, conversation_id, key, kind, text, details, sent_at, received_at, inline_closed)"
    " VALUES (1, 1, 'k', 'text', '您好', '{}', '2026-03-18', '2026-03-18', '0')",
    "INSERT INTO proof_tries VALUES (1, 'who', 'number', '2026-03-18')",
)
_A_STEP = "(claim_id, position, state, entered_on, note) VALUES (1, 1, 'first_review', '2026-03-03', '')"
_A_TRY = "(who_hash, number_hash, tried_at) VALUES ('who', 'number', '2026-03-19')"


@pytest.fixture(params=["postgres", "sqlite"])
def url(request: pytest.FixtureRequest, postgres_url: str, tmp_path: Path) -> str:
    return postgres_url if request.param == "postgres" else f"sqlite+aiosqlite:///{tmp_path / 'some.db'}"


def test_claims_keep_their_rows_and_count_on(url: str) -> None:
    upgrade(url, "0006")
    engine = create_engine(synchronous_address(url))
    _run(engine, *_A_CLAIM)
    upgrade(url)
    assert compare_schema(url) == []
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT note FROM claim_timeline WHERE claim_id = 1")) == ""
        _count_on(connection, "claim_timeline")
        connection.execute(text(f"INSERT INTO claim_timeline {_A_STEP}"))
        assert connection.scalar(text("SELECT max(id) FROM claim_timeline")) == BEYOND + 1
    engine.dispose()


async def test_messages_keep_their_rows_and_count_on(url: str) -> None:
    database = open_database(url, CHANNELS)
    await migrate(database, "0027")
    engine = create_engine(synchronous_address(url))
    _run(engine, *_A_MESSAGE)
    await migrate(database)
    await database.close()
    with engine.begin() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, BotTable.metadata) == []
        assert connection.scalar(text("SELECT text FROM inbound WHERE conversation_id = 1")) == "您好"
        _count_on(connection, "proof_tries")
        connection.execute(text(f"INSERT INTO proof_tries {_A_TRY}"))
        assert connection.scalar(text("SELECT max(id) FROM proof_tries")) == BEYOND + 1
    engine.dispose()


def _run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _count_on(connection: Connection, table: str) -> None:
    """As if there had been more rows than 32 bits can count; no counter of any table may be a short one."""
    if connection.dialect.name == "postgresql":
        short = connection.scalars(text("SELECT sequencename FROM pg_sequences WHERE max_value < 9e18"))
        assert list(short) == []
        connection.execute(text(f"SELECT setval('{table}_id_seq', {BEYOND})"))
    else:
        connection.execute(update(table_named(table, column("id"))).values(id=BEYOND))
