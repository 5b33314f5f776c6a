"""What members send, change and leave half done: papers, details, drafts; contents sealed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.tables.base import Base, one_of
from claims.tables.claims import ClaimRow

FIELDS = ("phone", "payout_card")


class PaperRow(Base):
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


class ProfileChangeRow(Base):
    """A detail that a member changed: what was and what came, both masked."""

    __tablename__ = "profile_changes"
    __table_args__ = (one_of("field", FIELDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    masked_old: Mapped[str] = mapped_column(String(20))
    masked_new: Mapped[str] = mapped_column(String(20))
    changed_on: Mapped[date]


class DraftRow(Base):
    """What a member filled in of one flow and has not sent; good until `kept_until`."""

    __tablename__ = "drafts"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    flow: Mapped[str] = mapped_column(String(40), primary_key=True)
    content_sealed: Mapped[str] = mapped_column(Text)
    kept_until: Mapped[datetime]
