"""The day that a question about cover is of: the one that is told, in this message or lately."""

import re
from datetime import date

from actions.question import Question
from actions.talk import AskedNow
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Asked
from vocabulary.saying import say_date

_YEAR = re.compile(r"\d{4}年|[去前今]年")
ASK_DAY = AskedNow(Asked.DAY, "day_of_loss")
"""On which day it was, of which the cover is asked; the key is the year that was told."""
_NEAR_DAY = re.compile(r"昨|前天|今[天儿]|大前|刚(?:才|刚)|周|星期|礼拜")
"""A day that is near needs no year."""
_MONTH = 31
_MONTHS = 92
"""Days that are more than these name no month."""
_NEAR = {0: "今天", 1: "昨天", 2: "前天"}


def find_past_day(question: Question) -> date | None:
    """The day, or the first of the days, that the words name and that was."""
    return next((days.first for days in _find_past(question)), None)


def find_coming_day(question: Question) -> date | None:
    """The first day to come that the words name."""
    said = [question.text[start:end] for start, end in find_days(question.text)]
    spans = [days for words in said if isinstance(days := read_days(words, question.today), Days)]
    return next((span.first for span in spans if span.first > question.today), None)


def count_past_days(question: Question) -> int:
    """How many days the words name that were, today among them."""
    return len(_find_past(question))


def find_day_of_loss(question: Question) -> Days | None:
    """The newest days before today that are told, here or lately; a "today" beside them is the day of asking."""
    told = _find_past(question)
    if told and (of_year := _find_in_told_year(question, told[0])):
        return of_year
    if told:
        return max((one for one in told if one.first < question.today), key=_first, default=told[0])
    return next(iter(_find_past(question.told)), None) if question.told else None


def _find_in_told_year(question: Question, said: Days) -> Days | None:
    """A month without its year is of the year that was told before: 前年的事 … 十月份."""
    before = _find_past(question.told) if question.told else []
    asked = question.talk.asked
    of_asked = int(asked.key) if asked and asked.act == ASK_DAY.act and asked.key else None
    year = of_asked or next((one.first.year for one in before if (one.last - one.first).days > _MONTH), None)
    if year is None or _YEAR.search(question.text) or _NEAR_DAY.search(question.text) or is_whole_year(said):
        return None
    return Days(_move(said.first, year), _move(said.last, year))


def is_whole_year(days: Days) -> bool:
    """Whether no nearer day is told than the year."""
    return (days.last - days.first).days > _MONTHS


def _move(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def say_past_days(days: Days, today: date) -> str:
    """`昨天（11月29日）那天`, `3月5日那天`, `2月那时候`."""
    if is_whole_year(days):
        return f"{days.first.year}年里"
    if days.first != days.last:
        year = "" if days.first.year == today.year else f"{days.first.year}年"
        return f"{year}{days.first.month}月那时候"
    near, written = _NEAR.get((today - days.first).days), say_date(days.first, today)
    return f"{near}（{written}）那天" if near else f"{written}那天"


def _find_past(question: Question) -> list[Days]:
    said = [question.text[start:end] for start, end in find_days(question.text)]
    spans = [days for words in said if isinstance(days := read_days(words, question.today), Days)]
    return [span for span in spans if span.first <= question.today]


def _first(days: Days) -> date:
    return days.first
