"""The hours that hold where nobody set any, and what is said where the calendar of holidays ends."""

from datetime import date, datetime

import pytest
from structlog.testing import capture_logs

from bot.kernel.conversation.working_hours import WrittenHours
from bot.settings import Settings
from bot.wiring.holidays import find_calendar, warn_of_unknown_holidays
from vocabulary.beijing import BEIJING


def test_the_shipped_hours_are_those_of_an_office_in_beijing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKING_HOURS", "HOLIDAY_CALENDAR", "HOLIDAYS", "MAKE_UP_DAYS"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(_env_file=None)
    hours = WrittenHours(settings.working_hours, settings.holidays, settings.make_up_days).parse(
        find_calendar(settings)
    )
    for moment, is_open in (
        ("2026-11-30 09:00", True),
        ("2026-11-30 17:30", False),
        ("2026-11-29 10:00", False),
        ("2026-10-01 10:00", False),
        ("2026-10-10 10:00", True),
    ):
        assert hours.is_open(datetime.fromisoformat(moment).replace(tzinfo=BEIJING)) is is_open, moment


def test_the_start_warns_before_the_calendar_ends() -> None:
    settings = Settings(_env_file=None, working_hours="1-5 9:00-17:30")
    with capture_logs() as logs:
        warn_of_unknown_holidays(settings, date(2026, 6, 1))
        assert not logs
        warn_of_unknown_holidays(settings, date(2098, 12, 1))
    assert [line["code"] for line in logs] == ["holidays_not_announced"]
    assert "HOLIDAYS" in logs[0]["advice"]


@pytest.mark.parametrize("changed", [{"working_hours": ""}, {"holiday_calendar": "none"}])
def test_who_does_not_follow_the_calendar_is_not_warned(changed: dict[str, str]) -> None:
    with capture_logs() as logs:
        warn_of_unknown_holidays(Settings(_env_file=None).model_copy(update=changed), date(2098, 12, 1))
    assert not logs
