"""Checks rows value by value, and hashes and seals what is personal: rows of text become rows to be staged."""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyarrow import compute

from claims.importing.columns import FILES, Column, ColumnType, FileKind, Kind
from claims.importing.csv_lines import LINE
from claims.importing.known_rows import KnownRows
from claims.importing.staged import HASHED_ROWS, SLOTS, STAGED
from claims.importing.values import BadValue, read_value
from claims.reference.papers import PAPERS
from claims.sealing import Sealer

_SHOWN: frozenset[ColumnType] = frozenset({"code", "date", "amount", "count", "choice", "marker"})
"""What a rejects file may show of a row: neither numbers of a person nor names, causes and notes."""
_HARMLESS = re.compile(r"[A-Za-z0-9_\-/.:+, ¥元年月日是否]{1,40}")
_LONG_NUMBER = re.compile(r"\d{11}")


@dataclass(frozen=True)
class Rejected:
    """A row that does not go in: its line, why, in which column, and what may be shown of it as JSON."""

    line: int
    code: str
    column: str
    row: str


@dataclass(frozen=True)
class Checked:
    """Rows to be staged, with those whose key can be read though something else is wrong; and what is refused.

    `unkeyed` counts the refused rows of which nobody knows whose they are.
    """

    rows: pa.Table
    read: int
    rejected: list[Rejected]
    unkeyed: int


@dataclass(frozen=True)
class Checker:
    """Checks the rows of one kind; `file` is the number of the file that they are of, `known` need no sealing."""

    kind: Kind
    sealer: Sealer
    file: int
    known: KnownRows

    def check(self, table: pa.Table) -> Checked:
        """Takes columns of strings and `line`; columns that the file has not are empty."""
        described = FILES[self.kind]
        table = _drop_blank(table, described)
        lines = table.column(LINE).to_pylist()
        faults: dict[int, tuple[str, str]] = {}
        values = {
            one.name: self._read(one, _find_column(table, one.name), faults) for one in described.columns
        }
        self._forgive_deleted(described, values, faults)
        self._check_rows(values, faults)
        has_key = [self._has_key(described, values, at) for at in range(len(lines))] if faults else []
        rejected = [
            Rejected(lines[at], code, column, _show(described, table, at))
            for at, (column, code) in sorted(faults.items())
        ]
        kept = [at for at in range(len(lines)) if at not in faults or has_key[at]]
        rows = self._stage(values, lines, kept, faults)
        return Checked(rows, len(lines), rejected, len(lines) - len(kept))

    def _read(
        self, column: Column, written: pa.ChunkedArray, faults: dict[int, tuple[str, str]]
    ) -> list[str | None]:
        """Each distinct value is read once; None where it is bad, and the first fault of a row is kept."""
        coded = written.combine_chunks().dictionary_encode()
        if isinstance(coded, pa.ChunkedArray):
            coded = coded.combine_chunks()
        read: list[str | None] = []
        codes: dict[int, str] = {}
        for at, value in enumerate(coded.dictionary.to_pylist()):
            try:
                read.append(read_value(column, value or ""))
            except BadValue as fault:
                codes[at] = fault.code
                read.append(None)
        places = coded.indices.to_pylist()
        if codes:
            for at, place in enumerate(places):
                if place in codes:
                    faults.setdefault(at, (column.name, codes[place]))
        return [read[place] for place in places]

    def _forgive_deleted(
        self,
        described: FileKind,
        values: dict[str, list[str | None]],
        faults: dict[int, tuple[str, str]],
    ) -> None:
        """A row that is taken away needs no more than its key."""
        for at in [one for one in faults if values["deleted"][one] == "1"]:
            if self._has_key(described, values, at):
                del faults[at]

    def _has_key(self, described: FileKind, values: dict[str, list[str | None]], at: int) -> bool:
        return all(
            values[name][at] is not None and (values[name][at] or not described.column(name).needed)
            for name in described.key
        )

    def _check_rows(self, values: dict[str, list[str | None]], faults: dict[int, tuple[str, str]]) -> None:
        """What one row says against itself."""
        if self.kind == "enrolments":
            for at, (first, last) in enumerate(
                zip(values["effective_date"], values["expiry_date"], strict=True)
            ):
                if first and last and last < first:
                    faults.setdefault(at, ("expiry_date", "term_not_in_order"))
        if self.kind == "claim_documents":
            labels, kinds, gone = values["label"], values["kind"], values["deleted"]
            for at, label in enumerate(labels):
                if not label and kinds[at]:
                    labels[at] = PAPERS.get(str(kinds[at]), "")
                    if not labels[at] and gone[at] != "1":
                        faults.setdefault(at, ("label", "missing"))

    def _stage(
        self,
        values: dict[str, list[str | None]],
        lines: Sequence[int],
        kept: Sequence[int],
        faults: dict[int, tuple[str, str]],
    ) -> pa.Table:
        if len(kept) < len(lines):
            values = {name: [column[at] for at in kept] for name, column in values.items()}
        columns: dict[str, Any] = {
            "file": pa.array([self.file] * len(kept), pa.int32()),
            "line": pa.array([lines[at] for at in kept], pa.int64()),
            "refused": [faults[at][1] if at in faults else None for at in kept],
            "told": ["1" if at in faults else "0" for at in kept],
            "deleted": [gone or "0" for gone in values.pop("deleted")],
        }
        if self.kind in HASHED_ROWS:
            columns["source_hash"] = self._hash_rows(values)
        if "id_number" in values:
            columns |= self._seal(values, columns.get("source_hash", ()))
        columns["slot"] = pa.array(_find_slots(self._owners(columns, values)), pa.int32())
        columns |= values
        names = list(STAGED[self.kind].columns)
        return pa.table({name: _as_strings(columns[name]) for name in names})

    def _owners(
        self, columns: dict[str, list[str | None]], values: dict[str, list[str | None]]
    ) -> Sequence[str | None]:
        """What the rows belong to: a person, some claims with numbers that follow each other, some applications."""
        if self.kind in ("members", "enrolments"):
            return columns["id_number_hash"]
        numbers = values.get("claim_number") or values.get("relief_number") or []
        return [number and number[:-4] for number in numbers] or [None] * len(columns["line"])

    def _hash_rows(self, values: dict[str, list[str | None]]) -> list[str]:
        key = hashlib.sha256(self.sealer.hash_key).digest()
        return [
            hashlib.blake2b("\x1f".join(map(str, row)).encode(), digest_size=16, key=key).hexdigest()
            for row in zip(*values.values(), strict=True)
        ]

    def _seal(
        self, values: dict[str, list[str | None]], digests: Sequence[str]
    ) -> dict[str, list[str | None]]:
        """Rows that are in already are told by their digest: nothing of them is written again."""
        sealer = self.sealer
        numbers = values.pop("id_number")
        # One person's rows follow each other as a rule.
        hashes = {one: sealer.hash_id_number(one) for one in set(numbers) if one is not None}
        sealed: dict[str, list[str | None]] = {
            "id_number_hash": [None if one is None else hashes[one] for one in numbers]
        }
        if self.kind == "members":
            new = [not self.known.hold(one) for one in digests]
            sealed["id_number_sealed"] = _make(sealer.seal, numbers, new)
            for name in ("phone", "card_number"):
                plain = values.pop(name)
                sealed[f"{name}_sealed"] = _make(sealer.seal, plain, new)
                sealed[f"{name}_hash"] = [
                    one and one[:32] for one in _make(sealer.hash_id_number, plain, new)
                ]
        return sealed


