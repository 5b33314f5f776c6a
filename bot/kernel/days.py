"""Reads the days and moments that people pick: those that something can be planned or looked up for."""

from datetime import date, datetime

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def read_day(written: str) -> date:
    """`2026-11-01`; raises ValueError for what is no day, or none of these two centuries."""
    return _check(date.fromisoformat(written))


def read_moment(written: str) -> datetime:
    """`2026-11-01T09:30`; raises ValueError for what is no moment, or none of these two centuries."""
    moment = datetime.fromisoformat(written)
    _check(moment.date())
    return moment


def _check(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"{day.year} is out of reach")
    return day
