"""What goes out to the centre's systems: the changes, each member's lane of them, and the end of the line."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable

_WAITS = text("delivered_at IS NULL")
_DUE = text("next_try_at IS NOT NULL")


class OutboxRow(ClaimsTable):
    """One change. `position` grows in the order of commits, `sequence` is the member's own count from 1.

    The sealed content goes once it is delivered; what stays is the receipt. No key leads to the member: the row
    outlives them until it is delivered.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("member_hash", "sequence"),
        Index("ix_outbox_waiting", "position", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index(None, "delivered_at"),
    )

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    member_hash: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)
    event: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    event_sealed: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    delivered_to: Mapped[str] = mapped_column(String(64), default="")


class OutboxLaneRow(ClaimsTable):
    """One member's changes, which leave one after the other; whoever delivers them claims the lane for a while."""

    __tablename__ = "outbox_lanes"
    __table_args__ = (Index("ix_outbox_lanes_due", "next_try_at", sqlite_where=_DUE, postgresql_where=_DUE),)

    member_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    next_try_at: Mapped[datetime | None]
    tries: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    parked_at: Mapped[datetime | None]
    claim: Mapped[str] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None]


class OutboxHeadRow(ClaimsTable):
    """The last position given; the one row of its table, and the lock of whoever adds."""

    __tablename__ = "outbox_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
