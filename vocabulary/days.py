"""Days as members say them, as the days they mean: 去年三月, 上周五, 农历八月十五, 一个半月前."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from vocabulary.counted_days import (
    read_counted,
    read_hence,
    read_month,
    read_near,
    read_same_day,
    read_week,
)
from vocabulary.feasts import read_feast, read_lunar
from vocabulary.folding import fold_in_place
from vocabulary.numerals import read_number
from vocabulary.signs import drop_unseen
from vocabulary.spans import Clock, Days, Either, Facing, NoSuchDay, day_of, month_of, one, third_of

__all__ = ["Days", "Either", "Facing", "NoSuchDay", "Reading", "read_bare_days", "read_days"]

Reading = Days | NoSuchDay | Either | None
_NUMBER = r"[\d零一二三四五六七八九十廿卅]{1,3}"
_PART = r"[上中下]旬|初(?![一二三四五六七八九十])|[中底末头]"
_WHOLE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})(?!\d))?")
_PACKED = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PAIR = re.compile(r"(?<![\d.-])(\d{1,2})[-/.](\d{1,2})(?![\d.-])")
_YEARS = {
    "大大前年": -4,
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "头年": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
_NAMED_YEAR = re.compile("|".join(_YEARS))
_YEAR = re.compile(
    r"(?<!\d)(\d{4}|\d{2}|[一二两]千零?[一二三四五六七八九十百零]{1,6}|[零一二三四五六七八九]{4}|[零一二三四五六七八九]{2})年(?![前以])"
)
_TENS = re.compile(rf"(?:({_NUMBER})月份?的?)?(?P<tens>二十|20|廿|十|10)[几来多]个?[日号]")
_MONTH_DAY = re.compile(rf"({_NUMBER})月份?的?(?:({_PART})|({_NUMBER})[日号]?)?")
_DAY = re.compile(rf"({_NUMBER})[日号]")
_OF_WHICH_CALENDAR = re.compile(r"(?:八月十五|七月十五|九月九|七月七)(?![日号一二三四五六七八九十])")
_BARE_DAY = re.compile(
    rf"(?:大概|大约|约|可能|应该|好像|就|是|在)*({_NUMBER})[日号]?(?:左右|前后|上下|吧|呢|了|那天|的?时候)*[,.。]?"
)
_MONTH_PART = re.compile(rf"月({_PART})")
_ONLY_PART = re.compile(rf"({_PART})")
_SEASONS = {
    "年初": (1, 2), "年底": (11, 12), "年末": (11, 12), "年中": (5, 8), "上半年": (1, 6), "下半年": (7, 12), "开春": (2, 4),
    "春天": (3, 5), "春季": (3, 5),
        "夏天": (6, 8), "夏季": (6, 8), "秋天": (9, 11), "秋季": (9, 11), "冬天": (11, 14), "冬季": (11, 14), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_SEASON = re.compile(rf"(?:{'|'.join(_SEASONS)})(?![秋元])")
_TWO_MONTHS = 62
_SOON = timedelta(days=61)
"""A day of this year that lies no further ahead is meant to come; what lies further was said of last year."""


def read_days(said: str, today: date, facing: Facing = "past", within: Days | None = None) -> Reading:
    """The days that the words mean; None where they mean none.

    Without a year the latest that was is meant, or the next to come. `within` is the span that the day was asked
    in: after "which day of October?" `15号` is the 15th of October.
    """
    words = re.sub(r"\s", "", fold_in_place(drop_unseen(said)))
    clock = Clock(today, facing)
    try:
        inside = _read_inside(words, within) if within else None
        plain = inside or read_same_day(words, clock) or _read_written(words, clock)
        plain = plain or _read_of_year(words, clock) or _read_pair(words, None, clock)
        return plain or _read_said(words, None, clock)
    except (ValueError, OverflowError):
        return None  # Counted out of the calendar: 99999999天前.


def read_bare_days(said: str, today: date, facing: Facing = "past", within: Days | None = None) -> Reading:
    """The same of words that answer "which day?": `31`, `十五吧`, `1009` are days there."""
    words = re.sub(r"\s", "", fold_in_place(drop_unseen(said)))
    if match := re.fullmatch(r"(\d{2})?(0[1-9]|1[0-2])([0-2]\d|3[01])", words):
        year = 2000 + int(match[1]) if match[1] else None
        return _find_month_day(year, int(match[2]), int(match[3]), Clock(today, facing))
    match = _BARE_DAY.fullmatch(words)
    if match and 1 <= _number(match[1]) <= 31 and (within or match[1] != "十一"):
        said = f"{_number(match[1])}号"
    return read_days(said, today, facing, within)


def _read_written(words: str, clock: Clock) -> Reading:
    """Dates in figures."""
    for form in (_WHOLE, _PACKED, _SHORT_YEAR):
        if match := form.search(words):
            year, month, day = (int(group or 0) for group in match.groups())
            return _find_month_day(_in_full(year, clock), month, day or None, clock)
    return None


def _read_pair(words: str, year: int | None, clock: Clock) -> Reading:
    """`10-9`, `10.9`: a month and a day in figures."""
    match = _PAIR.search(words)
    return _find_month_day(year, int(match[1]), int(match[2]), clock) if match else None


def _read_of_year(words: str, clock: Clock) -> Reading:
    """A year by name or number, with what follows of it."""
    if named := _NAMED_YEAR.search(words):
        return _read_in_year(
            words[: named.start()] + words[named.end() :], clock.today.year + _YEARS[named.group()], clock
        )
    match = _YEAR.search(words)
    number = read_number(match[1]) if match else None
    if not match or number is None:
        return None
    year = _in_full(int(number.low), clock)
    if not 1900 < year < 2100:
        raise ValueError(year)  # Left out, it would make a day of this year of it.
    return _read_in_year(words[: match.start()] + words[match.end() :], year, clock)


def _in_full(year: int, clock: Clock) -> int:
    """`26` is 2026, `98` is 1998."""
    if year > 99:
        return year
    return year + (2000 if year <= clock.today.year % 100 + 2 else 1900)


def _read_in_year(rest: str, year: int, clock: Clock) -> Reading:
    season = _SEASON.search(f"年{rest}") or _SEASON.search(rest)
    if season:
        return _season(year, season.group())
    found = _read_pair(rest, year, clock) or _read_said(rest, year, clock)
    return found or Days(date(year, 1, 1), date(year, 12, 31))


def _read_said(words: str, year: int | None, clock: Clock) -> Reading:
    readers: tuple[Callable[[], Reading], ...] = (
        lambda: read_lunar(words, year, clock),
        lambda: _read_either(words, year, clock),
        lambda: read_feast(words, year, clock),
        lambda: None if year else read_counted(words, clock) or read_hence(words, clock),
        lambda: None if year else read_near(words, clock),
        lambda: None if year else read_week(words, clock),
        lambda: None if year else read_month(words, clock),
        lambda: _read_month_day(words, year, clock),
        lambda: None if year else _read_season(words, clock),
    )
    return next((found for reader in readers if (found := reader())), None)


def _read_either(words: str, year: int | None, clock: Clock) -> Either | None:
    """Days that are feasts in the one calendar and plain days in the other."""
    if not (match := _OF_WHICH_CALENDAR.search(words)):
        return None
    solar, lunar = (
        _read_month_day(match.group(), year, clock),
        read_lunar(f"农历{match.group()}", year, clock),
    )
    return Either(solar, lunar) if isinstance(solar, Days) and isinstance(lunar, Days) else None


def _read_month_day(words: str, year: int | None, clock: Clock) -> Reading:
    if match := _TENS.search(words):
        return _find_tens(_number(match[1] or ""), 10 if match["tens"] in ("十", "10") else 20, year, clock)
    if match := _MONTH_DAY.search(words):
        month, day = _number(match[1]), _number(match[3] or "")
        found = _find_month_day(year, month, day or None, clock)
        return third_of(found, match[2]) if match[2] and isinstance(found, Days) else found
    if match := _MONTH_PART.search(words):
        return clock.choose(third_of(_month_from(clock, step), match[1]) for step in range(-1, 3))
    match = _DAY.search(words)
    return _find_day(_number(match[1]), clock) if match and not year else None


def _find_month_day(year: int | None, month: int, day: int | None, clock: Clock) -> Reading:
    if not 1 <= month <= 12:
        return None
    if year:
        return (day_of(year, month, day) or NoSuchDay(month, day)) if day else month_of(year, month)
    if day:
        this_year = day_of(clock.today.year, month, day)
        if not this_year:
            return NoSuchDay(month, day)
        if clock.facing == "past" and clock.today < this_year.first <= clock.today + _SOON:
            return this_year
        return clock.choose_year(lambda which: day_of(which, month, day))
    return clock.choose_year(lambda which: month_of(which, month))


def _find_tens(month: int, tens: int, year: int | None, clock: Clock) -> Days | None:
    """十几号, 九月二十几号: any of nine days."""
    if month > 12:
        return None
    months = (
        [month_of(year or clock.today.year + step, month) for step in range(-1, 2)]
        if month
        else [_month_from(clock, step) for step in range(-2, 3)]
    )
    spans = [
        Days(one.first.replace(day=tens + 1), one.first.replace(day=min(tens + 9, one.last.day)))
        for one in months
    ]
    return spans[0] if year and month else clock.choose(spans)


def _find_day(day: int, clock: Clock) -> Reading:
    """A day without its month: the last such day, or the next: the 31st of the last month that has one."""
    months = [_month_from(clock, step).first for step in range(-3, 4)]
    return clock.choose(found for month in months if (found := day_of(month.year, month.month, day)))


def _month_from(clock: Clock, step: int) -> Days:
    return month_of(clock.today.year, clock.today.month + step)


def _read_season(words: str, clock: Clock) -> Days | None:
    season = _SEASON.search(words)
    return clock.choose_year(lambda year: _season(year, season.group())) if season else None


def _season(year: int, name: str) -> Days:
    first, last = _SEASONS[name]
    return Days(month_of(year, first).first, month_of(year, last).last)


def _read_inside(words: str, within: Days) -> Days | None:
    """A day without its month or week, in the span that it was asked for."""
    if _WHOLE.search(words) or _NAMED_YEAR.search(words) or _YEAR.search(words):
        return None
    if month_day := _MONTH_DAY.search(words):
        years = {within.first.year, within.last.year}
        found = [
            _read_month_day(month_day.group(), year, Clock(within.last, "past")) for year in sorted(years)
        ]
        return next((one for one in found if isinstance(one, Days) and _overlap(one, within)), None)
    day, weekday = _DAY.search(words), re.search(r"(?:周|星期|礼拜)([一二三四五六日天])", words)
    days = [within.first + timedelta(days=step) for step in range((within.last - within.first).days + 1)]
    if day and len(days) <= _TWO_MONTHS:
        fitting = [one for one in days if one.day == _number(day[1])]
        return one(fitting[0]) if fitting else None
    if weekday and len(days) <= 7:
        place = "一二三四五六日".index(weekday[1].replace("天", "日"))
        return next((one(which) for which in days if which.weekday() == place), None)
    part = _ONLY_PART.search(words)
    is_month = within.first.day == 1 and within.first.month == within.last.month
    return third_of(within, part[1]) if part and is_month else None


def _overlap(one: Days, other: Days) -> bool:
    return one.first <= other.last and other.first <= one.last


def _number(words: str) -> int:
    number = read_number(words.lstrip("0"))
    return int(number.low) if number else 0
