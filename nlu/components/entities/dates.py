"""Dates as said: 去年三月, 上礼拜, 前天上午, 农历八月十五."""

from collections.abc import Iterator

from nlu.components.entities.spans import Entity
from vocabulary.day_names import find_days


def find_dates(text: str) -> Iterator[Entity]:
    """Days, months and years, by name or as counted back; `text` is aligned, a value is its part of it."""
    for start, end in find_days(text):
        yield Entity("date", text[start:end], start, end)
