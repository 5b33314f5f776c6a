"""Work for staff."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import Base


class TicketRow(Base):
    """One piece of work for staff; a conversation has at most one that is not closed."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "uq_tickets_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(30))
    urgency: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(64))
    desk: Mapped[str] = mapped_column(String(12), default="general", server_default="general")
    about: Mapped[str] = mapped_column(Text, default="", server_default="")
