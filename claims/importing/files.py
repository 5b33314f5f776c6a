"""Files as they lie on the disk: which kind, which encoding, and blocks of whole lines of them."""

import codecs
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from claims.errors import ImportRefused
from claims.importing.columns import KINDS, MANIFEST, Kind

Form = Literal["csv", "parquet"]

BLOCK_BYTES = 4 * 1024 * 1024
_SAMPLE_BYTES = 1024 * 1024
_SEPARATORS = ",\t;"


@dataclass(frozen=True)
class Handed:
    """A file that was handed in."""

    path: Path
    kind: Kind
    form: Form


@dataclass(frozen=True)
class Layout:
    """How a CSV file is written; `header` is its first line, `begins_at` where the second one begins."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    begins_at: int


@dataclass(frozen=True)
class Block:
    """Whole lines, the first of which is line `first_line` of its file; `is_last` without another behind it."""

    lines: bytes
    first_line: int
    is_last: bool


def find_files(paths: Sequence[Path]) -> list[Handed]:
    """The files named, and those in the folders named, in the order of merging; raises ImportRefused."""
    found: list[Handed] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.iterdir()) if one.suffix.lower() in (".csv", ".parquet"))
            found += [_recognise(one) for one in inside]
        elif path.is_file():
            found.append(_recognise(path))
        else:
            raise ImportRefused("no_file", path.name)
    if not found:
        raise ImportRefused("no_file", ", ".join(path.name for path in paths))
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.path.name))


def _recognise(path: Path) -> Handed:
    form = path.suffix.lower().lstrip(".")
    # The longer name first: claim_steps is not a file of claims.
    kinds = sorted(KINDS, key=len, reverse=True)
    stem = path.stem.lower()
    kind = next(
        (one for one in kinds if stem == one or stem.startswith((f"{one}-", f"{one}.", f"{one}_"))), None
    )
    if kind is None or form not in ("csv", "parquet"):
        raise ImportRefused("unknown_file", path.name)
    return Handed(path, kind, "csv" if form == "csv" else "parquet")


def read_manifest(paths: Sequence[Path]) -> datetime | None:
    """The moment that the manifest beside the files says they are complete up to; raises ImportRefused."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    moments = [_read_moment(folder / MANIFEST) for folder in folders if (folder / MANIFEST).is_file()]
    return min(moments) if moments else None


def _read_moment(path: Path) -> datetime:
    try:
        moment = datetime.fromisoformat(json.loads(path.read_text("utf-8"))["complete_up_to"])
    except (ValueError, KeyError, TypeError):
        raise ImportRefused("bad_manifest", path.name) from None
    if moment.tzinfo is None:
        raise ImportRefused("bad_manifest", path.name)
    return moment


def hash_files(files: Sequence[Handed]) -> str:
    """One digest of what all of them hold, 64 hexadecimal digits."""
    whole = hashlib.sha256()
    for file in files:
        with file.path.open("rb") as stream:
            whole.update(f"{file.kind}:{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()


def read_layout(path: Path) -> Layout:
    """Looks at the beginning; raises ImportRefused for an encoding that is none of those read, or no header."""
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    encoding = _find_encoding(sample, path.name)
    first = sample.partition(b"\n")[0]
    line = first.decode(encoding).strip("\r\n\ufeff ")
    separator = max(_SEPARATORS, key=line.count)
    header = tuple(name.strip().strip('"').strip().lower() for name in line.split(separator))
    if not line:
        raise ImportRefused("no_header", path.name)
    return Layout(encoding, separator, header, len(first) + 1)


def _find_encoding(sample: bytes, name: str) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportRefused("encoding", name)
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        return encoding
    # Damaged somewhere: its lines are read one by one, and those that cannot be are refused.
    return "utf-8"


def read_blocks(path: Path, begins_at: int) -> Iterator[Block]:
    """The lines behind the header, some thousands at a time."""
    first_line, rest = 2, b""
    with path.open("rb") as stream:
        stream.seek(begins_at)
        while chunk := stream.read(BLOCK_BYTES):
            whole, newline, rest_of_chunk = chunk.rpartition(b"\n")
            if not newline:
                rest += chunk
                continue
            lines, rest = rest + whole + newline, rest_of_chunk
            yield Block(lines, first_line, is_last=False)
            first_line += lines.count(b"\n")
    if rest:
        yield Block(rest, first_line, is_last=True)


def ends_well(path: Path) -> bool:
    """Whether the last line of a CSV file ends: one that was cut off hardly ever does."""
    with path.open("rb") as stream:
        stream.seek(-min(1, path.stat().st_size), 2)
        return stream.read(1) in (b"\n", b"")
