"""Readers of single answers: dates, amounts, telephone numbers, choices, free words."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from actions.dates import Days, read_date
from actions.question import Question
from actions.tasks.fields import Problem, Value
from vocabulary.telephones import find_telephone

Reader = Callable[[Question], Value | Problem | None]

_LARGEST_SUM = 5_000_000
_OLDEST_LOSS = timedelta(days=3650)
_NONE = re.compile(
    r"^(?:没有?|无|没花|没给|没赔|没得?到|没交|零|0|还没有?|都没有?|不知道|不清楚|记不清|说不好|没算)"
)
_NOT_YET_PAID = re.compile(r"一天|每天|一个月|每月|一晚|押金|要交|还要|还得|还差")
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_DIGITS = re.compile(r"[\d〇零一二三四五六七八九幺]{5,}")
_WORDS = re.compile(r"[^\W\d_]")


def read_past_day(question: Question) -> Value | Problem | None:
    """The day something happened, as an ISO date: the first day where only the month is known."""
    said = question.named("date")
    days = read_date(said, question.today) if said else None
    if days is None:
        return None if not said else Problem(f"“{said}”我没看懂是哪天。写成“3月5日”或“上周五”这样就行。")
    return _check_past(_in_the_past(days, question), question)


def read_coming_day(question: Question) -> Value | Problem | None:
    """A day from tomorrow on, as an ISO date."""
    said = question.named("date")
    days = read_date(said, question.today) if said else None
    if days is None:
        return None if not said else Problem(f"“{said}”我没看懂是哪天。写成“12月3日”或“下周三”这样就行。")
    day = days.first if days.first > question.today else days.last
    if day <= question.today:
        return Problem("这一天已经过了或就是今天，请选明天以后的日子。")
    return day.isoformat()


def read_sum(question: Question) -> Value | Problem | None:
    """Whole yuan; `没有` and `不清楚` are 0 and nothing known."""
    words = question.text.strip()
    if re.search(r"-\s?\d|负\d", words):
        return Problem("金额不能是负数。写成“8500”或“八千五”这样就行。")
    if _NOT_YET_PAID.search(words):
        return None
    amount = find_sum(question)
    if (
        amount is None
        and "date" not in question.entities
        and (number := _NUMBER.search(words))
        and len(words) <= 12
    ):
        amount = int(float(number.group().replace(",", "").replace("，", "")))
    if amount is None:
        return 0 if _NONE.match(words) else None
    if isinstance(amount, int) and amount > _LARGEST_SUM:
        return Problem("这个数太大了，是不是多打了几个零？再说一次金额，比如“三万五”。")
    return amount


def fix_sum(question: Question) -> Value | Problem | None:
    """The sum that a correction names: `不是，是9000`."""
    value = read_sum(question)
    return None if value == 0 else value


def find_sum(question: Question) -> Value | None:
    """The amount that a message names."""
    named = question.named("amount")
    return int(named) if named else None


def read_telephone(question: Question) -> Value | Problem | None:
    """A number to call, of a mobile or a landline, however it is pasted or said."""
    if found := find_telephone(question.text):
        return found
    is_number = _DIGITS.search(re.sub(r"[\W_]", "", question.text))
    return (
        Problem("这个号码没看出来。手机号是 1 开头的 11 位，座机写上区号，比如 010-63012345。")
        if is_number
        else None
    )


def read_words(shortest: int, longest: int = 300) -> Reader:
    """Free words, as they are."""

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        if len(_WORDS.findall(words)) < shortest:
            return None
        return words[:longest]

    return read


def read_one_of(options: Mapping[str, str]) -> Reader:
    """A code by the pattern of words for it: the first that fits, or by its place in the list."""
    patterns = {code: re.compile(words) for code, words in options.items()}

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        return next((code for code, pattern in patterns.items() if pattern.search(words)), None)

    return read


def say_day(day: Value) -> str:
    """`2026年3月5日`, from an ISO date."""
    year, month, number = str(day).split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def find_entity(entity: str) -> Reader:
    """The first value of an entity type."""

    def find(question: Question) -> Value | None:
        return question.named(entity)

    return find


def _in_the_past(days: Days, question: Question) -> Days:
    """A bare day of this month that is still to come was said of last month."""
    if days.first <= question.today or days.first.month != question.today.month:
        return days
    if re.search(r"明|后[天儿]|下", question.named("date") or ""):
        return days
    last_month = question.today.replace(day=1) - timedelta(days=1)
    try:
        return Days(
            *(day.replace(year=last_month.year, month=last_month.month) for day in (days.first, days.last))
        )
    except ValueError:
        return days


def _check_past(days: Days, question: Question) -> Value | Problem:
    if days.first > question.today:
        return Problem("这个日子还没到。请说事情发生的那天，比如“上周五”“10月9日”。")
    if question.today - days.first > _OLDEST_LOSS:
        return Problem("这个日子太早了，请再对一下年份。")
    return days.first.isoformat()
