"""Which notices go out by themselves, and how."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class AutomaticNoticeRow(BotTable):
    """One occasion; no row means that it is off."""

    __tablename__ = "automatic_notices"

    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_on: Mapped[bool]
    template_id: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(500))
    on_since: Mapped[datetime | None]
    changed_by: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str] = mapped_column(String(64), default="", server_default="")


class AutomaticProposalRow(BotTable):
    """How an occasion is to be told once a second person agrees; with a note it was sent back."""

    __tablename__ = "automatic_proposals"

    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    template_id: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(500))
    proposed_by: Mapped[int]
    proposed_name: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="", server_default="")
