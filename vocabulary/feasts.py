"""Feasts and days of the lunar calendar: 中秋, 大年初一, 腊月廿三, 农历八月十五, 国庆第二天."""

import re
from collections.abc import Callable
from datetime import timedelta

from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

from vocabulary.numerals import read_number
from vocabulary.spans import Clock, Days, NoSuchDay, day_of, one

_SOLAR = {
    "双11": (11, 11), "双十一": (11, 11), "双12": (12, 12), "双十二": (12, 12), "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1),
    "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "八一": (8, 1), "国庆": (10, 1), "十一": (10, 1), "三八节": (3, 8), "妇女节": (3, 8),
    "教师节": (9, 10), "建军节": (8, 1), "光棍节": (11, 11), "愚人节": (4, 1), "圣诞": (12, 25), "平安夜": (12, 24), "情人节": (2, 14),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "过年": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7), "中元节": (7, 15), "中秋": (8, 15),
    "重阳": (9, 9), "七月半": (7, 15), "八月节": (8, 15), "寒衣节": (10, 1), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_EVES = ("除夕", "大年三十", "年三十", "大年夜")
_TERMS = (
    "立春", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降",
    "立冬", "冬至", "小寒", "大寒",
)  # fmt: skip
"""The solar terms but for those that are weather first: 下大雪那天 is any winter's day."""
_LASTING = {"国庆": 7, "十一": 7, "春节": 7, "过年": 7, "五一": 5}
"""Feasts that are said of a holiday as much as of a day."""
_NEAR_A_FEAST = 10
"""How many days are still said to be before or after a feast."""
_NAMES = sorted([*_SOLAR, *_LUNAR, *_EVES, *_TERMS], key=len, reverse=True)
_DATE = r"[\d一二三四五六七八九十]{1,3}"
_FEAST = re.compile(
    rf"(?<![月零一二三四五六七八九十])(?P<name>{'|'.join(_NAMES)})(?![月个日号点块万])节?[,，]?的?(?:(?P<date>{_DATE})[日号]|第(?P<nth>[一二三四五六七])天|(?P<before>前一天|头一天)|(?P<after>后一天)|(?P<itself>那天|当天|当日)|(?P<around>期间|前后|假期|长假|放假)|(?P<side>前|[之以]?后)(?:面|头)?(?:第?(?P<steps>[一二两三四五六七])天)?)?"
)
_NEW_YEAR_DAY = re.compile(r"(?:大年|年)初(?P<day>[一二三四五六七八九十]{1,2})")
_NUMBER = r"[\d零一二三四五六七八九十廿卅]{1,3}"
_LUNAR_DAY = re.compile(
    rf"(?P<named>农历|阴历|旧历|古历)?的?(?P<leap>闰)?(?P<month>正|腊|冬|{_NUMBER})月(?P<part>[中底]|初(?![一二三四五六七八九十])|[上中下]旬)?(?P<new>初)?(?P<day>{_NUMBER})?"
)
_ONLY_LUNAR = ("正", "腊", "冬")


def read_feast(words: str, year: int | None, clock: Clock) -> Days | None:
    """A feast of a year, or the one that is meant without a year; a holiday is a span unless its day is named."""
    if new_year := _NEW_YEAR_DAY.search(words):
        number = read_number(new_year["day"])
        return _pick(clock, year, lambda lunar: _lunar(lunar, 1, int(number.low)) if number else None)
    match = _FEAST.search(words)
    if not match:
        return None
    day = _pick(clock, year, lambda which: _find_feast(match["name"], which))
    return _around(day, match) if day else None


def read_lunar(words: str, year: int | None, clock: Clock) -> Days | NoSuchDay | None:
    """A month or day of the lunar calendar, where the words say that it is one."""
    match = _LUNAR_DAY.search(words)
    if not match or not (
        match["named"] or match["leap"] or match["new"] or match["month"] in _ONLY_LUNAR or "廿" in words
    ):
        return None
    month = {"正": 1, "冬": 11, "腊": 12}.get(match["month"]) or _number(match["month"])
    if not match["day"]:
        return _pick(clock, year, lambda lunar: _lunar_month(lunar, month, match["part"]))
    day = _number(match["day"])
    is_eve = (month, day) == (12, 30) and not match["leap"]
    find = _find_eve_of if is_eve else lambda lunar: _lunar(lunar, month, day, bool(match["leap"]))
    return _pick(clock, year, find) or NoSuchDay(month, day)


def _find_eve_of(lunar: int) -> Days | None:
    """腊月三十 is said of the last day of the year, though it be the 29th."""
    following = _lunar(lunar + 1, 1, 1)
    return following.shift(-1) if following else None


def _pick(clock: Clock, year: int | None, find: Callable[[int], Days | None]) -> Days | None:
    return find(year) if year else clock.choose_year(find)


def _find_feast(name: str, year: int) -> Days | None:
    if name in _SOLAR:
        return day_of(year, *_SOLAR[name])
    if name in _TERMS:
        return one(TermUtils.day_start_from_term(year, name))
    if name in _EVES:
        new_year = _lunar(year, 1, 1)
        return new_year.shift(-1) if new_year else None
    return _lunar(year, *_LUNAR[name])


def _around(day: Days, match: re.Match[str]) -> Days:
    if match["date"]:
        return day_of(day.first.year, day.first.month, _number(match["date"].lstrip("0"))) or day
    if match["nth"]:
        return day.shift(_number(match["nth"]) - 1)
    if match["before"] or match["after"]:
        return day.shift(-1 if match["before"] else 1)
    if match["side"]:
        return _beside(day, match)
    lasts = _LASTING.get(match["name"], 3 if match["around"] else 1)
    return day if match["itself"] else Days(day.first, day.first + timedelta(days=lasts - 1))


def _beside(day: Days, match: re.Match[str]) -> Days:
    """国庆前 and 春节后 are about that time; 国庆前三天, 节后第二天 are within so many days."""
    last = day.shift(_LASTING.get(match["name"], 1) - 1)
    steps = _number(match["steps"] or "")
    if match["side"] == "前":
        return Days(day.shift(-(steps or _NEAR_A_FEAST)).first, day.shift(-1).first)
    if steps and "第" in match.group():
        return last.shift(steps)
    return Days(last.shift(1).first, last.shift(steps or _NEAR_A_FEAST).first)


def _lunar(year: int, month: int, day: int, leap: bool = False) -> Days | None:
    try:
        return one(LunarDate(year, month, day, int(leap)).to_solar_date())
    except (ValueError, IndexError, KeyError):
        return None


def _lunar_month(year: int, month: int, part: str | None) -> Days | None:
    try:
        length = LCalendars.ndays(year, month)
    except (ValueError, IndexError, KeyError):
        return None
    begin, end = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20)}.get(
        part or "", (21 if part else 1, length)
    )
    first, last = _lunar(year, month, begin), _lunar(year, month, end)
    return Days(first.first, last.last) if first and last else None


def _number(words: str) -> int:
    number = read_number(words)
    return int(number.low) if number else 0
