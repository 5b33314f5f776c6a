"""What staff did with relief applications."""

from datetime import datetime
from decimal import Decimal
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from claims.states import Act, ReliefStep
from claims.tables.base import ClaimsTable, Few, one_of


class ReliefActRow(ClaimsTable):
    """One act of one person, numbered from 1 within its application: of two at once only one can be the next."""

    __tablename__ = "relief_acts"
    __table_args__ = (
        UniqueConstraint("application_id", "position"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        one_of("act", get_args(Act)),
        one_of("step", ReliefStep),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("relief_applications.id", ondelete="CASCADE"))
    position: Mapped[Few]
    act: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[int]
    staff_name: Mapped[str] = mapped_column(String(40))
    for_member: Mapped[str] = mapped_column(Text)
    for_staff: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal | None]
    acted_at: Mapped[datetime] = mapped_column(index=True)
