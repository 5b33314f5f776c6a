"""Beijing's time, by which everything here is dated."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BEIJING: Final = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment in Beijing."""
    return datetime.now(BEIJING)


def today() -> date:
    """Today in Beijing."""
    return now().date()


def find_day(moment: datetime) -> date:
    """The day of a moment, in Beijing."""
    return moment.astimezone(BEIJING).date()
