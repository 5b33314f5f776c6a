"""What every table of the bot's database shares."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

_LARGE = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite counts its rows by its own INTEGER alone, which has 64 bits as well."""


class UtcMoment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database, also where that keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Stores UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives UTC back."""
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


class BotTable(DeclarativeBase):
    """What every table of this database shares. Whole numbers have 64 bits: rows grow with every message."""

    type_annotation_map = {  # noqa: RUF012
        int: _LARGE,
        datetime: UtcMoment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def table_of(row: type[BotTable]) -> Table:
    """The bare table: what is asked of it at every message is asked without the session's keeping of objects.

    Such statements do not write what a session has not written yet.
    """
    return cast("Table", row.__table__)
