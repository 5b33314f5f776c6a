"""Brings the bot's database to the schema that this code needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from bot.records.database import Database

SCRIPTS = Path(__file__).parent
VERSION_TABLE = "huzhu_schema"


async def migrate(database: Database, revision: str = "head") -> None:
    """Runs the revisions that are missing, up to `revision`; running it again changes nothing."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
