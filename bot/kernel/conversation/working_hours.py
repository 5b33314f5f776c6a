"""When staff are there, in Beijing: a week with breaks, holidays, and days made up for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from vocabulary.beijing import BEIJING
from vocabulary.working_days import DayKind
from vocabulary.written_days import read_written_days

Shift = tuple[time, time]
Calendar = Callable[[date], DayKind]
"""The public holidays and the days made up for."""

_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")
_SHIFT = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_WEEKDAYS = "一二三四五六日"
_LOOKED_AHEAD = 60


@dataclass(frozen=True)
class WorkingHours:
    """Shifts by weekday (1 is Monday) and by date; a date without shifts is a holiday. No week: always open.

    What is written for a date stands above the public calendar, which knows the holidays and the days made up for.
    """

    week: Mapping[int, tuple[Shift, ...]] = field(default_factory=dict)
    dates: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict)
    calendar: Calendar | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is there."""
        here = now.astimezone(BEIJING)
        return not self.week or any(begin <= here.time() < end for begin, end in self._shifts(here.date()))

    def find_next_opening(self, now: datetime) -> datetime | None:
        """When somebody will be there next; None where that is not within two months."""
        here = now.astimezone(BEIJING)
        for ahead in range(_LOOKED_AHEAD):
            day = here.date() + timedelta(days=ahead)
            for begin, _ in self._shifts(day):
                opening = datetime.combine(day, begin, BEIJING)
                if opening > here:
                    return opening
        return None

    def _shifts(self, day: date) -> tuple[Shift, ...]:
        if day in self.dates:
            return self.dates[day]
        usual = self.week.get(day.isoweekday(), ())
        kind = self.calendar(day) if self.calendar else "usual"
        if kind == "holiday":
            return ()
        return usual or self.week.get(1, ()) if kind == "made_up" else usual


def say_opening(opening: datetime, now: datetime) -> str:
    """`今天13:30`, `明天（周三）9:00`, `10月8日（周四）9:00`."""
    days = (opening.date() - now.astimezone(BEIJING).date()).days
    clock = f"{opening.hour}:{opening.minute:02}"
    weekday = f"（周{_WEEKDAYS[opening.isoweekday() - 1]}）"
    if days == 0:
        return f"今天{clock}"
    return f"明天{weekday}{clock}" if days == 1 else f"{opening.month}月{opening.day}日{weekday}{clock}"


def say_week(hours: WorkingHours) -> str:
    """`周一到周五 9:00到12:00、13:30到17:30；周六 9:00到12:00`; empty where somebody is always there."""
    said: list[tuple[int, int, str]] = []
    for day, shifts in sorted(hours.week.items()):
        words = "、".join(f"{begin:%H:%M}到{end:%H:%M}" for begin, end in shifts)
        if said and said[-1][1] == day - 1 and said[-1][2] == words:
            said[-1] = (said[-1][0], day, words)
        else:
            said.append((day, day, words))
    return "；".join(
        f"周{_WEEKDAYS[first - 1]}{f'到周{_WEEKDAYS[last - 1]}' if last > first else ''} {words}"
        for first, last, words in said
    )


@dataclass(frozen=True)
class WrittenHours:
    """Working hours as people write them.

    `week`: `1-5 9:00-12:00 13:30-17:30; 6 9:00-12:00`. The dates are apart by blanks, `2026-10-01至2026-10-07`
    is a span; a day made up for has Monday's shifts.
    """

    week: str
    holidays: str = ""
    make_up_days: str = ""

    def parse(self, calendar: Calendar | None = None) -> WorkingHours:
        """Raises ValueError, which says what cannot be read."""
        days: dict[int, tuple[Shift, ...]] = {}
        for part in filter(None, (one.strip() for one in self.week.split(";"))):
            named, *shifts = part.split()
            span = _DAYS.fullmatch(named)
            if span is None or not shifts:
                raise ValueError(f"看不懂：{part}")
            for day in range(int(span[1]), int(span[2] or span[1]) + 1):
                days[day] = _read_shifts(shifts)
        dates: dict[date, tuple[Shift, ...]] = dict.fromkeys(read_written_days(self.holidays), ())
        dates |= dict.fromkeys(read_written_days(self.make_up_days), days.get(1, ()))
        return WorkingHours(days, dates, calendar)


def _read_shifts(written: list[str]) -> tuple[Shift, ...]:
    shifts: list[Shift] = []
    for one in written:
        found = _SHIFT.fullmatch(one)
        if found is None:
            raise ValueError(f"时间要写成 9:00-12:00：{one}")
        hours = [int(group) for group in found.groups()]
        try:
            begin, end = time(hours[0], hours[1]), time(hours[2], hours[3])
        except ValueError as fault:
            raise ValueError(f"没有这个时间：{one}") from fault
        if end <= begin or (shifts and begin < shifts[-1][1]):
            raise ValueError(f"结束早于开始，或者两段重叠：{one}")
        shifts.append((begin, end))
    return tuple(shifts)
