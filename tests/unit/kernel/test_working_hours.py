"""Staff's hours: breaks, week ends, holidays and days made up for, told so that a member knows when to look again."""

from datetime import UTC, datetime

import pytest

from bot.kernel.working_hours import BEIJING, WorkingHours, WrittenHours, say_opening

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
