"""The migrations of the bot's database lead to the tables that the code knows, and back."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, text

from bot.kernel.conversation.refusals import NO_ANSWER, RefusalReason, SendRefusal
from bot.records.conversation.refusals import read_refusal
from bot.records.database import open_database
from bot.records.migrations import migrate
from bot.records.tables import BotTable
from bot.wiring.channels import CHANNELS


async def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = open_database(f"sqlite+aiosqlite:///{path}", CHANNELS)
    await migrate(database)
    await migrate(database)
    await database.close()
    assert find_differences(create_engine(f"sqlite:///{path}")) == []


def find_differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        found = compare(connection)
    engine.dispose()
    return found


def compare(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"version_table": "huzhu_schema"})
    return list(compare_metadata(context, BotTable.metadata))


async def test_numbers_that_rows_hold_get_their_meaning(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", CHANNELS)
    await migrate(database, "0025")
    held = {1: 43004, 2: 12, 3: 0, 4: None}
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        await connection.execute(
            text("INSERT INTO service_messages VALUES (:id, 1, 'staff', '2026-11-23', 'refused', :errcode)"),
            [{"id": row, "errcode": errcode} for row, errcode in held.items()],
        )
    await migrate(database)
    async with database.engine.begin() as connection:
        rows = await connection.execute(text("SELECT id, refusal, errcode FROM service_messages"))
        meanings = {row.id: read_refusal(row.refusal, row.errcode) for row in rows}
    await database.close()
    not_following = SendRefusal(RefusalReason.NOT_FOLLOWING, 43004)
    assert meanings == {
        1: not_following,
        2: SendRefusal(RefusalReason.UNKNOWN, 12),
        3: NO_ANSWER,
        4: NO_ANSWER,
    }
