"""Days as a form's answers: one day, or, once it was asked for in vain, about which days."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from actions.question import Question
from actions.talk import Narrowing, Value
from actions.tasks.fields import Problem
from vocabulary.day_names import find_days
from vocabulary.days import Days, Either, Facing, NoSuchDay, Reading, read_bare_days, read_days
from vocabulary.several_days import drop_taken_back, find_near, leaves_open
from vocabulary.spans import day_of, month_of

_OLDEST = timedelta(days=3650)
_MONTH, _SEASON = 31, 125
_UNKNOWN = re.compile(
    r"记不清|记不得|不记得|忘了|说不好|说不准|说不清|不知道|不清楚|想不起|好几个?月|好几年|[很好]久(?:了|以前)|早了"
)
_LAST_YEAR = re.compile(r"(?:[对是嗯啊,，]|就)*去年[的了吧呀啊。.]*|(?:[对是嗯]的?)+[。.]?")
_IN_FIGURES = re.compile(r"[\d一二三四五六七八九十]月|\d[./-]\d|\d{4}")
_OF_A_YEAR = re.compile(r"年|下{1,3}个?月")
_SPAN = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_CLAUSE = re.compile(r"[，,。;；！!\s]")
HAPPENED = re.compile(
    r"摔|撞|[崴扭砸烫磕碰夹割划咬]|(?<!发)(?<!高)烧|着的?火|起火|爆|漏|[淹泡]|塌|出的?事|受的?伤|伤着|骨折"
)
_OF_COVER = re.compile(r"到期|过期|生效|续保|^(?:一整?年|全年|整年|到现在|总共|一共)")
_SINCE = re.compile(
    r"((?:[\d一二三四五六七八九十两半几]+)个?(?:半|多)?(?:年|月|天|周|星期|礼拜)(?:半|多)?)了"
)
"""For so long it has been: 三个月了 began three months ago."""
_NOT_READ = "“{said}”我没看懂是哪天。写成“{example}”或“{other}”这样就行。"


def read_past_day(question: Question) -> Value | Problem | None:
    """The answer to "when was it?": an ISO date, or `first/last` where the member cannot say more."""
    if _agrees_to_the_day(question):
        return question.within[0].isoformat() if question.within else None
    found = _read(question, "past", is_answer=True)
    if found is None:
        return _read_unknown(question)
    return _check_past(found, question)


def read_past_days(question: Question) -> Value | Problem | None:
    """The same where about which days is enough: `first/last` where no more is said."""
    return _take_span(read_past_day(question))


def find_past_days(question: Question) -> Value | Problem | None:
    """The day, or about which days, that a message tells unasked."""
    return _take_span(find_past_day(question))


def _take_span(value: Value | Problem | None) -> Value | Problem | None:
    """A span that would be asked about more closely, as it is: some months at most."""
    narrowing = value.narrowing if isinstance(value, Problem) else None
    if narrowing is None:
        return value
    first, last = narrowing.within
    is_span = 0 < (last - first).days <= _SEASON
    return _as_span(Days(first, last)) if is_span else value


def find_past_day(question: Question) -> Value | Problem | None:
    """The day that a message tells unasked."""
    found = _read(question, "past", is_answer=False)
    return None if found is None else _check_past(found, replace(question, within=None))


def read_coming_day(question: Question) -> Value | Problem | None:
    """The answer to "which day will you come?": an ISO date from tomorrow on."""
    return _check_coming(_read(question, "coming", is_answer=True), question)


def find_coming_day(question: Question) -> Value | Problem | None:
    """The day to come that a message names."""
    return _check_coming(_read(question, "coming", is_answer=False), question)


def say_day(value: Value) -> str:
    """`2026年3月5日`, or `2026年10月11日–10月20日之间，具体哪天待核对`."""
    first, _, last = str(value).partition("/")
    said = _say(date.fromisoformat(first))
    if not last:
        return said
    end = date.fromisoformat(last)
    return f"{said}–{end.month}月{end.day}日之间，具体哪天待核对"


def month_around(value: Value) -> tuple[date, date]:
    """The month of a day that is known, in which another is meant that corrects it by its number alone."""
    day = first_day(value)
    month = month_of(day.year, day.month)
    return month.first, month.last


def first_day(value: Value) -> date:
    """What is stored: the day, or the first of those it may have been."""
    return date.fromisoformat(str(value).partition("/")[0])


def is_loose(value: Value) -> bool:
    """Whether it is a span of days, for it is not known which exactly."""
    return isinstance(value, str) and bool(_SPAN.fullmatch(value))


def _read(question: Question, facing: Facing, is_answer: bool) -> Days | NoSuchDay | Either | str | None:
    """What the message names, one day before a span; the words themselves where they name a day that is not read."""
    text = question.text
    within = Days(*question.within) if question.within else None
    named = list(find_days(text))
    spans = _drop_days_beside(text, drop_taken_back(text, named, facing))
    said = [text[start:end] for start, end in spans]
    read: list[Reading] = []
    for (start, _), words in zip(spans, said, strict=True):
        near = find_near(read[-1], text[:start]) if read else None
        read.append(read_days(words, question.today, facing, near or within))
    if is_answer and not any(read) and not (named and not spans):
        read.append(read_bare_days(text, question.today, facing, within))
    if is_answer and facing == "past" and not any(read) and (since := _SINCE.search(text)):
        read.append(read_days(f"{since[1]}前", question.today, facing, within))
    found = [one for one in read if one is not None]
    days = [one for one in found if isinstance(one, Days) and one.is_one]
    if len(days) > 1 and leaves_open(text, facing):
        return Days(min(one.first for one in days), max(one.last for one in days))
    return next(iter([*days, *found, *said]), None)


def _drop_days_beside(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The days without those of the doctor, or of the cover, where another is said to be the one on which it happened."""
    if not spans:
        return []
    ends = [*(start for start, _ in spans[1:]), len(text)]
    after = [_CLAUSE.split(text[end:until])[0] for (_, end), until in zip(spans, ends, strict=True)]
    happened = (
        []
        if len(spans) < 2
        else [span for span, words in zip(spans, after, strict=True) if HAPPENED.search(words)]
    )
    return happened or [span for span, words in zip(spans, after, strict=True) if not _OF_COVER.search(words)]


