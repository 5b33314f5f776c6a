"""Bulk outreach: campaigns, their audiences, the ledger of recipients, the days' counts, and reports to fold in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class CampaignRow(BotTable):
    """One campaign; `version` grows with every edit, `remaining` of a `portion` may go out before it pauses."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), index=True)
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(10))
    way: Mapped[str] = mapped_column(String(10))
    template_id: Mapped[str] = mapped_column(String(64), default="")
    fields: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    audience_id: Mapped[int | None]
    created_by: Mapped[int]
    created_name: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    approved_by: Mapped[int | None]
    approved_name: Mapped[str] = mapped_column(String(64), default="")
    approved_at: Mapped[datetime | None]
    approved_hash: Mapped[str] = mapped_column(String(64), default="")
    starts_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    remaining: Mapped[int | None]
    portion: Mapped[int] = mapped_column(default=0, server_default="0")
    repeats: Mapped[int | None]
    pause_code: Mapped[str] = mapped_column(String(30), default="")
    pause_words: Mapped[str] = mapped_column(String(200), default="")


class AudienceRow(BotTable):
    """Who was found for a campaign at one moment; `digest` is of the members and every value of theirs."""

    __tablename__ = "audiences"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(10))
    definition: Mapped[dict[str, Any]]
    variables: Mapped[list[Any]]
    found: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
    bad_rows: Mapped[list[Any]]
    bad_count: Mapped[int] = mapped_column(default=0)
    is_ready: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]


class AudienceMemberRow(BotTable):
    """One member of an audience, with the values that the notice may say to them."""

    __tablename__ = "audience_members"

    audience_id: Mapped[int] = mapped_column(
        ForeignKey("audiences.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    variables: Mapped[dict[str, Any]]


class LeftOutRow(BotTable):
    """A member to whom one version of a campaign cannot be said, and which of its fields WeChat would refuse."""

    __tablename__ = "left_out"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(String(200))


class RecipientRow(BotTable):
    """The ledger: one row for each member of a campaign, made at its approval."""

    __tablename__ = "recipients"
    __table_args__ = (
        UniqueConstraint("campaign_id", "member_id", name="uq_recipients_once_each"),
        Index("ix_recipients_work", "campaign_id", "state", "id"),
        Index("ix_recipients_member", "member_id"),
        # The few that are on their way are looked for each second, among millions.
        Index(
            "ix_recipients_sending",
            "taken_at",
            postgresql_where=text("state = 'sending'"),
            sqlite_where=text("state = 'sending'"),
        ),
        Index("ix_recipients_conversation", "conversation_id", "sent_at"),
        Index(
            "ix_recipients_message",
            "message_id",
            postgresql_where=text("message_id <> ''"),
            sqlite_where=text("message_id <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    audience_id: Mapped[int]
    member_id: Mapped[int]
    conversation_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10))
    skip_reason: Mapped[str] = mapped_column(String(20), default="", server_default="")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    tried_at: Mapped[datetime | None]
    """The first try that may have gone out: WeChat's ten minutes count from it."""
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(String(32), default="", server_default="")
    refusal: Mapped[str] = mapped_column(String(20), default="", server_default="")
    errcode: Mapped[int] = mapped_column(default=0, server_default="0")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    settled_at: Mapped[datetime | None]


class SendingDayRow(BotTable):
    """How many template messages a day has had, in Beijing's time: WeChat counts by the day."""

    __tablename__ = "sending_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    used: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None]
    held_errcode: Mapped[int] = mapped_column(default=0)


class DeliveryReportRow(BotTable):
    """WeChat's event about a template message, kept as it came until it is folded in."""

    __tablename__ = "delivery_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(60))
    received_at: Mapped[datetime]
