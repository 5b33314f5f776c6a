"""Days that are counted from today: 前天, 三天前, 一个半月前, 上上周末, 上个月中旬, 下周三."""

import re
from datetime import timedelta
from decimal import Decimal

from vocabulary.numerals import Number, exactly, read_number
from vocabulary.spans import Clock, Days, NoSuchDay, day_of, month_of, one, third_of

_NEAR = re.compile(
    r"^(?:就|是)*(?P<just>刚才|刚刚)(?!说|讲|不是|那|跟|问)|(?P<very>大{0,2})(?P<name>前|昨|今|明|后)(?:[天日儿]个?|个儿|[早晚夜])"
)
_SAME_DAY = re.compile(
    r"(?P<year>大前年|前年|去年|明年)的?今[天日]|(?P<way>上{1,3}|下{1,3})一?个?(?P<unit>月|周|星期|礼拜)的?今[天日]"
)
_YEARS_AGO = {"大前年": -3, "前年": -2, "去年": -1, "明年": 1}
_STEPS = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_LATELY = re.compile(
    r"[前头上这]一?(?:(?P<two>两)|几|些)天|(?P<while>[前头上这]一?阵子?|[前这]段时间|不久前|最近)"
)
_COUNT = r"(?<!\d)\d{1,4}|[一二两俩仨三四五六七八九十百几]{1,4}|大半|小半|半"
_AGO = re.compile(
    rf"(?P<count>{_COUNT})(?P<more>[来多几])?个?(?P<more_too>多)?个?(?P<half>半)?(?P<unit>天|周|星期|礼拜|月|年)(?P<late_half>半)?(?P<late_more>多)?"
    r"(?:零(?P<days>[\d一二三四五六七八九十]+)天)?(?P<way>以前|之前|前|以后|之后|后)"
)
_HENCE = re.compile(rf"过(?P<count>{_COUNT})个?(?P<unit>天|周|星期|礼拜|月)")
_LENGTHS = {"天": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0, "月": 30.44, "年": 365.25}
_LOOSE = {"周": 2, "星期": 2, "礼拜": 2, "月": 10, "年": 60}
"""How many days off so many weeks, months or years may be."""
_WEEK = re.compile(
    r"(?P<way>大?上{1,3}|下{1,3}|这|本)?一?个?(?:周|星期|礼拜)(?:的?(?:周|星期|礼拜)(?=[一二三四五六日天]))?(?P<day>末|[一二三四五六日天1-7])?"
)
_MONTH = re.compile(
    r"(?P<way>上{1,3}|下{1,3}|这|本|当)一?个?月(?:份)?的?(?:(?P<day>[\d一二三四五六七八九十廿卅]{1,3})[日号]?(?!天)|(?P<edge>最后一天|第一天|头一天|头天)|(?P<part>[上中下]旬|[初中底末头]))?"
)
_WEEKDAYS = (
    {sign: place for place, sign in enumerate("一二三四五六日")}
    | {"天": 6}
    | {str(day): day - 1 for day in range(1, 8)}
)


def read_near(words: str, clock: Clock) -> Days | None:
    """前天, 大前天, 明天; the last few days where `words` are vague: 前两天, 最近."""
    lately = _LATELY.search(words)
    if lately:
        if clock.facing == "coming":
            return None
        days = 30 if lately["while"] else 3 if lately["two"] else 7
        return Days(clock.today - timedelta(days=days), clock.today - timedelta(days=1))
    match = _NEAR.search(words)
    if not match:
        return None
    if match["just"]:
        return one(clock.today)
    step = _STEPS[match["name"]]
    return one(clock.today + timedelta(days=step + len(match["very"]) * (1 if step > 0 else -1)))


def read_same_day(words: str, clock: Clock) -> Days | NoSuchDay | None:
    """去年今天, 上个月的今天, 上周的今天: this day of another year, month or week."""
    match = _SAME_DAY.search(words)
    if not match:
        return None
    today = clock.today
    if match["year"]:
        return _day_or_none_such(today.year + _YEARS_AGO[match["year"]], today.month, today.day)
    steps = match["way"].count("下") - match["way"].count("上")
    if match["unit"] != "月":
        return one(today + timedelta(weeks=steps))
    month = month_of(today.year, today.month + steps).first
    return _day_or_none_such(month.year, month.month, today.day)


