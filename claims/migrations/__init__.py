"""Brings the schema of a claims database up to date, with no ini file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, make_url, text

SCRIPTS = Path(__file__).parent
VERSION_TABLE = "claims_schema_version"
# Any number will do, as long as every part asks for the same one.
_UPGRADE_LOCK = 7_310_412_351


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrades the database at `url`, which may name the async driver; blocks; nothing to do is no error.

    All of it happens in one transaction. Several parts may start at once: one upgrades, the others wait.
    """
    engine = create_engine(synchronous_address(url))
    try:
        with engine.begin() as connection:
            _wait_in_line(connection)
            command.upgrade(_settings(connection), revision)
    finally:
        engine.dispose()


def synchronous_address(url: str) -> str:
    """The address of the same database for a blocking driver; a SQLite file's folder is made."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        address = address.set(drivername="sqlite")
    return address.render_as_string(hide_password=False)


def _wait_in_line(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    else:
        # Python's driver opens no transaction for DDL by itself: half a schema could be left behind.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _settings(connection: Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings
