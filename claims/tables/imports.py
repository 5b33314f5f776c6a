"""What was handed in by the centre: runs, how far each kind of row is complete, and where other programs put rows."""

from datetime import datetime

from sqlalchemy import Column, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from claims.importing.columns import FILES, KINDS
from claims.tables.base import LARGE, ClaimsTable, one_of

RUN_STATES = ("reading", "merging", "done")


class ImportRunRow(ClaimsTable):
    """One import; `told` is its report as JSON, `merged` counts the parts that are in for good."""

    __tablename__ = "import_runs"
    __table_args__ = (one_of("state", RUN_STATES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    is_full: Mapped[bool]
    complete_up_to: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    merged: Mapped[int]
    told: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class FeedRow(ClaimsTable):
    """The moment up to which all rows of a kind are known."""

    __tablename__ = "feeds"
    __table_args__ = (one_of("kind", KINDS),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    complete_up_to: Mapped[datetime]
    imported_at: Mapped[datetime]
    run_id: Mapped[int]


class IncomingFeedRow(ClaimsTable):
    """Until when the rows of a kind, put here by another program, are complete; that program writes it last."""

    __tablename__ = "incoming_feeds"
    __table_args__ = (one_of("kind", KINDS),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    complete_up_to: Mapped[datetime]


INCOMING = {
    kind: Table(
        f"incoming_{kind}",
        ClaimsTable.metadata,
        Column("id", LARGE, primary_key=True),
        *(Column(name, Text) for name in FILES[kind].names),
    )
    for kind in KINDS
}
"""Where another program puts rows, as text, in the columns of the files; a later row of a key counts."""
