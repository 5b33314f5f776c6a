"""Appointments, member activities, and who signed up for them."""

from datetime import date, datetime
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from claims.tables.base import ClaimsTable, Dated, Few, one_of
from claims.values import AppointmentState, SignUpState

_BOOKED = text("state = 'booked'")


class AppointmentRow(Dated, ClaimsTable):
    """A visit that a member booked."""

    __tablename__ = "appointments"
    __table_args__ = (
        one_of("state", get_args(AppointmentState)),
        Index("ix_appointments_booked", "starts_at", sqlite_where=_BOOKED, postgresql_where=_BOOKED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    service: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(100))
    starts_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))


class ActivityRow(Dated, ClaimsTable):
    """An activity that members may sign up for."""

    __tablename__ = "activities"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(100))
    starts_at: Mapped[datetime]
    sign_up_until: Mapped[date] = mapped_column(index=True)
    seats: Mapped[Few]


class ActivitySignUpRow(Dated, ClaimsTable):
    """One member's sign-up for one activity."""

    __tablename__ = "activity_sign_ups"
    __table_args__ = (
        UniqueConstraint("activity_id", "member_id"),
        # Seats taken and places in line are counted whenever activities are shown.
        Index(None, "activity_id", "state", "updated_at"),
        one_of("state", get_args(SignUpState)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    signed_up_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))

    activity: Mapped[ActivityRow] = relationship()
