"""Conversations, what came in, and what was said."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class ConversationRow(BotTable):
    """One member's thread in one channel; `dialogue` counts the fresh starts of Rasa's memory of it."""

    __tablename__ = "conversations"
    __table_args__ = (Index("uq_conversations_address", "channel", "address", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(128))
    account: Mapped[str] = mapped_column(String(64), default="")
    dialogue: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    last_inbound_at: Mapped[datetime | None]
    last_event_at: Mapped[datetime | None]
    scene: Mapped[str] = mapped_column(String(64), default="", server_default="")
    blocked_at: Mapped[datetime | None]


class InboundRow(BotTable):
    """One message from a member, committed before anything else is done with it.

    `tries` counts those that ended in a fault; `owed_ticket_id` is the ticket of the outage that left it unanswered.
    """

    __tablename__ = "inbound"
    __table_args__ = (
        Index(
            "ix_inbound_unanswered",
            "received_at",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_inbound_conversation", "conversation_id", "id"),
        Index("ix_inbound_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(255), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    inline_closed: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    understood: Mapped[dict[str, Any] | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    owed_ticket_id: Mapped[int | None]


class UtteranceRow(BotTable):
    """One thing said in a conversation, by whom, from which data, and how it reached the member.

    `delivery` is null until a way was taken: inline, pushed, held, shown. `key` makes a repeated send of staff
    harmless; `service_message_id` is the last try to push it.
    """

    __tablename__ = "utterances"
    __table_args__ = (
        Index("ix_utterances_conversation", "conversation_id", "id"),
        Index("uq_utterances_key", "key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id", ondelete="CASCADE"), index=True)
    speaker: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]]
    links: Mapped[list[Any]]
    facts: Mapped[list[Any]]
    said_at: Mapped[datetime]
    delivery: Mapped[str | None] = mapped_column(String(10))
    key: Mapped[str | None] = mapped_column(String(64))
    service_message_id: Mapped[int | None]
    picture: Mapped[str] = mapped_column(String(64), default="", server_default="")
    card: Mapped[dict[str, Any] | None]


class ServiceMessageRow(BotTable):
    """One customer-service message in WeChat's ledger: reserved, then accepted, refused or unknown."""

    __tablename__ = "service_messages"
    __table_args__ = (Index("ix_service_messages_window", "conversation_id", "reserved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    reserved_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(10))
    refusal: Mapped[str] = mapped_column(String(20), default="", server_default="")
    errcode: Mapped[int | None]
