"""Imports rows: read, checked and staged first, then merged; a run that was ended at any point goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from claims.errors import ImportRefused
from claims.importing.columns import Kind
from claims.importing.database import open_for_import
from claims.importing.files import find_files, read_manifest
from claims.importing.incoming import IncomingSource, find_waiting
from claims.importing.known_rows import write_known
from claims.importing.merging.merger import Merger
from claims.importing.merging.portions import PORTION_ROWS, cut_portions, read_portions, write_portions
from claims.importing.merging.side_by_side import merge_portions, open_connections
from claims.importing.merging.statements import Family
from claims.importing.pool import open_pool
from claims.importing.reading import FileSource, open_file
from claims.importing.rejects import keep_rejected, write_rejects
from claims.importing.report import Report
from claims.importing.runs import Run, begin_run, find_run, forget_run, note_feeds, note_run, refuse_older
from claims.importing.source import RowSource
from claims.importing.staging import Staging
from claims.own_numbers import MARK
from claims.sealing import Sealer

_CLOCKS_APART = timedelta(hours=1)


class ImportProgress(Protocol):
    """Hears how far an import is."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of so much begins."""

    def advance(self, amount: int) -> None:
        """So much more of it is done."""


@dataclass(frozen=True)
class ImportOrder:
    """What is to be imported; without `moment` the manifest beside the files has to say it.

    With `is_full` the files are all there is of their kinds; not more than the share `most_removed` is taken for gone.
    Numbers that begin with `number_mark` are given out here alone.
    """

    paths: Sequence[Path]
    rejects: Path
    moment: datetime | None = None
    is_full: bool = False
    is_dry: bool = False
    is_again: bool = False
    most_removed: float = 0.01
    processes: int = 2
    portion_rows: int = PORTION_ROWS
    number_mark: str = MARK


@dataclass(frozen=True)
class ImportResult:
    """How it went; `rejected` rows are in the rejects file."""

    report: Report
    rejected: int
    was_done: bool = False


@dataclass(frozen=True)
class Importer:
    """Imports into the database at `url`."""

    url: str
    sealer: Sealer
    clock: Callable[[], datetime]
    progress: ImportProgress

    def run(self, asked: ImportOrder) -> ImportResult:
        """Files. Raises ImportRefused before anything was changed; a fault of the database leaves a run to go on with."""
        opened = [open_file(one) for one in find_files(asked.paths)]
        moment = asked.moment or read_manifest(asked.paths)
        if moment is None:
            raise ImportRefused("no_moment")
        source = FileSource(opened, dict.fromkeys((one.handed.kind for one in opened), moment))
        with open_for_import(self.url) as connection:
            return self._bring_in(connection, source, asked)

    def merge_incoming(self, asked: ImportOrder) -> ImportResult:
        """What other programs put into the tables `incoming_…`, as far as they said that it is complete."""
        with open_for_import(self.url) as connection:
            with connection.begin():
                waiting = find_waiting(connection)
                if not waiting.last:
                    refuse_older(connection, waiting.moments)
                    note_feeds(connection, waiting.moments, 0, self.clock())
                    return ImportResult(Report(), 0)
            return self._bring_in(connection, IncomingSource(connection, waiting), asked)

    def _bring_in(self, connection: Connection, source: RowSource, asked: ImportOrder) -> ImportResult:
        moment, digest = min(source.moments.values()), source.digest()
        if max(source.moments.values()) > self.clock() + _CLOCKS_APART:
            raise ImportRefused("future")
        staging = Staging(connection)
        with connection.begin():
            refuse_older(connection, source.moments)
            run = find_run(connection, digest, asked.is_full, moment)
            if run and run.state == "done" and not (asked.is_again or asked.is_dry):
                return ImportResult(run.report, 0, was_done=True)
            if run is None or run.state == "done" or asked.is_dry:
                run = begin_run(connection, digest, asked.is_full, moment, self.clock())
            goes_on = run.state == "merging" and staging.is_whole(run.id)
        if not goes_on:
            run = Run(run.id, "reading", Report())
            self._stage(staging, source, run, asked)
        self._merge(staging, source, run, moment, asked)
        return self._end(staging, source, asked, run)

    def _stage(self, staging: Staging, source: RowSource, run: Run, asked: ImportOrder) -> None:
        report = run.report
        for line in source.notes():
            report.note(line)
        with staging.connection.begin():
            staging.make()
        self.progress.begin("reading", source.size)
        processes = asked.processes if source.is_large else 1
        with (
            write_known(staging.connection) as known,
            open_pool(self.sealer, known, processes) as pool,
        ):
            for portion, checked in pool.check(source.portions()):
                with staging.connection.begin():
                    staging.add(portion.kind, checked.rows)
                    keep_rejected(staging.connection, portion.kind, portion.file, checked.rejected, report)
                report.count(portion.kind, "read", checked.read)
                report.unkeyed[portion.kind] = report.unkeyed.get(portion.kind, 0) + checked.unkeyed
                self.progress.advance(portion.size)
        with staging.connection.begin():
            if source.is_log:
                staging.keep_last(report.counts_of_kinds())
            staging.finish(report.counts_of_kinds(), run.id)
            counts: dict[Kind, int] = {kind: staging.count(kind) for kind in sorted(source.moments)}
            write_portions(staging.connection, cut_portions(counts, asked.portion_rows))
            note_run(staging.connection, run.id, "merging", report)

    def _merge(
        self, staging: Staging, source: RowSource, run: Run, moment: datetime, asked: ImportOrder
    ) -> None:
        report = run.report
        with staging.connection.begin():
            left, told = read_portions(staging.connection)
        self.progress.begin("merging", len(left) + len(told))
        for earlier in told:
            report.add(earlier)
            self.progress.advance(1)

        def tell(merged: Report) -> None:
            report.add(merged)
            self.progress.advance(1)

        def give_back(family: Family) -> None:
            # A trial looks into the rows of other families, a full import for what they do not hold.
            if not (asked.is_dry or asked.is_full):
                with staging.connection.begin():
                    staging.empty(family.kinds)

        lanes = min(asked.processes, max(len(left), 1))
        with open_connections(staging.connection, lanes) as connections:
            mergers = [Merger(one, run.id, moment, asked.is_dry, asked.number_mark) for one in connections]
            for merger in mergers:
                merger.prepare()
            merge_portions(mergers, left, tell, give_back)
            if asked.is_full:
                mergers[0].remove_absent(
                    sorted(source.moments),
                    asked.most_removed,
                    lambda kind: source.is_whole(kind) and not report.unkeyed.get(kind),
                    report,
                )

    def _end(self, staging: Staging, source: RowSource, asked: ImportOrder, run: Run) -> ImportResult:
        connection = staging.connection
        with connection.begin():
            rejected = write_rejects(connection, source.names(), asked.rejects)
            if asked.is_dry:
                forget_run(connection, run.id)
            else:
                note_run(connection, run.id, "done", run.report, self.clock())
                note_feeds(connection, source.moments, run.id, self.clock())
                source.end()
            staging.drop()
        return ImportResult(run.report, rejected)