def _make(
    make: Callable[[str], str], values: Sequence[str | None], wanted: Sequence[bool]
) -> list[str | None]:
    return [
        make(value) if value is not None and here else None
        for value, here in zip(values, wanted, strict=True)
    ]


def _find_slots(owners: Sequence[str | None]) -> list[int]:
    return [zlib.crc32((owner or "").encode()) % SLOTS for owner in owners]


def _as_strings(column: Any) -> pa.Array:
    """Nothing is written as null."""
    return column if isinstance(column, pa.Array) else pa.array([one or None for one in column], pa.string())


def _find_column(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name in table.column_names:
        return table.column(name)
    return pa.chunked_array([pa.array([""] * table.num_rows, pa.string())])


def _drop_blank(table: pa.Table, described: FileKind) -> pa.Table:
    """Without lines that say nothing."""
    key = [name for name in described.key if name in table.column_names]
    filled = None
    for name in key:
        here = compute.not_equal(table.column(name), "")
        filled = here if filled is None else compute.or_(filled, here)
    if filled is None or compute.all(filled).as_py() is not False:
        return table
    for name in table.column_names:
        if name != LINE:
            filled = compute.or_(filled, compute.not_equal(table.column(name), ""))
    return table.filter(filled)


def _show(described: FileKind, table: pa.Table, at: int) -> str:
    shown = {
        one.name: table.column(one.name)[at].as_py()
        for one in described.columns
        if one.type in _SHOWN and one.name in table.column_names
    }
    return json.dumps({name: hide(value) for name, value in shown.items() if value}, ensure_ascii=False)


def hide(value: str) -> str:
    """What stands in the wrong column may be anybody's name or number."""
    return value if _HARMLESS.fullmatch(value) and not _LONG_NUMBER.search(value) else "…"
