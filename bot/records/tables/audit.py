"""Who did what, and the end of the chain that holds the lines together."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class AuditRow(BotTable):
    """Who did what to whose data, and when; never the data itself. Outlives the conversation.

    `words` are a person's own, a reason for instance: with `words_salt` they can be erased, and the chain still holds.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
    words: Mapped[str | None] = mapped_column(Text)
    words_salt: Mapped[str | None] = mapped_column(String(32))
    words_digest: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(BotTable):
    """How many lines there are, and the last one's hash; the one row of its table, and the lock of whoever adds."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
