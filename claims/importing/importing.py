"""Imports files: read, checked and staged first, then merged; a run that was ended at any point goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from claims.errors import ImportRefused
from claims.importing.columns import Kind
from claims.importing.database import open_for_import
from claims.importing.files import find_files, hash_files, read_manifest
from claims.importing.merging.portions import PORTION_ROWS, Merger, cut_portions
from claims.importing.pool import open_pool
from claims.importing.reading import Opened, open_file, read_portions
from claims.importing.rejects import keep_rejected, write_rejects
from claims.importing.report import Report
from claims.importing.runs import Run, begin_run, find_run, forget_run, note_feeds, note_run, refuse_older
from claims.importing.staging import Staging
from claims.sealing import Sealer

_CLOCKS_APART = timedelta(hours=1)
_WORTH_PROCESSES = 8_000_000
"""Bytes; smaller files are read before another process would have begun."""


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
        """Raises ImportRefused before anything was changed; a fault of the database leaves a run to go on with."""
        files = find_files(asked.paths)
        opened = [open_file(one) for one in files]
        moment = self._find_moment(asked)
        with open_for_import(self.url) as connection:
            source = hash_files(files)
            with connection.begin():
                refuse_older(connection, dict.fromkeys((one.handed.kind for one in opened), moment))
                run = find_run(connection, source, asked.is_full, moment)
            if run and run.state == "done" and not (asked.is_again or asked.is_dry):
                return ImportResult(run.report, 0, was_done=True)
            return self._import(connection, asked, opened, moment, source, run)

    def _find_moment(self, asked: ImportOrder) -> datetime:
        moment = asked.moment or read_manifest(asked.paths)
        if moment is None:
            raise ImportRefused("no_moment")
        if moment > self.clock() + _CLOCKS_APART:
            raise ImportRefused("future")
        return moment

    def _import(
        self,
        connection: Connection,
        asked: ImportOrder,
        opened: Sequence[Opened],
        moment: datetime,
        source: str,
        run: Run | None,
    ) -> ImportResult:
        staging = Staging(connection)
        with connection.begin():
            if run is None or run.state == "done" or asked.is_dry:
                run = begin_run(connection, source, asked.is_full, moment, self.clock())
            goes_on = run.state == "merging" and staging.is_whole(run.id)
        report = run.report if goes_on else Report()
        if not goes_on:
            self._stage(staging, opened, run.id, report, asked)
        merged = run.merged if goes_on else 0
        self._merge(staging, asked, opened, Merger(staging, run.id, moment, report, asked.is_dry), merged)
        kinds: dict[Kind, datetime] = dict.fromkeys((one.handed.kind for one in opened), moment)
        with connection.begin():
            rejected = write_rejects(connection, [one.handed.path.name for one in opened], asked.rejects)
            if asked.is_dry:
                forget_run(connection, run.id)
            else:
                note_run(connection, run.id, "done", run.merged, report, self.clock())
                note_feeds(connection, kinds, run.id, self.clock())
            staging.drop()
        return ImportResult(report, rejected)

    def _stage(
        self, staging: Staging, opened: Sequence[Opened], run: int, report: Report, asked: ImportOrder
    ) -> None:
        for one in opened:
            if one.unknown:
                report.note(f"{one.handed.path.name}: left alone: {', '.join(one.unknown)}")
        with staging.connection.begin():
            staging.make()
        size = sum(one.size for one in opened)
        bytes_all = sum(one.handed.path.stat().st_size for one in opened)
        self.progress.begin("reading", size)
        with open_pool(self.sealer, asked.processes if bytes_all > _WORTH_PROCESSES else 1) as pool:
            for portion, checked in pool.check(read_portions(opened)):
                with staging.connection.begin():
                    staging.add(portion.kind, checked.rows)
                    keep_rejected(staging.connection, portion.kind, portion.file, checked.rejected, report)
                report.count(portion.kind, "read", checked.read)
                report.unkeyed[portion.kind] = report.unkeyed.get(portion.kind, 0) + checked.unkeyed
                self.progress.advance(portion.size)
        with staging.connection.begin():
            staging.finish(report.counts_of_kinds(), run)
            note_run(staging.connection, run, "merging", 0, report)

    def _merge(
        self, staging: Staging, asked: ImportOrder, opened: Sequence[Opened], merger: Merger, merged: int
    ) -> None:
        kinds = sorted({one.handed.kind for one in opened})
        with staging.connection.begin():
            counts: dict[Kind, int] = {kind: staging.count(kind) for kind in kinds}
        portions = cut_portions(counts, asked.portion_rows)
        merger.prepare()
        self.progress.begin("merging", len(portions))
        self.progress.advance(merged)
        for at, portion in enumerate(portions[merged:], merged + 1):
            merger.merge(portion, at)
            self.progress.advance(1)
        if asked.is_full:
            cut = {one.handed.kind for one in opened if not one.ends_well}
            report = merger.report
            merger.remove_absent(
                kinds, asked.most_removed, lambda kind: kind not in cut and not report.unkeyed.get(kind)
            )
