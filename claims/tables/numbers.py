"""The running numbers that claims, applications and visits go by."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable


class RunningNumberRow(ClaimsTable):
    """The last number given behind a head such as `LP2026-`; whoever takes the next one holds the row."""

    __tablename__ = "running_numbers"

    head: Mapped[str] = mapped_column(String(20), primary_key=True)
    last: Mapped[int]
