"""The clock of the handlers, in Beijing: whoever joins them hands it in, and nothing else in here looks at it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment in Beijing."""
    return datetime.now(BEIJING)


def today() -> date:
    """Today in Beijing, where dates of cover are counted."""
    return now().date()
