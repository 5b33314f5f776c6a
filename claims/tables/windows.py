"""Service windows where members may be seen, and how many at a time."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable, Few


class ServiceWindowRow(ClaimsTable):
    """A window that is open on working days, with its seats a half-day."""

    __tablename__ = "service_windows"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(100), unique=True)
    district: Mapped[str] = mapped_column(String(20))
    seats: Mapped[Few]
