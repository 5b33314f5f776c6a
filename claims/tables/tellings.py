"""What members told when they filed or applied: their words, sealed, beside the record they led to."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable


class ClaimTellingRow(ClaimsTable):
    """What was told of a claim: where it happened, what it cost, and the words."""

    __tablename__ = "claim_tellings"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True)
    amount: Mapped[Decimal | None]
    place_sealed: Mapped[str] = mapped_column(Text)
    told_sealed: Mapped[str] = mapped_column(Text)


class ReliefTellingRow(ClaimsTable):
    """What was told of an emergency: whose, when, the costs, and the words."""

    __tablename__ = "relief_tellings"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("relief_applications.id", ondelete="CASCADE"), primary_key=True
    )
    whose: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    self_paid: Mapped[Decimal | None]
    compensation: Mapped[Decimal | None]
    unit: Mapped[str] = mapped_column(String(100))
    is_urgent: Mapped[bool]
    phone_sealed: Mapped[str] = mapped_column(Text)
    told_sealed: Mapped[str] = mapped_column(Text)
