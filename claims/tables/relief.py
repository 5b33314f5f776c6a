"""Applications to a relief fund, and their way through the three reviews."""

from datetime import date
from decimal import Decimal
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.states import ReliefStep
from claims.tables.base import ClaimsTable, Dated, Few, one_of
from claims.values import ReliefKind


class ReliefApplicationRow(Dated, ClaimsTable):
    """One application; `step` repeats the last step of its timeline, to be found by."""

    __tablename__ = "relief_applications"
    __table_args__ = (
        Index(None, "member_id", "submitted_on"),
        CheckConstraint("approved_amount >= 0", name="approved_amount_not_negative"),
        one_of("kind", get_args(ReliefKind)),
        one_of("step", ReliefStep),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(100))
    district: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(20), index=True)
    submitted_on: Mapped[date]
    step_since: Mapped[date]
    approved_amount: Mapped[Decimal | None]
    denial_reason: Mapped[str | None] = mapped_column(Text)
    source_hash: Mapped[str | None] = mapped_column(String(32))

    timeline: Mapped[list["ReliefTimelineRow"]] = relationship(
        order_by="ReliefTimelineRow.position", cascade="all, delete-orphan"
    )


class ReliefTimelineRow(ClaimsTable):
    """A step of an application, numbered from 0."""

    __tablename__ = "relief_timeline"
    __table_args__ = (UniqueConstraint("application_id", "position"), one_of("step", ReliefStep))

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("relief_applications.id", ondelete="CASCADE"))
    position: Mapped[Few]
    step: Mapped[str] = mapped_column(String(20))
    entered_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    from_feed: Mapped[bool] = mapped_column(default=False, server_default=false())
