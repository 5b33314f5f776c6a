"""When staff are there, in Beijing: a week with breaks, holidays, and days made up for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
Shift = tuple[time, time]

_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")
_SHIFT = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_WEEKDAYS = "一二三四五六日"
_LOOKED_AHEAD = 60


@dataclass(frozen=True)
class WorkingHours:
    """Shifts by weekday (1 is Monday) and by date; a date without shifts is a holiday. No week: always open."""

    week: Mapping[int, tuple[Shift, ...]] = field(default_factory=dict)
    dates: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict)

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
        return self.dates.get(day, self.week.get(day.isoweekday(), ()))


def say_opening(opening: datetime, now: datetime) -> str:
    """`今天13:30`, `明天（周三）9:00`, `10月8日（周四）9:00`."""
    days = (opening.date() - now.astimezone(BEIJING).date()).days
    clock = f"{opening.hour}:{opening.minute:02}"
    weekday = f"（周{_WEEKDAYS[opening.isoweekday() - 1]}）"
    if days == 0:
        return f"今天{clock}"
    return f"明天{weekday}{clock}" if days == 1 else f"{opening.month}月{opening.day}日{weekday}{clock}"


def parse_working_hours(week: str, holidays: str = "", make_up_days: str = "") -> WorkingHours:
    """`1-5 9:00-12:00 13:30-17:30; 6 9:00-12:00`, dates apart by blanks; a day made up for has Monday's shifts.

    Raises ValueError, which says what cannot be read.
    """
    days: dict[int, tuple[Shift, ...]] = {}
    for part in filter(None, (one.strip() for one in week.split(";"))):
        named, *shifts = part.split()
        span = _DAYS.fullmatch(named)
        if span is None or not shifts:
            raise ValueError(f"no days of the week and shifts: {part}")
        for day in range(int(span[1]), int(span[2] or span[1]) + 1):
            days[day] = _read_shifts(shifts)
    dates: dict[date, tuple[Shift, ...]] = {date.fromisoformat(one): () for one in holidays.split()}
    dates |= {date.fromisoformat(one): days.get(1, ()) for one in make_up_days.split()}
    return WorkingHours(days, dates)


def _read_shifts(written: list[str]) -> tuple[Shift, ...]:
    shifts: list[Shift] = []
    for one in written:
        found = _SHIFT.fullmatch(one)
        if found is None:
            raise ValueError(f"no shift like 9:00-12:00: {one}")
        hours = [int(group) for group in found.groups()]
        begin, end = time(hours[0], hours[1]), time(hours[2], hours[3])
        if end <= begin or (shifts and begin < shifts[-1][1]):
            raise ValueError(f"a shift ends before it begins, or overlaps: {one}")
        shifts.append((begin, end))
    return tuple(shifts)
