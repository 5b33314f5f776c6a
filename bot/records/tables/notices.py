"""Notices: what is wanted, what was said, and template messages."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class NoticeChoiceRow(BotTable):
    """Whether a conversation wants notices of a kind; no row means yes."""

    __tablename__ = "notice_choices"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    is_wanted: Mapped[bool]
    chosen_at: Mapped[datetime]


class NoticeSaidRow(BotTable):
    """A notice that was said in a conversation, by a key of what it is about: said once and no more."""

    __tablename__ = "notices_said"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    said_at: Mapped[datetime]


class TemplateMessageRow(BotTable):
    """One template message by its key, and what became of it."""

    __tablename__ = "template_messages"
    __table_args__ = (
        Index("ix_template_messages_report", "conversation_id", "message_id"),
        Index(
            "ix_template_messages_message",
            "message_id",
            postgresql_where=text("message_id <> ''"),
            sqlite_where=text("message_id <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    template_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    tried_at: Mapped[datetime]
    message_id: Mapped[str] = mapped_column(String(32), default="", server_default="")
    refusal: Mapped[str] = mapped_column(String(20), default="", server_default="")
    errcode: Mapped[int] = mapped_column(default=0, server_default="0")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
