"""Inserts that meet a unique key without an error: such errors stand in PostgreSQL's log, with the key's value."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, Row, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import BotTable, table_of


async def insert_once(session: AsyncSession, table: type[BotTable], **values: Any) -> Row[Any] | None:
    """Inserts a row unless a unique key of the table has it already; the row, or None.

    In PostgreSQL it waits for whoever inserts the same at the same time, and afterwards sees what they committed.
    """
    statement = _write_once(session.get_bind().dialect.name, table)
    return (await session.execute(statement, values)).first()


async def insert_or_replace(session: AsyncSession, table: type[BotTable], **values: Any) -> None:
    """Inserts a row, or gives the one with the same primary key these values."""
    statement = _write_or_replace(session.get_bind().dialect.name, table, tuple(values))
    await session.execute(statement, values)


@cache
def _write_once(dialect: str, table: type[BotTable]) -> Executable:
    return _insert(dialect, table).on_conflict_do_nothing().returning(*table_of(table).c)


@cache
def _write_or_replace(dialect: str, table: type[BotTable], names: tuple[str, ...]) -> Executable:
    key = [column.name for column in inspect(table).primary_key]
    statement = _insert(dialect, table)
    others = {name: statement.excluded[name] for name in names if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=others)


def _insert(dialect: str, table: type[BotTable]) -> "postgresql.Insert | sqlite.Insert":
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return kind(table_of(table))
