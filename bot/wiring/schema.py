"""How the schemas of both databases stand to what this version of the code needs."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.members.database import CLAIMS_SCRIPTS, CLAIMS_VERSION_TABLE
from bot.records import migrations as bot_migrations

SchemaState = Literal["ready", "missing", "older", "newer"]


@dataclass(frozen=True)
class Schema:
    """One database's: the revisions that the code knows, and the table where the database notes its own."""

    scripts: Path
    version_table: str

    async def find_state(self, engine: AsyncEngine) -> SchemaState:
        """`missing` where nothing was ever migrated, `newer` where another version of the code did."""
        if _is_file_missing(engine):
            return "missing"
        async with engine.connect() as connection:
            found = await connection.run_sync(self._read)
        if found == self._known[0]:
            return "ready"
        if not found:
            return "missing"
        return "older" if found <= self._known[1] else "newer"

    def _read(self, connection: Connection) -> frozenset[str]:
        context = MigrationContext.configure(connection, opts={"version_table": self.version_table})
        return frozenset(context.get_current_heads())

    @cached_property
    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The newest revisions, and all of them."""
        config = Config()
        config.set_main_option("script_location", str(self.scripts).replace("%", "%%"))
        scripts = ScriptDirectory.from_config(config)
        return frozenset(scripts.get_heads()), frozenset(one.revision for one in scripts.walk_revisions())


def _is_file_missing(engine: AsyncEngine) -> bool:
    """Whether looking would make an empty file."""
    return engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists()


BOT_SCHEMA = Schema(bot_migrations.SCRIPTS, bot_migrations.VERSION_TABLE)
CLAIMS_SCHEMA = Schema(CLAIMS_SCRIPTS, CLAIMS_VERSION_TABLE)
