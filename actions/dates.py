"""Today in Beijing, where dates of cover are counted."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Today in Beijing, where dates of cover are counted."""
    return datetime.now(BEIJING).date()
