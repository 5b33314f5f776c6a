"""Files cut into portions for the pool, once their columns were found good."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.errors import ImportRefused
from claims.importing.columns import FILES, Kind
from claims.importing.files import Handed, Layout, ends_well, hash_files, read_blocks, read_layout
from claims.importing.parquet import count_rows, read_batches, read_names
from claims.importing.pool import RowsPortion

_WORTH_PROCESSES = 8_000_000
"""Bytes."""


@dataclass(frozen=True)
class Opened:
    """A file with how it is written; `unknown` are columns that mean nothing here."""

    handed: Handed
    layout: Layout | None
    size: int
    unknown: tuple[str, ...]
    ends_well: bool


def open_file(handed: Handed) -> Opened:
    """Looks at the columns; raises ImportRefused where a needed one is not there, or one is there twice."""
    layout = read_layout(handed.path) if handed.form == "csv" else None
    names = layout.header if layout else read_names(handed.path)
    described = FILES[handed.kind]
    for column in described.columns:
        if column.needed and column.name not in names:
            raise ImportRefused("missing_column", f"{handed.path.name}: {column.name}")
    double = [name for name, times in Counter(names).items() if times > 1]
    if double:
        raise ImportRefused("double_column", f"{handed.path.name}: {double[0]}")
    unknown = tuple(name for name in names if name not in described.names)
    size = handed.path.stat().st_size if layout else count_rows(handed.path)
    return Opened(handed, layout, size, unknown, layout is None or ends_well(handed.path))


@dataclass(frozen=True)
class FileSource:
    """Every file in its turn; the `file` of a portion is its place among them."""

    files: Sequence[Opened]
    moments: Mapping[Kind, datetime]
    is_log: bool = False

    @property
    def size(self) -> int:
        """Bytes of CSV, rows of Parquet."""
        return sum(one.size for one in self.files)

    @property
    def is_large(self) -> bool:
        """Smaller files are read before another process would have begun."""
        return sum(one.handed.path.stat().st_size for one in self.files) > _WORTH_PROCESSES

    def digest(self) -> str:
        """Of all that they hold."""
        return hash_files([one.handed for one in self.files])

    def names(self) -> Sequence[str]:
        """Without their folders."""
        return [one.handed.path.name for one in self.files]

    def notes(self) -> Sequence[str]:
        """Columns that mean nothing here."""
        return [
            f"{one.handed.path.name}: left alone: {', '.join(one.unknown)}"
            for one in self.files
            if one.unknown
        ]

    def portions(self) -> Iterator[RowsPortion]:
        """Blocks of lines, batches of rows."""
        for place, opened in enumerate(self.files):
            kind, path = opened.handed.kind, opened.handed.path
            if opened.layout is None:
                for table in read_batches(path):
                    yield RowsPortion(kind, place, table.num_rows, table=table)
            else:
                for block in read_blocks(path, opened.layout.begins_at):
                    yield RowsPortion(kind, place, len(block.lines), layout=opened.layout, block=block)

    def is_whole(self, kind: Kind) -> bool:
        """Not where a file was cut off."""
        return all(one.ends_well for one in self.files if one.handed.kind == kind)

    def end(self) -> None:
        """The files stay."""
