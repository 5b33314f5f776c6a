"""Compares the schema of a database with what the tables say it should be."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, create_engine, inspect

from claims.migrations import VERSION_TABLE, synchronous_address
from claims.tables import ClaimsTable


def compare_schema(url: str) -> list[str]:
    """Every difference in words; an empty list means that nothing is missing and nothing is too much."""
    engine = create_engine(synchronous_address(url))
    try:
        with engine.connect() as connection:
            options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
            context = MigrationContext.configure(connection, opts=options)
            return [
                *map(str, compare_metadata(context, ClaimsTable.metadata)),
                *_differing_checks(connection),
            ]
    finally:
        engine.dispose()


def _differing_checks(connection: Connection) -> list[str]:
    # Alembic leaves check constraints out.
    inspector = inspect(connection)
    wanted = {
        str(check.name)
        for table in ClaimsTable.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    found = {
        str(check["name"])
        for table in ClaimsTable.metadata.tables
        if inspector.has_table(table)
        for check in inspector.get_check_constraints(table)
    }
    return [f"check constraint {name}" for name in sorted(wanted ^ found)]
