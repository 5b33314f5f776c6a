"""Work for staff: tickets, notes that members never see, and what changed in the console."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class TicketRow(BotTable):
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
        Index("ix_tickets_closed_at", "closed_at"),
        Index("ix_tickets_opened_at", "opened_at"),
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
    staff_id: Mapped[int | None] = mapped_column(index=True)
    taken_at: Mapped[datetime | None]
    last_staff_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(12), default="", server_default="")
    rating: Mapped[str | None] = mapped_column(String(10))
    raised_by: Mapped[int | None]
    """The message that raised the alarm, by its id: its words are kept, and forgotten, where they were said."""
    told_member: Mapped[int | None]
    """Whose wish it is, once the centre's systems are told of it."""


class TicketTellingRow(BotTable):
    """That a wish was left, added to, or ended, until the outbox of the claims database has it; without a word of it."""

    __tablename__ = "ticket_tellings"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int]
    is_closed: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(30))
    desk: Mapped[str] = mapped_column(String(12))
    told_at: Mapped[datetime]


class StaffNoteRow(BotTable):
    """What staff wrote for each other beside a conversation; `key` makes a repeated send harmless."""

    __tablename__ = "staff_notes"
    __table_args__ = (Index("ix_staff_notes_conversation", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class TicketChangeRow(BotTable):
    """That something changed in a ticket or its conversation: what the console's streams follow."""

    __tablename__ = "ticket_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    ticket_id: Mapped[int]
    conversation_id: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(index=True)
