"""Which notices go out by themselves, and how."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import Base


class AutomaticNoticeRow(Base):
    """One occasion; no row means that it is off."""

    __tablename__ = "automatic_notices"

    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_on: Mapped[bool]
    template_id: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(500))
    on_since: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(String(64))
