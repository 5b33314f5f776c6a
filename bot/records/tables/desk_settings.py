"""What supervisors set for the desk: canned replies, working hours."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class CannedReplyRow(BotTable):
    """One canned reply as it was last edited; `is_removed` hides one that Huzhu brings along."""

    __tablename__ = "canned_replies"

    short: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    card_title: Mapped[str] = mapped_column(String(64), default="")
    card_url: Mapped[str] = mapped_column(String(500), default="")
    is_removed: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]


class WorkingHoursRow(BotTable):
    """The working hours, as they were written; the newest row holds."""

    __tablename__ = "working_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(400))
    holidays: Mapped[str] = mapped_column(Text)
    make_up_days: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
