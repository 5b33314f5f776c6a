"""What is kept beside a core system: by which reference it knows a member, and its last answers, sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable


class CoreMemberRow(ClaimsTable):
    """The core's own reference of a member who proved who they are here."""

    __tablename__ = "core_members"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    ref: Mapped[str] = mapped_column(String(64), unique=True)
    proved_at: Mapped[datetime]


class CoreAnswerRow(ClaimsTable):
    """The core's last answer to one question about one member, for when the core is down; complete up to `as_of`."""

    __tablename__ = "core_answers"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    question: Mapped[str] = mapped_column(String(20), primary_key=True)
    content_sealed: Mapped[str] = mapped_column(Text)
    as_of: Mapped[datetime]
    kept_at: Mapped[datetime] = mapped_column(index=True)
