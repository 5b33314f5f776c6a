"""Brings the bot's database to the schema that this code needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.machine.sqlite_lines import PromptConnection
from bot.records.database import Database

SCRIPTS = Path(__file__).parent
VERSION_TABLE = "huzhu_schema"
# Any number will do, as long as every process asks for the same one, and no other lock has it.
_MIGRATION_LOCK = 7_310_412_352


async def migrate(database: Database, revision: str = "head") -> None:
    """Runs the revisions that are missing, up to `revision`; running it again changes nothing.

    All of it happens in one transaction. Several processes may start at once: one migrates, the others wait.
    """
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    _wait_in_line(connection)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _wait_in_line(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    else:
        line = connection.connection.driver_connection
        if isinstance(line, PromptConnection):
            line.patience_seconds = 60
        # Python's driver opens no transaction for DDL by itself: half a schema could be left behind.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
