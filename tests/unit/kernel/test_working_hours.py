"""Staff's hours: breaks, week ends, holidays and days made up for, told so that a member knows when to look again."""

from datetime import UTC, datetime

import pytest

from bot.kernel.conversation.working_hours import WorkingHours, WrittenHours, say_opening
from vocabulary.beijing import BEIJING
from vocabulary.working_days import find_kind

HOURS = WrittenHours(
    "1-5 9:00-12:00 13:30-17:30", holidays="2026-10-01至2026-10-02 2027-01-01", make_up_days="2026-10-10"
).parse()


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "is_open", "next_opening"),
    [
        ("2026-11-24 09:00", True, "今天13:30"),
        ("2026-11-24 08:59", False, "今天9:00"),
        ("2026-11-24 12:00", False, "今天13:30"),
        ("2026-11-24 17:30", False, "明天（周三）9:00"),
        ("2026-11-27 18:00", False, "11月30日（周一）9:00"),
        ("2026-11-29 23:59", False, "明天（周一）9:00"),
        ("2026-09-30 20:00", False, "10月5日（周一）9:00"),
        ("2026-10-01 10:00", False, "10月5日（周一）9:00"),
        ("2026-10-09 18:00", False, "明天（周六）9:00"),
        ("2026-10-10 10:00", True, "今天13:30"),
        ("2026-12-31 18:00", False, "1月4日（周一）9:00"),
    ],
)
def test_each_moment_is_open_or_says_when(now: str, is_open: bool, next_opening: str) -> None:
    assert HOURS.is_open(at(now)) is is_open
    opening = HOURS.find_next_opening(at(now))
    assert opening
    assert say_opening(opening, at(now)) == next_opening


def test_a_clock_elsewhere_makes_no_difference() -> None:
    assert HOURS.is_open(datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    assert not HOURS.is_open(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))


def test_without_hours_nobody_is_said_to_be_away() -> None:
    assert WorkingHours().is_open(at("2026-11-29 03:00"))


@pytest.mark.parametrize(
    "week",
    [
        "9:00-12:00",
        "8 9:00-12:00",
        "1-5",
        "1 9-12",
        "1 12:00-9:00",
        "1 9:00-12:00 11:00-13:00",
        "1 9:00-25:00",
    ],
)
def test_hours_that_make_no_sense_are_refused(week: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        WrittenHours(week).parse()


SHIPPED = WrittenHours("1-5 9:00-17:30", make_up_days="2026-10-02", holidays="2026-12-03").parse(find_kind)


@pytest.mark.parametrize(
    ("now", "is_open", "next_opening"),
    [
        ("2026-09-30 20:00", False, "10月2日（周五）9:00"),  # Written by hand, above the calendar.
        ("2026-10-03 10:00", False, "10月8日（周四）9:00"),
        ("2026-10-09 18:00", False, "明天（周六）9:00"),
        ("2026-10-10 10:00", True, "10月12日（周一）9:00"),  # A Saturday made up for.
        ("2026-12-02 18:00", False, "12月4日（周五）9:00"),
        ("2026-12-05 10:00", False, "12月7日（周一）9:00"),
        ("2026-12-31 18:00", False, "1月4日（周一）9:00"),
    ],
)
def test_public_holidays_and_days_made_up_for_are_known(now: str, is_open: bool, next_opening: str) -> None:
    assert SHIPPED.is_open(at(now)) is is_open
    opening = SHIPPED.find_next_opening(at(now))
    assert opening
    assert say_opening(opening, at(now)) == next_opening


def test_who_works_on_saturdays_works_on_plain_ones_only() -> None:
    hours = WrittenHours("1-5 9:00-17:00; 6 9:00-12:00").parse(find_kind)
    assert hours.is_open(at("2026-11-28 10:00"))
    assert not hours.is_open(at("2026-10-03 10:00"))
    assert hours.is_open(at("2026-10-10 10:00"))
    assert not hours.is_open(at("2026-10-10 15:00"))


def test_years_without_an_announced_calendar_have_the_usual_holidays() -> None:
    hours = WrittenHours("1-5 9:00-17:30").parse(find_kind)
    for day in ("2035-01-01", "2035-02-08", "2035-05-01", "2035-10-01"):
        assert not hours.is_open(at(f"{day} 10:00")), day
    assert hours.is_open(at("2035-10-10 10:00"))
