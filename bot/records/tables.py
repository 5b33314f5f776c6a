"""The tables of the bot's database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database, also where that keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Stores UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives UTC back."""
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What every table of this database shares."""

    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class ConversationRow(Base):
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


class InboundRow(Base):
    """One message from a member, committed before anything else is done with it."""

    __tablename__ = "inbound"
    __table_args__ = (
        Index(
            "ix_inbound_unanswered",
            "received_at",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_inbound_conversation", "conversation_id", "id"),
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


class UtteranceRow(Base):
    """One thing said in a conversation, by whom, from which data, and how it reached the member.

    `delivery` is null until a way was taken: inline, pushed, held, shown.
    """

    __tablename__ = "utterances"
    __table_args__ = (Index("ix_utterances_conversation", "conversation_id", "id"),)

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


class IdentityLinkRow(Base):
    """Which membership a conversation belongs to."""

    __tablename__ = "identity_links"
    __table_args__ = (Index("ix_identity_links_member", "member_id"),)

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    member_id: Mapped[int]
    linked_at: Mapped[datetime]


class NoticeChoiceRow(Base):
    """Whether a conversation wants notices of a kind; no row means yes."""

    __tablename__ = "notice_choices"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    is_wanted: Mapped[bool]
    chosen_at: Mapped[datetime]


class TemplateMessageRow(Base):
    """One template message by its key, and what became of it."""

    __tablename__ = "template_messages"
    __table_args__ = (Index("ix_template_messages_report", "conversation_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    template_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    tried_at: Mapped[datetime]
    message_id: Mapped[str] = mapped_column(String(32), default="", server_default="")
    errcode: Mapped[int] = mapped_column(default=0, server_default="0")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")


class NoticeSaidRow(Base):
    """A notice that was said in a conversation, by a key of what it is about: said once and no more."""

    __tablename__ = "notices_said"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    said_at: Mapped[datetime]


class MemberPageRow(Base):
    """A link to a page that opens for one member for a short while; only the token's hash is kept."""

    __tablename__ = "member_pages"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10), default="bind", server_default="bind")
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    inbound_id: Mapped[int | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class IdentityAttemptRow(Base):
    """One wrong try on the identity page, by conversation and by keyed hash of the identity number."""

    __tablename__ = "identity_attempts"
    __table_args__ = (
        Index("ix_identity_attempts_conversation", "conversation_id", "tried_at"),
        Index("ix_identity_attempts_identity", "identity_hash", "tried_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    identity_hash: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]


class ServiceMessageRow(Base):
    """One customer-service message in WeChat's ledger: reserved, then accepted, refused or unknown."""

    __tablename__ = "service_messages"
    __table_args__ = (Index("ix_service_messages_window", "conversation_id", "reserved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    reserved_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(10))
    errcode: Mapped[int | None]


class AuditRow(Base):
    """Who did what to whose data, and when; never the data itself. Outlives the conversation."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[int | None]
    details: Mapped[dict[str, Any]]
