"""Plans, the versions of their terms, and the figures of each version with where they come from."""

from datetime import date
from decimal import Decimal
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.tables.base import ClaimsTable, Dated, Few, one_of
from vocabulary.grades import PublicGrade

FAMILIES = ("universal", "contributory", "tailored")
GRADES = get_args(PublicGrade)


class PlanRow(ClaimsTable):
    """A plan by its code and its official name."""

    __tablename__ = "plans"
    __table_args__ = (one_of("family", FAMILIES),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    family: Mapped[str] = mapped_column(String(20))
    position: Mapped[Few]

    versions: Mapped[list["PlanVersionRow"]] = relationship(
        back_populates="plan", order_by="PlanVersionRow.in_force_from"
    )


class PlanVersionRow(Dated, ClaimsTable):
    """The terms of a plan between two days, both included; open-ended while `in_force_until` is empty."""

    __tablename__ = "plan_versions"
    __table_args__ = (
        UniqueConstraint("plan_code", "in_force_from"),
        CheckConstraint("in_force_until >= in_force_from", name="days_in_order"),
        one_of("grade", GRADES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_code: Mapped[str] = mapped_column(ForeignKey("plans.code"))
    in_force_from: Mapped[date]
    in_force_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(String(4))
    as_of: Mapped[date]

    plan: Mapped[PlanRow] = relationship(back_populates="versions")
    benefits: Mapped[list["BenefitRow"]] = relationship(
        order_by="BenefitRow.position", cascade="all, delete-orphan"
    )


class BenefitRow(Dated, ClaimsTable):
    """One figure of a version; `confirmed_by` is who at the centre confirmed it."""

    __tablename__ = "benefits"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        one_of("grade", GRADES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"))
    position: Mapped[Few]
    label: Mapped[str] = mapped_column(String(60))
    tier: Mapped[str | None] = mapped_column(String(20))
    amount: Mapped[Decimal | None]
    per: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(String(4))
    source: Mapped[str] = mapped_column(Text)
    confirmed_by: Mapped[str | None] = mapped_column(String(60))
