"""Which days offices are open, by the State Council's calendar and where none is out yet."""

from datetime import date

import pytest

from vocabulary.working_days import is_announced, is_working_day


@pytest.mark.parametrize("day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-10-10", "2026-11-30"])
def test_days_made_up_for_and_plain_weekdays_are_worked(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-02-16", "2026-04-06", "2026-05-01", "2026-09-25", "2026-10-07", "2026-11-28"],
)
def test_holidays_and_weekends_are_not(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        ("2031-01-01", "New Year"),
        ("2031-01-22", "the eve of Spring Festival"),
        ("2031-01-23", "Spring Festival"),
        ("2031-01-29", "its seventh day"),
        ("2030-04-05", "Qingming"),
        ("2031-05-01", "May Day"),
        ("2031-06-24", "Dragon Boat"),
        ("2031-10-01", "Mid-Autumn and National Day"),
        ("2031-10-07", "the seventh of October"),
        ("2030-09-12", "Mid-Autumn"),
        ("2034-01-02", "the Monday after a New Year on a Sunday"),
        ("2031-03-01", "a Saturday"),
    ],
    ids=lambda row: row[1],
)
def test_the_usual_holidays_stand_in_where_no_calendar_is_out(day: tuple[str, str]) -> None:
    assert not is_announced(int(day[0][:4]))
    assert not is_working_day(date.fromisoformat(day[0]))


@pytest.mark.parametrize("day", ["2031-01-02", "2031-03-03", "2031-10-08", "2031-04-30"])
def test_other_weekdays_of_those_years_are_worked(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))
