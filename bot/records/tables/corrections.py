"""What staff say the bot should have understood."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class CorrectionRow(BotTable):
    """One masked example; proposed by one person, accepted or rejected by another."""

    __tablename__ = "corrections"
    __table_args__ = (
        UniqueConstraint("inbound_id", "proposed_by", name="uq_corrections_once_each"),
        Index("ix_corrections_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    intents: Mapped[list[Any]]
    programmes: Mapped[list[Any]]
    understood: Mapped[dict[str, Any] | None]
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    proposed_by: Mapped[int]
    proposed_name: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None]
    decided_name: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]
