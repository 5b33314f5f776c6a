"""Today in Beijing, and dates as members say them, as the days they mean."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

_NUMERALS = {character: index for index, character in enumerate("零一二三四五六七八九")}
_NUMERALS.update({"〇": 0, "两": 2, "日": 7, "天": 7, "末": 6})
_NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,4})"
_YEARS = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "头年": -1,
    "上一年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
_DAYS = {
    "大前天": -3, "前天": -2, "前儿": -2, "昨天": -1, "昨儿": -1, "昨晚": -1, "昨夜": -1, "今天": 0, "今儿": 0, "今早": 0,
    "今晚": 0, "今夜": 0, "明天": 1, "明儿": 1, "明早": 1, "明晚": 1, "后天": 2, "后儿": 2, "大后天": 3,
}  # fmt: skip
_FEASTS = {
    "双11": (11, 11),
    "双十一": (11, 11),
    "国庆": (10, 1),
    "元旦": (1, 1),
    "五一": (5, 1),
    "六一": (6, 1),
    "十一": (10, 1),
}
_FULL = re.compile(rf"({_NUMBER})年的?(?:({_NUMBER})月份?)?(?:({_NUMBER})[日号])?")
_DASHED = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_MONTH_DAY = re.compile(rf"({_NUMBER})(?:月份?|[./])({_NUMBER})?[日号]?")
_DAY = re.compile(rf"({_NUMBER})[日号]")
_WEEK = re.compile(r"(大上|上上|上|下下|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])?")
_MONTH = re.compile(r"(上上|上|下下|下|这|本|当)个?月(?:的?({_NUMBER})[日号])?".replace("{_NUMBER}", _NUMBER))
_AGO = re.compile(rf"(半|{_NUMBER})个?(?:多)?个?(天|周|星期|礼拜|月|年)(?:以前|之前|前)")


@dataclass(frozen=True)
class Days:
    """A span of days, both included; one day where it is known exactly."""

    first: date
    last: date

    @property
    def is_one(self) -> bool:
        """Whether exactly one day is meant."""
        return self.first == self.last


def today() -> date:
    """Today in Beijing, where dates of cover are counted."""
    return datetime.now(BEIJING).date()


def read_date(said: str, today: date) -> Days | None:
    """`去年三月`, `上周五`, `10月9号`, `三个月前` as days; None where the words mean no date.

    A day and month without a year is the latest that is not in the future, unless that is over ten months ago.
    """
    words = said.replace(" ", "")
    for reader in (_read_dashed, _read_year, _read_near, _read_ago, _read_week, _read_month, _read_month_day):
        try:
            days = reader(words, today)
        except ValueError:
            return None
        if days:
            return days
    return None


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    if ten:
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return int("".join(str(_NUMERALS[word]) for word in words))


def _month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - timedelta(days=1))


def _day(day: date) -> Days:
    return Days(day, day)


def _read_dashed(words: str, today: date) -> Days | None:
    match = _DASHED.search(words)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    return _day(date(year, month, int(match[3]))) if match[3] else _month_days(year, month)


def _read_year(words: str, today: date) -> Days | None:
    named = next((name for name in sorted(_YEARS, key=len, reverse=True) if name in words), None)
    match = _FULL.search(words)
    if named:
        year, rest = today.year + _YEARS[named], words.split(named, 1)[1]
        month_day = _MONTH_DAY.search(rest)
        feast = next((day for name, day in _FEASTS.items() if name in rest), None)
        if feast:
            return _day(date(year, *feast))
        if month_day:
            month = _number(month_day[1])
            return (
                _day(date(year, month, _number(month_day[2]))) if month_day[2] else _month_days(year, month)
            )
        return Days(date(year, 1, 1), date(year, 12, 31))
    if not match:
        return None
    year = _number(match[1])
    year += 2000 if year < 100 else 0
    if match[3] and match[2]:
        return _day(date(year, _number(match[2]), _number(match[3])))
    return _month_days(year, _number(match[2])) if match[2] else Days(date(year, 1, 1), date(year, 12, 31))


def _read_near(words: str, today: date) -> Days | None:
    named = next((name for name in sorted(_DAYS, key=len, reverse=True) if name in words), None)
    return _day(today + timedelta(days=_DAYS[named])) if named else None


def _read_ago(words: str, today: date) -> Days | None:
    match = _AGO.search(words)
    if not match:
        return None
    count = 0.5 if match[1] == "半" else float(_number(match[1]))
    unit = {"天": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0, "月": 30.4, "年": 365.25}[match[2]]
    about = today - timedelta(days=round(count * unit))
    return _day(about) if unit == 1 else Days(about - timedelta(days=round(min(1, count) * unit / 2)), about)


def _read_week(words: str, today: date) -> Days | None:
    match = _WEEK.search(words)
    if not match or not (match[1] or match[2]):
        return None
    weeks = {"大上": -2, "上上": -2, "上": -1, "下": 1, "下下": 2}.get(match[1] or "", 0)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    if not match[2]:
        return Days(monday, monday + timedelta(days=6))
    if match[2] == "末":
        return Days(monday + timedelta(days=5), monday + timedelta(days=6))
    day = monday + timedelta(days=_number(match[2]) - 1 if match[2].isdigit() else _NUMERALS[match[2]] - 1)
    return _day(day)


def _read_month(words: str, today: date) -> Days | None:
    match = _MONTH.search(words)
    if not match:
        return None
    months = today.year * 12 + today.month - 1 + {"上": -1, "上上": -2, "下": 1, "下下": 2}.get(match[1], 0)
    year, month = divmod(months, 12)
    return _day(date(year, month + 1, _number(match[2]))) if match[2] else _month_days(year, month + 1)


def _read_month_day(words: str, today: date) -> Days | None:
    match = _MONTH_DAY.search(words)
    if match:
        month = _number(match[1])
        days = (
            _day(date(today.year, month, _number(match[2]))) if match[2] else _month_days(today.year, month)
        )
        return _not_far_ahead(days, today)
    only_day = _DAY.search(words)
    return _day(today.replace(day=_number(only_day[1]))) if only_day else None


def _not_far_ahead(days: Days, today: date) -> Days:
    """A month that lies more than two months ahead was said of last year."""
    if days.first - today <= timedelta(days=61):
        return days
    return Days(days.first.replace(year=today.year - 1), days.last.replace(year=today.year - 1))
