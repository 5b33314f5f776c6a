"""The working days of mainland China: holidays, days made up for, and what to expect where no calendar is out yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import chinese_calendar
from borax.calendars.lunardate import LunarDate, TermUtils

_MONDAY, _SATURDAY = 0, 5
_YEARS = {day.year for day in chinese_calendar.holidays}
_FIXED = {(1, 1), *((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 8))}
_LUNAR = {(5, 5), (8, 15), *((1, day) for day in range(1, 8))}


@dataclass(frozen=True)
class OwnDays:
    """The days that a centre closes or works on its own account, above the public calendar."""

    closed: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


def is_working_day(day: date, own: OwnDays | None = None) -> bool:
    """Whether offices are open: by their own days, the State Council's calendar, and what is usual where it is not out."""
    if own and day in own.closed | own.worked:
        return day in own.worked
    if is_announced(day.year):
        return bool(chinese_calendar.is_workday(day))
    weekend_before = [day - timedelta(days=ago) for ago in (1, 2)] if day.weekday() == _MONDAY else []
    return day.weekday() < _SATURDAY and not any(map(_is_usually_off, [day, *weekend_before]))


DayKind = Literal["usual", "holiday", "made_up"]


def find_kind(day: date) -> DayKind:
    """A holiday, a week end that is worked to make up for one, or a day like any other of its weekday."""
    is_weekday, is_worked = day.weekday() < _SATURDAY, is_working_day(day)
    if is_weekday:
        return "usual" if is_worked else "holiday"
    if is_worked:
        return "made_up"
    is_off = day in chinese_calendar.holidays if is_announced(day.year) else _is_usually_off(day)
    return "holiday" if is_off else "usual"


def is_announced(year: int) -> bool:
    """Whether the calendar of holidays of that year is known here; it comes with each November's chinesecalendar."""
    return year in _YEARS


def _is_usually_off(day: date) -> bool:
    """New Year, the eve of Spring Festival to its 7th, Qingming, 1–5 May, Dragon Boat, Mid-Autumn, 1–7 October."""
    if (day.month, day.day) in _FIXED or day == TermUtils.day_start_from_term(day.year, "清明"):
        return True
    lunar, tomorrow = LunarDate.from_solar(day), LunarDate.from_solar(day + timedelta(days=1))
    is_eve = (tomorrow.month, tomorrow.day) == (1, 1)
    return is_eve or ((lunar.month, lunar.day) in _LUNAR and not lunar.leap)
