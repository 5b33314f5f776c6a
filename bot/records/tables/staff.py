"""Who works in the console, who is signed in, and how often secrets were tried."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class StaffRow(BotTable):
    """One account; it is closed, never deleted, for the audit names it. A demonstration's are turned away outside of one."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(12))
    desks: Mapped[list[Any]]
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    is_turned_away: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]


class StaffSessionRow(BotTable):
    """One browser that is signed in; only the token's hash is kept. It is proven once a second step is done."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    is_proven: Mapped[bool] = mapped_column(default=True)


class SecondStepRow(BotTable):
    """What codes are made from on somebody's telephone; `last_step` is the half minute whose code was used last."""

    __tablename__ = "staff_second_steps"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    secret_sealed: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None]


class RecoveryCodeRow(BotTable):
    """A code for whoever has lost the telephone; good for once."""

    __tablename__ = "staff_recovery_codes"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None]


class StaffTriesRow(BotTable):
    """The tries of one secret by one key: a login, an address, both together, or a browser of the login's owner."""

    __tablename__ = "staff_tries"

    secret: Mapped[str] = mapped_column(String(10), primary_key=True)
    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    login: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    tried_at: Mapped[datetime]
    open_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]


class StaffOpeningRow(BotTable):
    """When somebody last opened something that is audited: once an hour, or once in a session."""

    __tablename__ = "staff_openings"

    staff_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
