"""Days as an operator writes them into the settings: dates and spans of dates, apart by blanks."""

from datetime import date, timedelta

from vocabulary.working_days import OwnDays

_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def read_own_days(holidays: str, make_up_days: str) -> OwnDays:
    """The days that the windows are shut or open on the centre's own account; raises ValueError as below."""
    return OwnDays(frozenset(read_written_days(holidays)), frozenset(read_written_days(make_up_days)))


def read_written_days(written: str) -> list[date]:
    """`2026-10-01 2026-10-03至2026-10-07`; raises ValueError, which says what cannot be read."""
    dates = []
    for one in written.split():
        begin, _, end = one.partition("至")
        try:
            first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
        except ValueError as fault:
            raise ValueError(f"日期要写成 2026-10-01 或 2026-10-01至2026-10-07：{one}") from fault
        if not first <= last or (last - first).days > _LONGEST or not _is_near(first):
            raise ValueError(f"这一段日期不对：{one}")
        dates += [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return dates


def _is_near(day: date) -> bool:
    return _FIRST_YEAR <= day.year <= _LAST_YEAR
