"""Rows that did not go in: kept beside the staged ones until the end, then written to a file."""

import codecs
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Connection, RowMapping, text

from claims.importing.checking import Rejected, hide
from claims.importing.columns import FILES, Kind
from claims.importing.refusals import REFUSALS
from claims.importing.report import Report
from claims.importing.staged import STAGED

HEADER = ("file", "line", "column", "code", "原因", "row")
_ONCE = csv.WriteOptions(include_header=False)
_SHOWN = ("code", "date", "amount", "count", "choice", "marker")


def keep_rejected(
    connection: Connection, kind: Kind, file: int, rejected: Iterable[Rejected], report: Report
) -> None:
    """Keeps what checking refused."""
    rows: list[dict[str, object]] = [
        {
            "kind": kind,
            "file": file,
            "line": one.line,
            "code": one.code,
            "column": one.column,
            "shown": one.row,
        }
        for one in rejected
    ]
    _insert(connection, rows)
    for row in rows:
        report.refuse(kind, str(row["code"]))


def keep_refused(connection: Connection, kind: Kind, report: Report) -> None:
    """Keeps the rows of `now_…` that the rules refused and nobody told of yet."""
    shown = [
        one.name for one in FILES[kind].columns if one.type in _SHOWN and one.name in STAGED[kind].columns
    ]
    listed = ", ".join(shown)
    found = connection.execute(
        text(f"SELECT file, line, refused, {listed} FROM now_{kind} WHERE refused IS NOT NULL AND NOT told")  # noqa: S608
    )
    rows: list[dict[str, object]] = []
    for row in found.mappings():
        said = {name: hide(str(row[name])) for name in shown if row[name] is not None and name != "deleted"}
        rows.append(
            {
                "kind": kind,
                "file": row["file"],
                "line": row["line"],
                "code": row["refused"],
                "column": "",
                "shown": json.dumps(said, ensure_ascii=False),
            }
        )
        report.refuse(kind, row["refused"])
    _insert(connection, rows)


def _insert(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(
            text("INSERT INTO staged_rejects VALUES (:kind, :file, :line, :code, :column, :shown)"), rows
        )


def write_rejects(connection: Connection, names: Sequence[str], path: Path) -> int:
    """Writes the file anew, by file and line, and says how many; without any there is no file.

    It is there whole or not at all. No cell begins as a formula does: each is ours, or a kind's name, or an object
    of JSON.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        written = _write(connection, names, part)
        path.unlink(missing_ok=True)
        if written:
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def _write(connection: Connection, names: Sequence[str], path: Path) -> int:
    query = text("SELECT * FROM staged_rejects ORDER BY file, line")
    written = 0
    with (
        path.open("wb") as stream,
        connection.execute(query, execution_options={"yield_per": 5000}) as found,
    ):
        path.chmod(0o600)
        stream.write(codecs.BOM_UTF8)
        for part in found.mappings().partitions():
            rows = [_line(names, row) for row in part]
            table = pa.table(dict(zip(HEADER, zip(*rows, strict=True), strict=True)))
            csv.write_csv(table, stream, _ONCE if written else None)
            written += len(rows)
    return written


def _line(names: Sequence[str], row: RowMapping) -> tuple[object, ...]:
    says = REFUSALS.get(row["code"], row["code"])
    return (names[row["file"]], row["line"], row["column_name"], row["code"], says, row["shown"])
