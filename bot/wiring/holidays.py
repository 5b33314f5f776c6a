"""Which calendar of holidays the working hours follow, and a warning where it ends."""

from datetime import date, timedelta

import structlog

from bot.kernel.conversation.working_hours import Calendar
from bot.settings import Settings
from vocabulary.working_days import find_kind, is_announced

log = structlog.get_logger(__name__)

_AHEAD = timedelta(days=60)


def find_calendar(settings: Settings) -> Calendar | None:
    """The public calendar, unless the settings want none."""
    return find_kind if settings.holiday_calendar == "china" else None


def warn_of_unknown_holidays(settings: Settings, today: date) -> None:
    """Says in the log that the holidays of the weeks to come are only supposed."""
    year = (today + _AHEAD).year
    if find_calendar(settings) and settings.working_hours and not is_announced(year):
        log.warning(
            "holidays_not_announced",
            code="holidays_not_announced",
            year=year,
            advice="Until then the usual holidays are supposed. Update chinesecalendar once the State Council has "
            "announced that year (uv lock --upgrade-package chinesecalendar), or write its days into HOLIDAYS and "
            "MAKE_UP_DAYS or under 上班时间 in the console.",
        )
