"""Checks and seals blocks of rows in several processes: sealing is slow, and memory stays bounded."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import pyarrow as pa

from claims.importing.checking import Checked, Checker, Rejected
from claims.importing.columns import Kind
from claims.importing.csv_lines import parse_block
from claims.importing.files import Block, Layout
from claims.importing.known_rows import KnownRows
from claims.sealing import Sealer

_WAITING_EACH = 2
"""Blocks under way for each process."""


@dataclass(frozen=True)
class RowsPortion:
    """Some rows of a file: lines of CSV with their layout, or a table already parsed; `size` for the progress bar."""

    kind: Kind
    file: int
    size: int
    layout: Layout | None = None
    block: Block | None = None
    table: pa.Table | None = None


def check_portion(portion: RowsPortion, sealer: Sealer, known: KnownRows) -> Checked:
    """Parses, checks, hashes and seals."""
    checker = Checker(portion.kind, sealer, portion.file, known)
    if portion.table is not None:
        return checker.check(portion.table)
    if portion.layout is None or portion.block is None:
        raise ValueError("A portion has lines with their layout, or a table.")
    table, unparsed = parse_block(portion.layout, portion.block)
    checked = checker.check(table)
    rejected = [*checked.rejected, *(Rejected(one.line, one.code, "", "{}") for one in unparsed)]
    return Checked(
        checked.rows,
        checked.read + len(unparsed),
        sorted(rejected, key=lambda one: one.line),
        checked.unkeyed + len(unparsed),
    )


@contextmanager
def open_pool(sealer: Sealer, known: Path, processes: int) -> Iterator["Pool"]:
    """With less than two processes everything is done in this one; `known` is the file of rows that are in."""
    if processes < 2:
        yield Pool(sealer, KnownRows.open(known), None, 1)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(sealer, known)) as executor:
        yield Pool(sealer, KnownRows(), executor, processes)


@dataclass(frozen=True)
class Pool:
    """Gives portions out, and their results back in order."""

    sealer: Sealer
    known: KnownRows
    executor: ProcessPoolExecutor | None
    processes: int

    def check(self, portions: Iterable[RowsPortion]) -> Iterator[tuple[RowsPortion, Checked]]:
        """Never more than a few portions are under way."""
        if self.executor is None:
            yield from ((portion, check_portion(portion, self.sealer, self.known)) for portion in portions)
            return
        waiting: deque[tuple[RowsPortion, Future[Checked]]] = deque()
        for portion in portions:
            waiting.append((portion, self.executor.submit(_check, portion)))
            if len(waiting) >= self.processes * _WAITING_EACH:
                first, result = waiting.popleft()
                yield first, result.result()
        for first, result in waiting:
            yield first, result.result()


_sealer: Sealer | None = None
_known = KnownRows()


def _begin(sealer: Sealer, known: Path) -> None:
    global _sealer, _known
    _sealer, _known = sealer, KnownRows.open(known)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot tell its processes to end."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _check(portion: RowsPortion) -> Checked:
    if _sealer is None:
        raise RuntimeError("This process was not begun with its keys.")
    return check_portion(portion, _sealer, _known)
