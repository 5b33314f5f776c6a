"""The rows that tell of imports: begun, gone on with, ended; and how far each kind is complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete, insert, select, update

from claims.errors import ImportRefused
from claims.importing.columns import Kind
from claims.importing.report import Report
from claims.tables import FeedRow, ImportRunRow

_RUNS = ImportRunRow.__table__


@dataclass(frozen=True)
class Run:
    """An import under way."""

    id: int
    state: str
    report: Report


def find_run(connection: Connection, source: str, is_full: bool, moment: datetime) -> Run | None:
    """The newest import of the same files, done or not."""
    row = connection.execute(
        select(_RUNS)
        .where(_RUNS.c.source == source, _RUNS.c.is_full == is_full, _RUNS.c.complete_up_to == moment)
        .order_by(_RUNS.c.id.desc())
        .limit(1)
    ).one_or_none()
    return Run(row.id, row.state, Report.from_json(row.told)) if row else None


def begin_run(connection: Connection, source: str, is_full: bool, moment: datetime, now: datetime) -> Run:
    """A new one."""
    made = connection.execute(
        insert(ImportRunRow)
        .values(
            source=source,
            is_full=is_full,
            complete_up_to=moment,
            state="reading",
            merged=0,
            told="{}",
            started_at=now,
        )
        .returning(ImportRunRow.id)
    )
    return Run(int(made.scalar_one()), "reading", Report())


def note_run(
    connection: Connection,
    run: int,
    state: str,
    report: Report,
    finished_at: datetime | None = None,
) -> None:
    """Writes down how far it is, in the transaction of what it did; what begins to merge has merged nothing yet."""
    values: dict[str, object] = {"state": state, "told": report.to_json(), "finished_at": finished_at}
    if state == "merging":
        values["merged"] = 0
    connection.execute(update(ImportRunRow).where(ImportRunRow.id == run).values(**values))


def note_portion(connection: Connection, run: int) -> None:
    """One more is in, in the transaction of what it did; whoever else notes one waits for its end."""
    connection.execute(update(ImportRunRow).where(ImportRunRow.id == run).values(merged=_RUNS.c.merged + 1))


def forget_run(connection: Connection, run: int) -> None:
    """A trial leaves nothing."""
    connection.execute(delete(ImportRunRow).where(ImportRunRow.id == run))


def note_feeds(connection: Connection, moments: Mapping[Kind, datetime], run: int, now: datetime) -> None:
    """From now on all rows of these kinds are known up to these moments."""
    for kind, moment in moments.items():
        connection.execute(delete(FeedRow).where(FeedRow.kind == kind))
        row = {"kind": kind, "complete_up_to": moment, "imported_at": now, "run_id": run}
        connection.execute(insert(FeedRow).values(**row))


def refuse_older(connection: Connection, moments: Mapping[Kind, datetime]) -> None:
    """Raises ImportRefused for files that are older than what was imported last."""
    for row in connection.execute(select(FeedRow.kind, FeedRow.complete_up_to)):
        moment = moments.get(cast(Kind, row.kind))
        if moment and moment < row.complete_up_to:
            raise ImportRefused("older", row.kind)
