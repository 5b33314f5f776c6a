"""Writes an invented centre into files of the import's format, a portion at a time: memory does not grow with it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from pyarrow import csv, parquet

from claims.importing.columns import FILES, KINDS, MANIFEST, ColumnType, FileKind, Kind
from claims.sample.centre import SampleCentre
from claims.sample.rows import Rows, make_rows
from vocabulary.beijing import BEIJING

Format = Literal["csv", "parquet"]
_TYPES: Mapping[ColumnType, pa.DataType] = {
    "date": pa.date32(),
    "amount": pa.decimal128(12, 2),
    "count": pa.int32(),
}
"""Everything else is text."""
_SCHEMAS: Mapping[Kind, pa.Schema] = {
    kind: pa.schema([(one.name, _TYPES.get(one.type, pa.string())) for one in file.columns])
    for kind, file in FILES.items()
}


def write_sample(
    centre: SampleCentre,
    folder: Path,
    form: Format = "csv",
    tell: Callable[[int], None] = lambda members: None,
) -> Counter[Kind]:
    """Writes every file and the manifest; how many rows of each kind that were. `tell` hears of the members so far.

    Raises FileExistsError where there are such files already.
    """
    return write_rows(make_rows(centre), centre, folder, form, tell)


def write_rows(
    portions: Iterable[Rows],
    centre: SampleCentre,
    folder: Path,
    form: Format = "csv",
    tell: Callable[[int], None] = lambda members: None,
) -> Counter[Kind]:
    """The same of rows made elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    count: Counter[Kind] = Counter()
    with ExitStack() as open_files:
        writers = {
            kind: open_files.enter_context(_open_file(FILES[kind], folder / f"{kind}.{form}"))
            for kind in KINDS
        }
        for rows in portions:
            for kind, lines in rows.items():
                if lines:
                    writers[kind].write_table(_make_table(kind, lines))
                    count[kind] += len(lines)
            tell(count["members"])
    complete = datetime.combine(centre.today, time.max, BEIJING).replace(microsecond=0)
    written = json.dumps({"complete_up_to": complete.isoformat()})
    (folder / MANIFEST).write_text(written + "\n", encoding="utf-8")
    return count


def _open_file(file: FileKind, path: Path) -> Any:
    with path.open("xb"):  # Says FileExistsError before anything is written over.
        pass
    schema = _SCHEMAS[file.kind]
    return csv.CSVWriter(path, schema) if path.suffix == ".csv" else parquet.ParquetWriter(path, schema)


def _make_table(kind: Kind, lines: list[tuple[Any, ...]]) -> pa.Table:
    columns = [
        pa.array(values, field.type)
        for values, field in zip(zip(*lines, strict=True), _SCHEMAS[kind], strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=_SCHEMAS[kind])
