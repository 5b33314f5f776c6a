"""Reads Parquet files some thousands of rows at a time, every value as it would stand in a CSV file."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import compute, parquet

from claims.errors import ImportRefused
from claims.importing.csv_lines import LINE

_ROWS = 32_768


def read_names(path: Path) -> tuple[str, ...]:
    """The names of the columns; raises ImportRefused for a file without its end, or of another format."""
    with _open(path) as file:
        return tuple(name.strip().lower() for name in file.schema_arrow.names)


def read_batches(path: Path) -> Iterator[pa.Table]:
    """Tables of strings and `line`, the row's number from 1. `iter_batches` gives its memory back, a dataset does not."""
    first = 1
    with _open(path) as file:
        names = [name.strip().lower() for name in file.schema_arrow.names]
        for batch in file.iter_batches(_ROWS, use_threads=False):
            columns = [_as_text(column) for column in batch.columns]
            lines = pa.array(range(first, first + batch.num_rows), pa.int64())
            yield pa.table([*columns, lines], names=[*names, LINE])
            first += batch.num_rows


def count_rows(path: Path) -> int:
    """How many rows the file says it has."""
    with _open(path) as file:
        return int(file.metadata.num_rows)


def _open(path: Path) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(path, pre_buffer=False)
    except pa.ArrowInvalid:
        raise ImportRefused("unreadable", path.name) from None


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = compute.strftime(column, format="%Y-%m-%d")
    try:
        text = column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # Bytes that are no text, lists: every value of the column is refused by its type.
        text = pa.array(["\x00"] * len(column), pa.string())
    return text.fill_null("")
