"""Who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import Base


class AuditRow(Base):
    """Who did what to whose data, and when; never the data itself. Outlives the conversation."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[int | None]
    details: Mapped[dict[str, Any]]
