"""No number of a row may run out: whole numbers have 64 bits, but for counts that cannot grow."""

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from bot.records.tables import BotTable
from claims.tables import ClaimsTable
from testing.tables import each

DATABASES = [BotTable.metadata, ClaimsTable.metadata]
COUNTS = {"position", "seats", "units"}
"""Places in a short list, seats of a room, units of cover."""


@each(DATABASES)
def test_every_number_of_a_row_has_64_bits(database: MetaData) -> None:
    short = [column for column in find_short(database) if column.split(".")[1] not in COUNTS]
    assert short == []


@each(DATABASES)
def test_sqlite_still_counts_rows_by_itself(database: MetaData) -> None:
    numbered = [table for table in database.tables.values() if table.primary_key.columns.keys() == ["id"]]
    assert numbered
    for table in numbered:
        assert "id INTEGER NOT NULL" in str(CreateTable(table).compile(dialect=sqlite.dialect())), table.name


def find_short(database: MetaData) -> list[str]:
    """The 32-bit columns, as `table.column`."""
    return [
        f"{table.name}.{column.name}"
        for table in database.tables.values()
        for column in table.columns
        if isinstance(column.type, Integer) and not isinstance(column.type, BigInteger)
    ]
