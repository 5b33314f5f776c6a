"""Fills a row of any table: every text with a mark to look for, every closed list with a value that it allows."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def make_row(
    table: Table, mark: str, given: Mapping[str, Any], seal: Callable[[str], str] = str
) -> dict[str, Any]:
    """Values for every column; `given` ones first, numbers of the row itself left to the database."""
    allowed = _find_allowed(table)
    row = {}
    for column in table.columns:
        if column.name in given:
            row[column.name] = given[column.name]
        elif column is table.autoincrement_column and not column.foreign_keys:
            continue
        elif column.name in allowed:
            row[column.name] = allowed[column.name]
        else:
            row[column.name] = _make_value(column, mark, seal)
    return row


def _make_value(column: Column[Any], mark: str, seal: Callable[[str], str]) -> Any:
    kind = column.type
    if isinstance(kind, String):
        text = f"{mark} {column.table.name}.{column.name}"
        return seal(text) if column.name.endswith("_sealed") else text[: kind.length]
    if isinstance(kind, JSON):
        return [{"said": mark}]
    if isinstance(kind, LargeBinary):
        return seal(mark).encode()
    simple: list[tuple[type, Any]] = [
        (Boolean, False),
        (Integer, 1),
        (Numeric, Decimal(1)),
        (Date, date(2026, 11, 23)),
    ]
    return next((value for known, value in simple if isinstance(kind, known)), NOW)


def _find_allowed(table: Table) -> dict[str, str]:
    """The first value of each closed list."""
    found = {}
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            match = re.match(r"(\w+) IN \('([^']*)'", str(check.sqltext))
            if match:
                found[match[1]] = match[2]
    return found
