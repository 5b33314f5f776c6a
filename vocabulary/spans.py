"""Spans of days, and which of several years or months is meant: the latest that was, or the next to come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Facing = Literal["past", "coming"]


@dataclass(frozen=True)
class Days:
    """A span of days, both included; one day where it is known exactly."""

    first: date
    last: date

    @property
    def is_one(self) -> bool:
        """Whether exactly one day is meant."""
        return self.first == self.last

    def shift(self, days: int) -> "Days":
        """The same span, so many days later."""
        return Days(self.first + timedelta(days=days), self.last + timedelta(days=days))


@dataclass(frozen=True)
class NoSuchDay:
    """A day that no calendar has: 30 February."""

    month: int
    day: int


@dataclass(frozen=True)
class Either:
    """A day of either calendar, where the words do not say of which: 八月十五."""

    solar: Days
    lunar: Days


@dataclass(frozen=True)
class Clock:
    """The day on which something is said, and whether it is said of what was or of what is to come."""

    today: date
    facing: Facing

    def choose(self, candidates: Iterable[Days]) -> Days | None:
        """Of spans in order of time the latest that has begun, or the first that is not over."""
        spans = list(candidates)
        if self.facing == "past":
            return next((span for span in reversed(spans) if span.first <= self.today), None)
        return next((span for span in spans if span.last > self.today), None)

    def choose_year(self, find: Callable[[int], Days | None]) -> Days | None:
        """Of this year's and its neighbours' the one that is meant."""
        years = range(self.today.year - 4, self.today.year + 5)
        return self.choose(span for year in years if (span := find(year)))


def one(day: date) -> Days:
    """A single day."""
    return Days(day, day)


def month_of(year: int, month: int) -> Days:
    """A whole month; the thirteenth is January of the next year, the 0th December of the last."""
    months = year * 12 + month - 1
    first = date(months // 12, months % 12 + 1, 1)
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return Days(first, following - timedelta(days=1))


def third_of(span: Days, which: str) -> Days:
    """The beginning, the middle or the end of a month."""
    start = span.first
    if which in ("上旬", "初", "头"):
        return Days(start, start.replace(day=10))
    if which in ("中旬", "中"):
        return Days(start.replace(day=11), start.replace(day=20))
    return Days(start.replace(day=21), span.last)


def day_of(year: int, month: int, day: int) -> Days | None:
    """One day by its numbers; None where there is none."""
    try:
        return one(date(year, month, day))
    except ValueError:
        return None
