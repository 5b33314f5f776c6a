"""The staging tables: what a checked row looks like before it is merged, column by column."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.importing.columns import FILES, ColumnType, Kind

SLOTS = 1024
"""Rows that belong together (a person's, a claim's, an application's) have one slot, and are merged in one transaction."""

_TYPES: Mapping[ColumnType, str] = {
    "date": "DATE",
    "amount": "NUMERIC(12, 2)",
    "count": "INTEGER",
    "marker": "BOOLEAN",
}
_OWN = {
    "file": "INTEGER",
    "line": "BIGINT",
    "slot": "INTEGER",
    "refused": "TEXT",
    "told": "BOOLEAN",
}
SEALED = {
    "id_number_hash": "TEXT",
    "id_number_sealed": "TEXT",
    "phone_sealed": "TEXT",
    "card_number_sealed": "TEXT",
    "phone_hash": "TEXT",
    "card_number_hash": "TEXT",
}
HASHED_ROWS: frozenset[Kind] = frozenset({"members", "claims", "relief_applications"})
"""Those that are also changed here: what the centre last said of them is known by a hash."""


@dataclass(frozen=True)
class StagedTable:
    """One staging table; `key` as in the files, with the hash in place of the identity number."""

    kind: Kind
    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]


def _describe(kind: Kind) -> StagedTable:
    columns = dict(_OWN)
    for column in FILES[kind].columns:
        if column.type == "identity_number":
            columns["id_number_hash"] = "TEXT"
        elif column.type not in ("phone", "card_number"):
            columns[column.name] = _TYPES.get(column.type, "TEXT")
    if kind == "members":
        columns |= SEALED
    if kind in HASHED_ROWS:
        columns["source_hash"] = "TEXT"
    key = tuple("id_number_hash" if name == "id_number" else name for name in FILES[kind].key)
    return StagedTable(kind, f"staged_{kind}", columns, key)


STAGED: Mapping[Kind, StagedTable] = {kind: _describe(kind) for kind in FILES}