def _check_past(found: Days | NoSuchDay | Either | str, question: Question) -> Value | Problem:
    if not isinstance(found, Days):
        return _not_a_day(found, question, "3月5日", "上周五")
    if found.first > question.today:
        return _say_not_yet(found, question.text)
    if question.today - found.first > _OLDEST:
        return Problem("这个日子太早了，请再对一下年份。")
    if found.is_one:
        return found.first.isoformat()
    found = Days(found.first, min(found.last, question.today))
    return _as_span(found) if _was_asked(question) else _ask_within(found, question.today)


def _say_not_yet(found: Days, said: str) -> Problem:
    """A day that is still to come; said without a year, it was perhaps one of last year."""
    day = found.first
    before = day_of(day.year - 1, day.month, day.day)
    if before is None or not found.is_one or not _IN_FIGURES.search(said) or _OF_A_YEAR.search(said):
        return Problem("这个日子还没到。请说事情发生的那天，比如“上周五”“10月9日”。")
    words = f"今年的{_say_short(day)}还没到。请说事情发生的那天；要是去年的{_say_short(day)}，回复“去年”。"
    return Problem("", Narrowing(words, (before.first, before.first)))


def _agrees_to_the_day(question: Question) -> bool:
    """Whether the one day that was asked about is the one: 去年, 是去年的, 对."""
    is_one = question.within is not None and question.within[0] == question.within[1]
    return is_one and bool(_LAST_YEAR.fullmatch(question.text.strip()))


def _read_unknown(question: Question) -> Value | Problem | None:
    """`记不清`: the month first, then the day, and what is known by then is kept as about."""
    if not _UNKNOWN.search(question.text):
        return None
    if _was_asked(question) and question.within:
        return _as_span(Days(*question.within))
    if question.within:
        return Problem("大概是几月？说个月份就行。")
    return Problem("记不清哪天没关系，大概是哪个月？比如“9月”“国庆前后”。")


def _was_asked(question: Question) -> bool:
    """Whether the member was asked for the day within a month or less, so that a span is all they know."""
    return question.within is not None and 0 < (question.within[1] - question.within[0]).days <= _MONTH


def _check_coming(
    found: Days | NoSuchDay | Either | str | None, question: Question
) -> Value | Problem | None:
    if found is None:
        return None
    if not isinstance(found, Days):
        return _not_a_day(found, question, "12月3日", "下周三")
    if found.last <= question.today:
        return Problem("这一天已经过了或就是今天，请选明天以后的日子。")
    if found.is_one:
        return found.first.isoformat()
    first = max(found.first, question.today + timedelta(days=1))
    span = f"{_say_short(first)}到{_say_short(found.last)}"
    return Problem("", Narrowing(f"{span}之间，哪一天去？说“周三”或几号都行。", (first, found.last)))


def _not_a_day(found: NoSuchDay | Either | str, question: Question, example: str, other: str) -> Problem:
    if isinstance(found, NoSuchDay):
        return Problem(f"{found.month}月没有{found.day}号，是不是记错了？再说一遍是哪天。")
    if isinstance(found, Either):
        solar, lunar = _say_short(found.solar.first), _say_short(found.lunar.first)
        return Problem(f"是公历{solar}，还是农历的（公历{lunar}）？照公历说一遍，比如“{lunar}”。")
    return Problem(_NOT_READ.format(said=found, example=example, other=other))


def _ask_within(span: Days, today: date) -> Problem:
    """Asks which day of a span it was."""
    first, last = span.first, span.last
    year = "" if first.year == today.year else f"{first.year}年"
    length = (last - first).days + 1
    if length == 2 and first.isoweekday() == 6:
        words = f"是周六（{_say_short(first)}）还是周日（{_say_short(last)}）？"
    elif (first.year, first.month) == (last.year, last.month) and first.day == 1 and length > 20:
        words = f"是{year}{first.month}月的哪一天？记不清就说大概几号。"
    elif length > 2 * _MONTH:
        words = f"{_say(first)}到{_say(last)}之间，大概是几月几号？记不清日子，先说几月也行。"
    else:
        words = f"是{year}{_say_short(first)}到{_say_short(last)}之间的哪一天？记不清就说大概几号。"
    return Problem("", Narrowing(words, (first, last)))


def _as_span(span: Days) -> str:
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


def _say(day: date) -> str:
    return f"{day.year}年{_say_short(day)}"


def _say_short(day: date) -> str:
    return f"{day.month}月{day.day}日"
