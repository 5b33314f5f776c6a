"""Who works in the console, who is signed in, and wrong tries."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import Base


class StaffRow(Base):
    """One account; it is closed, never deleted, for the audit names it."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(12))
    desks: Mapped[list[Any]]
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime]


class StaffSessionRow(Base):
    """One browser that is signed in; only the token's hash is kept."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class StaffAttemptRow(Base):
    """One wrong try to sign in, by login and by the browser's address."""

    __tablename__ = "staff_attempts"
    __table_args__ = (
        Index("ix_staff_attempts_login", "login", "tried_at"),
        Index("ix_staff_attempts_address", "address", "tried_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
