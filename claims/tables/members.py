"""Members, their grassroots unions, and the plans they are enrolled in."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.tables.base import ClaimsTable, Dated, Few
from claims.tables.plans import PlanRow


class GrassrootsUnionRow(Dated, ClaimsTable):
    """A unit's union, with the district and township whose unions stand above it."""

    __tablename__ = "grassroots_unions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    district: Mapped[str] = mapped_column(String(20))
    township: Mapped[str] = mapped_column(String(40))


class MemberRow(Dated, ClaimsTable):
    """A member; numbers are sealed, and the identity number is found by its keyed hash.

    `source_…` are keyed hashes of what the centre last said: of all, of the phone, of the card. `left_on` is the day
    from which the centre has the member no more.
    """

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    id_number_hash: Mapped[str] = mapped_column(String(64), unique=True)
    id_number_sealed: Mapped[str] = mapped_column(Text)
    card_number_sealed: Mapped[str] = mapped_column(Text)
    phone_sealed: Mapped[str] = mapped_column(Text)
    union_id: Mapped[int] = mapped_column(ForeignKey("grassroots_unions.id"), index=True)
    source_hash: Mapped[str | None] = mapped_column(String(32))
    source_phone_hash: Mapped[str | None] = mapped_column(String(32))
    source_card_hash: Mapped[str | None] = mapped_column(String(32))
    left_on: Mapped[date | None]

    union: Mapped[GrassrootsUnionRow] = relationship()


class EnrolmentRow(Dated, ClaimsTable):
    """One member in one plan for one term; both days are included."""

    __tablename__ = "enrolments"
    __table_args__ = (
        CheckConstraint("units > 0", name="units_positive"),
        CheckConstraint("expiry_date >= effective_date", name="term_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    plan_code: Mapped[str] = mapped_column(ForeignKey("plans.code"))
    tier: Mapped[str | None] = mapped_column(String(20))
    units: Mapped[Few]
    effective_date: Mapped[date]
    expiry_date: Mapped[date] = mapped_column(index=True)

    plan: Mapped[PlanRow] = relationship()
