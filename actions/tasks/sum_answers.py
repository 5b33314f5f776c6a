"""Sums as a form's answers: whole or with cents, about so much, nothing at all, or not known."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from actions.question import Question
from actions.talk import Value
from actions.tasks.fields import UNKNOWN, Problem
from actions.tasks.sum_roles import ToldSum, find_told, pick_cost, pick_got, pick_own
from vocabulary import sums
from vocabulary.numerals import Certainty
from vocabulary.saying import say_money
from vocabulary.sums import Sum

Pick = Callable[[list[ToldSum]], Sum | Problem | None]
Reader = Callable[[Question], Value | Problem | None]
_SIGN = "零一二两三四五六七八九十"
_ONE_NUMBER = re.compile(r"\d{1,3}(?:\s\d{3,4})+")
_IN_NUMBER = re.compile(
    rf"(?<=[{_SIGN}百千万])\s+(?=[{_SIGN}百千万块元])(?![一每两](?:[周天个次月年共直起家]|礼拜|星期))|(?<=[万千百])\s+(?=\d)|(?<=\d)\s+(?=[万千百wWkK块元])"
)
_RUN = re.compile(rf"[{_SIGN}百千万\d]+")
_UNITS = {"百": 2, "千": 3, "万": 4}
_POINT = re.compile(r"(?<=\d)点(?=\d+\s?[万千块元])")
_NO_UNIT = re.compile(rf"[{_SIGN}]点[{_SIGN}]+(?![{_SIGN}万千百分亿])")
"""三点五 is thirty-five thousand to some and three yuan fifty to others."""
_MORE = re.compile(r"多(?:一?点儿?|些)")
_NOT_BUT = re.compile(r"(?<!是)不是[^，,。]{1,12}(?:[，,。\s]+(?=而?是|应该)|$)")
_MISTAKEN = re.compile(r"^.*(?:[，,。\s]不是[，,。\s]+|不对|[说写打记弄搞算]错了?|错了|更正|改成|改为)")
_LOSS = re.compile(r"损失|[烧泡砸冲毁淹]")
_LARGEST = 5_000_000
_NOTHING = re.compile(
    r"^(?:暂时|目前|现在|到现在|至今|一[分毛](?:钱)?|一?个?子儿|啥|什么|别处|谁|都|还|也)*(?:没有?|无|木有)(?:花|给|赔|交|掏|付|报销?|别的|补助|得到?|拿到?|收到?|任何|补偿|损失|人|过|钱|别处)*(?:的|了|呢|啊|呀|吧)*(?=[,，。.!！;；\s]|$)"
    r"|^(?:零|0)元?$|没(?:有)?(?:花|掏|付)钱"
)
_UNKNOWN = re.compile(
    r"不太?(?:清楚|知道|记得|确定|晓得)|说不上|拿不准|没(?:注意|留意|细算|细看|统计|记|个数)|记不清|记不得|不记得|说不好|说不准|说不清|没算|没数|忘了|不好说|不确定|没底|没结账|还没出账|才知道|还没(?:出院|结|算)|没结"
)
_NOTHING_YET = re.compile(r"还?[没未](?:有)?(?:花|掏|付)(?:什么|一分|到)?钱|一分(?:钱)?(?:都|也)?没花")
_TO_COME = re.compile(r"要交|得交|还差|还要|还得|让(?:我们?)?交|催")
_MINUS = re.compile(r"(?<![\d\w])(?<![\d\w]\s)[-－−—]\s?[\d¥￥]|负[\d一二三四五六七八九十百千万两]")


def read_cost(question: Question) -> Value | Problem | None:
    """The answer to "how much in all": a number, a pair of what it lies between, 0, or `UNKNOWN`."""
    return _read(question, pick_cost)


def read_own(question: Question) -> Value | Problem | None:
    """The answer to "how much did you pay yourself, or lose?"."""
    return _read(question, _pick_own_of(question))


def read_got(question: Question) -> Value | Problem | None:
    """The answer to "how much did others give?"."""
    return _read(question, pick_got)


def _read(question: Question, pick: Pick) -> Value | Problem | None:
    words = settle(question.text)
    if _MINUS.search(words):
        return Problem("金额不能是负数。写成“8500”或“八千五”这样就行。")
    if _NO_UNIT.search(words):
        return None
    told = find_told(words)
    found = pick(told) if told else sums.read_sum(words)
    if isinstance(found, Problem):
        return found
    if found is None:
        return _read_without_sum(words, told)
    if found.high > _LARGEST:
        return Problem("这个数太大了，是不是多打了几个零？再说一次金额，比如“三万五”。")
    if found.is_vague:
        said = words[found.start : found.end]
        return Problem(f"“{said}”有点宽，大概多少？比如“三千左右”；真说不准就说“不清楚”。")
    return _as_value(found)


def _read_without_sum(words: str, told: Sequence[ToldSum]) -> Value | None:
    """Nothing, or not known; a deposit alone says that it is not settled yet."""
    if _NOTHING.search(words) or _NOTHING_YET.search(words):
        return 0
    is_unsettled = any(one.role == "deposit" for one in told) and not _TO_COME.search(words)
    return UNKNOWN if _UNKNOWN.search(words) or is_unsettled else None


def is_nothing_yet(text: str) -> bool:
    """Whether nothing was spent so far."""
    return bool(_NOTHING_YET.search(text))


def find_own(question: Question) -> Value | None:
    """What a message tells unasked of one's own part."""
    return find_sum(question, _pick_own_of(question))


def _pick_own_of(question: Question) -> Pick:
    is_loss = bool(_LOSS.search(question.text))
    return lambda told: pick_own(told, is_loss)


def fix(read: Reader) -> Reader:
    """Reads the sum that a correction names: `不是，是9000`."""

    def read_correction(question: Question) -> Value | Problem | None:
        value = read(question)
        return None if value in (0, UNKNOWN) else value

    return read_correction


def find_sum(question: Question, pick: Pick) -> Value | None:
    """A sum that a message names unasked, where it says enough to be kept."""
    words = settle(question.text)
    found = None if _MINUS.search(words) else pick(find_told(words))
    if found is None or isinstance(found, Problem) or found.is_vague or found.high > _LARGEST:
        return None
    return _as_value(found)


def settle(text: str) -> str:
    """The words without what they take back, their numbers without the blanks that voices leave in them."""
    return _close_up(_drop_taken_back(text.strip()))


def _drop_taken_back(words: str) -> str:
    rest = _MISTAKEN.sub("", _NOT_BUT.sub("", words))
    return rest if sums.read_sum(_close_up(rest)) else words


def _close_up(words: str) -> str:
    joined = re.sub(r"\s", "", words) if _ONE_NUMBER.fullmatch(words) else _IN_NUMBER.sub(_close_gap, words)
    return _MORE.sub("多", _POINT.sub(".", joined))


def _close_gap(gap: re.Match[str]) -> str:
    """Nothing where one number goes on (三万 八千); the gap itself between two of them: 三百八 四千."""
    words = gap.string
    before = list(_RUN.finditer(words[: gap.start()]))[-1:]
    after = _RUN.match(words, gap.end())
    if not before or not after or before[0].end() != gap.start() or after[0][0] in _UNITS:
        return ""
    own = [_UNITS[sign] for sign in before[0][0] if sign in _UNITS]
    more = max((_UNITS[sign] for sign in after[0] if sign in _UNITS), default=0)
    ends_with_unit = before[0][0][-1] in _UNITS
    return "" if more < (own[-1] if ends_with_unit else 1) or not own else gap[0]


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
