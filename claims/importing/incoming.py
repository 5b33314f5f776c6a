"""Rows that another program put into the tables `incoming_…`, on their way through the same import."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from sqlalchemy import Connection, delete, func, select

from claims.importing.columns import FILES, Kind
from claims.importing.csv_lines import LINE
from claims.importing.pool import RowsPortion
from claims.tables import INCOMING, IncomingFeedRow

_ROWS = 20_000


@dataclass(frozen=True)
class WaitingRows:
    """Rows of each kind up to an id, and up to when each kind is complete with them."""

    last: Mapping[Kind, int]
    moments: Mapping[Kind, datetime]


def find_waiting(connection: Connection) -> WaitingRows:
    """Only kinds of which the other program said up to when they are complete: it writes that last."""
    said = {
        row.kind: row.complete_up_to
        for row in connection.execute(select(IncomingFeedRow.kind, IncomingFeedRow.complete_up_to))
    }
    moments: dict[Kind, datetime] = {kind: said[kind] for kind in FILES if kind in said}
    last = {kind: connection.scalar(select(func.max(INCOMING[kind].c.id))) for kind in moments}
    return WaitingRows({kind: int(one) for kind, one in last.items() if one}, moments)


@dataclass(frozen=True)
class IncomingSource:
    """The rows that wait, on the import's own connection; the line of a row is its id. Once they are in they go."""

    connection: Connection
    waiting: WaitingRows
    is_large: bool = False
    is_log: bool = True

    @property
    def moments(self) -> Mapping[Kind, datetime]:
        """As the other program said."""
        return self.waiting.moments

    @property
    def size(self) -> int:
        """About as many rows."""
        return sum(self.waiting.last.values())

    def digest(self) -> str:
        """The same for the same rows."""
        waiting = repr((sorted(self.waiting.last.items()), sorted(self.waiting.moments.items())))
        return hashlib.sha256(waiting.encode()).hexdigest()

    def names(self) -> Sequence[str]:
        """The tables."""
        return [f"incoming_{kind}" for kind in self.waiting.last]

    def notes(self) -> Sequence[str]:
        """None."""
        return ()

    def portions(self) -> Iterator[RowsPortion]:
        """Some thousands at a time."""
        for place, kind in enumerate(self.waiting.last):
            after = 0
            while (rows := self._read(kind, after)).num_rows:
                after = rows[LINE][-1].as_py()
                yield RowsPortion(kind, place, rows.num_rows, table=rows)

    def _read(self, kind: Kind, after: int) -> pa.Table:
        table = INCOMING[kind]
        here = table.c.id > after, table.c.id <= self.waiting.last[kind]
        with self.connection.begin():
            rows = self.connection.execute(select(table).where(*here).order_by(table.c.id).limit(_ROWS)).all()
        text = {
            name: pa.array([getattr(row, name) or "" for row in rows], pa.string())
            for name in FILES[kind].names
        }
        return pa.table({**text, LINE: pa.array([row.id for row in rows], pa.int64())})

    def is_whole(self, kind: Kind) -> bool:
        """Changes are never all there is."""
        return False

    def end(self) -> None:
        """They hold numbers in clear: what is in, or in the rejects, goes."""
        for kind, last in self.waiting.last.items():
            self.connection.execute(delete(INCOMING[kind]).where(INCOMING[kind].c.id <= last))
