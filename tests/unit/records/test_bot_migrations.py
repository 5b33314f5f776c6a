"""The migrations of the bot's database lead to the tables that the code knows, and back."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine

from bot.records.database import open_database
from bot.records.migrations import migrate
from bot.records.tables import Base


async def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = open_database(f"sqlite+aiosqlite:///{path}")
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
    return list(compare_metadata(context, Base.metadata))
