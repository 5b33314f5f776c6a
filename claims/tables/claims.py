"""Claims, the steps they went through, the papers asked for, and the payments made."""

from datetime import date
from decimal import Decimal
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.states import ClaimState
from claims.tables.base import ClaimsTable, Dated, Few, one_of
from claims.tables.plans import PlanRow
from claims.values import ClaimKind, PaymentState

_MISSING = text("received_on IS NULL")


class ClaimRow(Dated, ClaimsTable):
    """One claim; `state` repeats the last step of its timeline; `source_hash` is of what the centre last said of it."""

    __tablename__ = "claims"
    __table_args__ = (
        Index(None, "member_id", "filed_on"),
        Index(None, "state_since"),
        CheckConstraint("approved_amount >= 0", name="approved_amount_not_negative"),
        one_of("kind", get_args(ClaimKind)),
        one_of("state", ClaimState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    plan_code: Mapped[str] = mapped_column(ForeignKey("plans.code"))
    kind: Mapped[str] = mapped_column(String(30))
    cause: Mapped[str] = mapped_column(String(100))
    date_of_loss: Mapped[date]
    filed_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(30), index=True)
    state_since: Mapped[date]
    approved_amount: Mapped[Decimal | None]
    denial_reason: Mapped[str | None] = mapped_column(Text)
    source_hash: Mapped[str | None] = mapped_column(String(32))

    plan: Mapped[PlanRow] = relationship()
    timeline: Mapped[list["ClaimTimelineRow"]] = relationship(
        order_by="ClaimTimelineRow.position", cascade="all, delete-orphan"
    )
    documents: Mapped[list["ClaimDocumentRow"]] = relationship(
        order_by="ClaimDocumentRow.id", cascade="all, delete-orphan"
    )
    payments: Mapped[list["PaymentRow"]] = relationship(
        back_populates="claim",
        order_by="PaymentRow.paid_on.desc(), PaymentRow.id.desc()",
        cascade="all, delete-orphan",
    )


class ClaimTimelineRow(ClaimsTable):
    """A step of a claim, numbered from 0."""

    __tablename__ = "claim_timeline"
    __table_args__ = (UniqueConstraint("claim_id", "position"), one_of("state", ClaimState))

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"))
    position: Mapped[Few]
    state: Mapped[str] = mapped_column(String(30))
    entered_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    from_feed: Mapped[bool] = mapped_column(default=False, server_default=false())


class ClaimDocumentRow(ClaimsTable):
    """A paper asked for; `received_on` is empty while it is missing."""

    __tablename__ = "claim_documents"
    __table_args__ = (
        Index("ix_claim_documents_missing", "asked_on", sqlite_where=_MISSING, postgresql_where=_MISSING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(60))
    asked_on: Mapped[date]
    received_on: Mapped[date | None]
    from_feed: Mapped[bool] = mapped_column(default=False, server_default=false())


class PaymentRow(Dated, ClaimsTable):
    """Money sent for a claim; the card is kept by its last four digits, as it was on that day."""

    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        one_of("state", get_args(PaymentState)),
        Index("uq_payments_number", "number", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    number: Mapped[str | None] = mapped_column(String(40))
    amount: Mapped[Decimal]
    card_tail: Mapped[str] = mapped_column(String(4))
    paid_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    return_reason: Mapped[str | None] = mapped_column(Text)

    claim: Mapped[ClaimRow] = relationship(back_populates="payments")
