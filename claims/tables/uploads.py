"""What members send, change and leave half done: papers, details, drafts; contents sealed."""

from datetime import date, datetime
from typing import get_args

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.tables.base import ClaimsTable, one_of
from claims.tables.claims import ClaimRow
from claims.values import CardChangeState

FIELDS = ("phone", "payout_card")


class PaperRow(ClaimsTable):
    """A file; loose while it has no claim. Its content is fetched only where it is asked for."""

    __tablename__ = "papers"
    __table_args__ = (
        # Loose papers are kept single by the lock on their member: an empty claim is equal to no other.
        UniqueConstraint("member_id", "claim_id", "content_hash"),
        Index(None, "member_id", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    content_sealed: Mapped[bytes] = mapped_column(deferred=True, deferred_raiseload=True)
    received_at: Mapped[datetime]

    claim: Mapped[ClaimRow | None] = relationship()


class ProfileChangeRow(ClaimsTable):
    """A detail that a member changed: what was and what came, both masked."""

    __tablename__ = "profile_changes"
    __table_args__ = (one_of("field", FIELDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    masked_old: Mapped[str] = mapped_column(String(20))
    masked_new: Mapped[str] = mapped_column(String(20))
    changed_on: Mapped[date]


class CardChangeRow(ClaimsTable):
    """A card that a member wants money to go to; it takes the old one's place at `effective_at`, unless it is stopped."""

    __tablename__ = "card_changes"
    __table_args__ = (
        one_of("state", get_args(CardChangeState)),
        Index(
            "uq_card_changes_pending",
            "member_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(None, "state", "effective_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    card_number_sealed: Mapped[str] = mapped_column(Text)
    masked_new: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided_at: Mapped[datetime | None]


class DraftRow(ClaimsTable):
    """What a member filled in of one flow and has not sent; good until `kept_until`."""

    __tablename__ = "drafts"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    flow: Mapped[str] = mapped_column(String(40), primary_key=True)
    content_sealed: Mapped[str] = mapped_column(Text)
    kept_until: Mapped[datetime]
