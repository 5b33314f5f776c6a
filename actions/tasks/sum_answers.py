"""Sums as a form's answers: whole or with cents, about so much, nothing at all, or not known."""

import re
from decimal import Decimal

from actions.question import Question
from actions.tasks.fields import Problem, Value
from actions.wording import say_money
from vocabulary import sums
from vocabulary.numerals import Certainty
from vocabulary.sums import Sum

UNKNOWN = "unknown"
"""The member does not know the sum: the field is left open, which is not nothing."""

_LARGEST = 5_000_000
_NOTHING = re.compile(
    r"^(?:一分(?:钱)?(?:都|也)?|都|还|也|谁都)*(?:没有?|无|木有)(?:花|给|赔|交|掏|付|报|得到?|拿到?|收到?|任何|补偿|损失|人|过|钱|别处)*(?:的|了|呢|啊|呀|吧)*(?=[,，。.!！;；\s]|$)"
    r"|^(?:零|0)元?$|没(?:有)?(?:花|掏|付)钱"
)
_UNKNOWN = re.compile(
    r"不清楚|不知道|记不清|记不得|不记得|说不好|说不准|说不清|没算|没数|忘了|不好说|不确定|没底|没结账|还没出账"
)
_NOT_YET_PAID = re.compile(r"一天|每天|一个月|每月|一晚|押金|要交|还要|还得|还差")
_MINUS = re.compile(r"(?<![\d\w])[-－−]\s?[\d¥￥]|负[\d一二三四五六七八九十百千万两]")


def read_sum(question: Question) -> Value | Problem | None:
    """The answer to "how much": a number, a pair of what it lies between, 0, or `UNKNOWN`."""
    words = question.text.strip()
    if _MINUS.search(words):
        return Problem("金额不能是负数。写成“8500”或“八千五”这样就行。")
    if _NOT_YET_PAID.search(words):
        return None
    found = sums.read_sum(words)
    if found is None:
        return UNKNOWN if _UNKNOWN.search(words) else 0 if _NOTHING.search(words) else None
    if found.high > _LARGEST:
        return Problem("这个数太大了，是不是多打了几个零？再说一次金额，比如“三万五”。")
    if found.is_vague:
        said = words[found.start : found.end]
        return Problem(f"“{said}”有点宽，大概多少？比如“三千左右”；真说不准就说“不清楚”。")
    return _as_value(found)


def fix_sum(question: Question) -> Value | Problem | None:
    """The sum that a correction names: `不是，是9000`."""
    value = read_sum(question)
    return None if value in (0, UNKNOWN) else value


def find_sum(question: Question) -> Value | None:
    """The first sum that a message names as such."""
    return next(iter(find_sums(question)), None)


def find_sums(question: Question) -> list[Value]:
    """Every sum that a message names as such and that says enough to be kept."""
    found = [one for one in sums.find_sums(question.text) if not one.is_vague and one.high <= _LARGEST]
    return [_as_value(one) for one in found]


def say_sum(value: Value) -> str:
    """`8,562.30 元`, `大约 3,000 元`, `大约 3,000–4,000 元，先按 3,000 元记`, or that it is not known."""
    if value == UNKNOWN:
        return "不清楚，先空着"
    if not isinstance(value, list):
        return say_money(Decimal(str(value)))
    low, high = (say_money(Decimal(str(end))) for end in value)
    return f"大约 {low}" if low == high else f"大约 {low.removesuffix(' 元')}–{high}，先按 {low}记"


def lower_end(value: Value) -> Decimal | None:
    """What is stored: the lower end of what was said; None where it is not known."""
    if value == UNKNOWN:
        return None
    return Decimal(str(value[0] if isinstance(value, list) else value))


def is_loose(value: Value) -> bool:
    """Whether the sum was only said about."""
    return isinstance(value, list)


def _as_value(found: Sum) -> Value:
    low, high = (int(end) if end == int(end) else float(end) for end in (found.low, found.high))
    if found.certainty is Certainty.EXACT:
        return low
    return [low, high if found.certainty is Certainty.RANGE else low]
