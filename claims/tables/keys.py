"""The canary: something known, sealed and hashed by the keys that this database was begun with."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from claims.tables.base import ClaimsTable


class KeyCanaryRow(ClaimsTable):
    """One row: keys that do not open it belong to another database."""

    __tablename__ = "key_canary"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    hashed: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column()
