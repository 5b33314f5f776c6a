"""Keeps checked rows in staging tables: unlogged in PostgreSQL, filled by COPY; temporary in SQLite."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Connection, text

from claims.importing.columns import Kind
from claims.importing.staged import STAGED
from claims.states import CLAIM_TRANSITIONS, RELIEF_ACTS

_BESIDE = {
    "staged_follows": {"subject": "TEXT", "earlier": "TEXT", "later": "TEXT", "is_next": "BOOLEAN"},
    "staged_rejects": {
        "kind": "TEXT",
        "file": "INTEGER",
        "line": "BIGINT",
        "code": "TEXT",
        "column_name": "TEXT",
        "shown": "TEXT",
    },
    "staged_run": {"run_id": "BIGINT"},
    "staged_portions": {
        "place": "INTEGER",
        "family": "INTEGER",
        "low": "INTEGER",
        "high": "INTEGER",
        "told": "TEXT",
    },
}
_AS_COPY = csv.WriteOptions(include_header=False, quoting_style="all_valid")


@dataclass(frozen=True)
class Staging:
    """The staging tables of one import, on its connection."""

    connection: Connection

    @property
    def is_postgres(self) -> bool:
        """Or else SQLite."""
        return self.connection.dialect.name == "postgresql"

    def make(self) -> None:
        """Empty tables, in place of those of any earlier run."""
        self.drop()
        for table in STAGED.values():
            self._create(table.name, table.columns)
        for name, columns in _BESIDE.items():
            self._create(name, columns)
        self.connection.execute(
            text("INSERT INTO staged_follows VALUES (:subject, :earlier, :later, :is_next)"),
            list(_find_follows()),
        )

    def _create(self, name: str, columns: Mapping[str, str]) -> None:
        listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        self._run(f"CREATE {'UNLOGGED' if self.is_postgres else 'TEMP'} TABLE {name} ({listed})")

    def drop(self) -> None:
        """Away with all of them."""
        for name in (*(table.name for table in STAGED.values()), *_BESIDE):
            self._run(f"DROP TABLE IF EXISTS {name}")

    def is_whole(self, run: int) -> bool:
        """Whether all that an earlier process staged for that run is still there: a server that fell loses it."""
        # A version before may have staged without the later tables.
        held = " AND ".join(f"to_regclass('{name}') IS NOT NULL" for name in _BESIDE)
        if not self.is_postgres or not self.connection.scalar(text(f"SELECT {held}")):
            return False
        return bool(self.connection.scalar(text("SELECT run_id FROM staged_run")) == run)

    def add(self, kind: Kind, rows: pa.Table) -> None:
        """Appends rows as `Checker` makes them."""
        table = STAGED[kind]
        if rows.num_rows == 0:
            return
        names = ", ".join(f'"{name}"' for name in table.columns)
        if self.is_postgres:
            lines = io.BytesIO()
            csv.write_csv(rows, lines, _AS_COPY)
            driver = self.connection.connection.driver_connection
            with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN (FORMAT csv)") as copy:  # type: ignore[union-attr]
                copy.write(lines.getbuffer())
            return
        places = ", ".join("?" for _ in table.columns)
        values = list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
        self.connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", values)  # noqa: S608

    def keep_last(self, kinds: Iterable[Kind]) -> None:
        """Of several rows with one key the last one counts: they came one after the other."""
        for kind in kinds:
            table = STAGED[kind]
            key = ", ".join(f"COALESCE(CAST({name} AS TEXT), '')" for name in table.key)
            self._run(
                f"DELETE FROM {table.name} WHERE line NOT IN (SELECT max(line) FROM {table.name} GROUP BY {key})"  # noqa: S608
            )

    def finish(self, kinds: Iterable[Kind], run: int) -> None:
        """Makes what is staged quick to find, and notes that it is all there."""
        for kind in kinds:
            table = STAGED[kind]
            self._run(f"CREATE INDEX {self._on_temp}ix_{table.name}_slot ON {table.name} (slot)")
            if kind in ("members", "claims", "relief_applications", "unions"):
                self._run(f"CREATE INDEX {self._on_temp}ix_{table.name}_key ON {table.name} ({table.key[0]})")
            if self.is_postgres:
                self._run(f"ANALYZE {table.name}")
        self.connection.execute(text("INSERT INTO staged_run VALUES (:run)"), {"run": run})

    def empty(self, kinds: Iterable[Kind]) -> None:
        """Gives the room of rows back that nobody asks for any more."""
        if self.is_postgres:
            self._run(f"TRUNCATE {', '.join(STAGED[kind].name for kind in kinds)}")

    @property
    def _on_temp(self) -> str:
        return "" if self.is_postgres else "temp."

    def count(self, kind: Kind) -> int:
        """How many rows of a kind are staged."""
        return int(self.connection.scalar(text(f"SELECT count(*) FROM {STAGED[kind].name}")) or 0)  # noqa: S608

    def _run(self, statement: str) -> None:
        self.connection.exec_driver_sql(statement)


def _find_follows() -> Iterable[dict[str, object]]:
    """Which state may come after which: at once (`is_next`), or at last, over others that nobody told of."""
    yield from _find_reached(
        "claim", {one.value: set(map(str, then)) for one, then in CLAIM_TRANSITIONS.items()}
    )
    yield from _find_reached(
        "relief",
        {
            one.value: {then.value for then in acts.values()} - {one.value}
            for one, acts in RELIEF_ACTS.items()
        },
    )


def _find_reached(subject: str, follows: Mapping[str, set[str]]) -> Iterable[dict[str, object]]:
    for earlier, at_once in follows.items():
        reached, new = set(at_once), set(at_once)
        while new:
            new = {then for one in new for then in follows[one]} - reached
            reached |= new
        for later in sorted(reached):
            yield {"subject": subject, "earlier": earlier, "later": later, "is_next": later in at_once}
