"""Inserts that meet a unique key without an error: such errors stand in PostgreSQL's log, with the key's value."""

from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.tables import BotTable

_Row = TypeVar("_Row", bound=BotTable)


async def insert_once(session: AsyncSession, table: type[_Row], **values: Any) -> _Row | None:
    """Inserts a row unless a unique key of the table has it already; the row, or None.

    In PostgreSQL it waits for whoever inserts the same at the same time, and afterwards sees what they committed.
    """
    statement = _insert(session, table).values(**values).on_conflict_do_nothing()
    return (await session.scalars(statement.returning(table))).first()


async def insert_or_replace(session: AsyncSession, table: type[BotTable], **values: Any) -> None:
    """Inserts a row, or gives the one with the same primary key these values."""
    key = [column.name for column in inspect(table).primary_key]
    statement = _insert(session, table).values(**values)
    others = {name: value for name, value in values.items() if name not in key}
    await session.execute(statement.on_conflict_do_update(index_elements=key, set_=others))


def _insert(session: AsyncSession, table: type[BotTable]) -> "postgresql.Insert | sqlite.Insert":
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