def read_hence(words: str, clock: Clock) -> Days | None:
    """过三天 is a day, 过几天 are some; only of what is to come, for it is said of what was as well (过了三天)."""
    match = _HENCE.search(words) if clock.facing == "coming" else None
    count = read_number(match["count"]) if match else None
    if not match or count is None:
        return None
    length = _LENGTHS[match["unit"]]
    near, far = (round(float(end) * length) for end in (count.low, count.high))
    if match["count"] in ("两", "几"):
        near, far = 1, max(far, 4 if length == 1 else far)
    return Days(clock.today + timedelta(days=near), clock.today + timedelta(days=far))


def read_counted(words: str, clock: Clock) -> Days | None:
    """三天前 is a day; 两周前, 一个半月前, 半年前 are about that time."""
    match = _AGO.search(words)
    count = _count(match) if match else None
    if not match or count is None:
        return None
    unit, extra = match["unit"], read_number(match["days"] or "")
    more = int(extra.low) if extra else 0
    near, far = (round(float(end) * _LENGTHS[unit]) + more for end in (count.low, count.high))
    loose = _LOOSE.get(unit, 0) if near == far else 0
    sign = 1 if "后" in match["way"] else -1
    ends = (clock.today + timedelta(days=sign * days) for days in (max(near - loose, 0), far + loose))
    return Days(*sorted(ends))


def _count(match: re.Match[str]) -> Number | None:
    """How many, with the halves: one and a half, a good half, three and more."""
    named = match["count"]
    number = exactly(0) if named.endswith("半") else read_number(named)
    if number is None:
        return None
    if named.endswith("半") or match["half"] or match["late_half"]:
        number += exactly("0.5")
    if match["more"] in ("来", "几"):
        return number + Number(Decimal(0), Decimal(5))
    if match["more"] or match["more_too"] or match["late_more"] or named == "大半":
        return number + Number(Decimal(0), Decimal("0.5") if match["unit"] != "天" else Decimal(5))
    return number


def read_week(words: str, clock: Clock) -> Days | None:
    """上周五, 上上周末, 下周, and 周三 as the last or the next one."""
    match = _WEEK.search(words)
    if not match or not (match["way"] or match["day"]):
        return None
    way = match["way"] or ""
    weeks = way.count("下") - way.count("上") - way.count("大")
    monday = clock.today - timedelta(days=clock.today.weekday()) + timedelta(weeks=weeks)
    week = Days(monday, monday + timedelta(days=6))
    meant = pick_in_week(week, match["day"]) if match["day"] else week
    if way:
        return meant
    return clock.choose([meant.shift(-7), meant, meant.shift(7)])


def pick_in_week(week: Days, day: str) -> Days:
    """A weekday or the weekend of a week that begins on a Monday."""
    if day == "末":
        return Days(week.first + timedelta(days=5), week.last)
    return one(week.first + timedelta(days=_WEEKDAYS[day]))


def read_month(words: str, clock: Clock) -> Days | NoSuchDay | None:
    """上个月, 上月初, 下个月5号, 上个月中旬."""
    match = _MONTH.search(words)
    if not match:
        return None
    steps = match["way"].count("下") - match["way"].count("上")
    span = month_of(clock.today.year, clock.today.month + steps)
    if match["part"]:
        return third_of(span, match["part"])
    if match["edge"]:
        return one(span.last if match["edge"] == "最后一天" else span.first)
    if not match["day"]:
        return span
    number = read_number(match["day"].lstrip("0"))
    return _day_or_none_such(span.first.year, span.first.month, int(number.low)) if number else None


def _day_or_none_such(year: int, month: int, day: int) -> Days | NoSuchDay:
    return day_of(year, month, day) or NoSuchDay(month, day)
