"""Sums of money as members say them: 三千二, 8500块, 两三万, 5000-6000, 壹万贰仟叁佰元整, 三百块五毛."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vocabulary.folding import fold_in_place
from vocabulary.numerals import RUN, Certainty, Number, between, exactly, read_number

_SPAN = re.compile(
    rf"(?:(?<=rmb)|(?<![a-z\d.第度之_零一二三四五六七八九两十百千万几]))(?<!\d[-/])(?P<first>{RUN})(?:\s?(?P<join>到|至|还是|-{{1,2}}|~|—{{1,2}}|–|、|,|或者?)\s?(?P<second>{RUN}))?"
)
_LIST_JOINS = ("、", ",", "或", "或者")
_UNIT = re.compile(r"[亿万千百wk]")
_DIGIT = r"[\d一二三四五六七八九]"
_CHANGE = re.compile(
    rf"\s?(?:(?P<yuan>元|块钱|块|rmb|人民币)"
    rf"(?:零?(?P<jiao>{RUN})[角毛](?:(?P<fen>{RUN})分?)?|零?(?P<only_fen>{RUN})分|(?P<left_out>{_DIGIT})(?!{_DIGIT}|[十百千万个天次月年日号级%.]))?"
    r"|(?P<in_jiao>[角毛](?:钱|$)))(?:钱|整)?"
)
_LOOSELY = "大概其?|大约|约莫?|差不多|将近|近|快|小|不到|估计|估摸着?|可能|得有?|也就|怎么也|少说|至少|起码|最少|最多|顶多"
_SPENDING = "花|交|欠|扣|收到?|赔|给|付|垫|补|报|到账|入账|进账|转|多|少|借|掏|自费|自付|押金|合?计|共|差|取款?|(?:打|发)(?=了|过|来|进|的|我)"
_SPENDING += "|挣|赚|工资|薪水?|收入|退休金|养老金|低保|领|垫付|房租|打车|护工|捐|筹|凑|贷|刷|押|出|(?:每|一)(?:个?月|天|晚)"
_PARTICLES = rf"{_LOOSELY}|才|部分|金额|那块|这块|数目|了|出来?|过|的|是|有|着|我们?|俺|进来?|下来?|上|一共|总共|笔|得|回|到|\s|[:,]"
_SPENT = re.compile(rf"(?:(?:{_SPENDING})(?:{_PARTICLES})*|[¥$]\s?|rmb\s?)$")
_LOOSELY_BEFORE = re.compile(rf"(?:{_LOOSELY})[是有个]?\s?$|[≈~>]\s?$")
_LOOSELY_AFTER = re.compile(
    r"\s?(?:\+|左右|上下|出头|开外|往上|以上|朝上|以内|不到|的样子|多|来|余)(?:元|块钱|块)?"
)
_COUNTED = re.compile(
    r"\s?[多余来]?\s?(?:[天日个月年岁次遍号名位份口楼层点小分时种项张件度级期条人例类床%成周折倍届室栋页斤米]"
    r"|家(?![财里的人属])|季度|星期|礼拜|[-/.]\d)"
)
_ENDS = re.compile(r"[吧了呢的啊呀哈嘛钱\s]*(?:[,。;!~+…]|$)")
_SET_WORDS = re.compile(r"十万火急|十万八千里|十万个为什么|一块(?:儿|去|来|走)")
_HAS_UNIT = re.compile(
    r"\d\s?[万w]|[一二三四五六七八九十两几百千多来余][万千百]|^[上过破成]?[万千百](?:把|数|八|十|儿)|^[上过破成]"
)
_MEASURED = re.compile(
    r"(?:血压|高压|低压|血糖|心率|心跳|体重|身高|体温)[^,。]{0,3}$|烧(?![掉毁坏没光了得])到?\s?$"
)
_LENGTH = re.compile(r"\s?(?:厘米|毫米|公分|[cm]m)")
_IN_ALL = re.compile(r"(?:一共|总共|共计|总计|合计|加起来|全下来)[^,。;\d]{0,4}$")
_SMALLEST_IN_WORDS, _LARGEST = 10, 10**9
_HOTLINES = {12351, 12333, 12345, 12356, 12393, 12329}
_TELEPHONES = _HOTLINES | {110, 120, 119, 122}
"""Numbers that are called and not paid, unless yuan are named."""
_VAGUE = 2
_SMALLEST_APART = 100
_REACH = 16


@dataclass(frozen=True)
class Sum:
    """A sum in yuan and where in the text it stands; `low` and `high` are one where it is exact."""

    low: Decimal
    high: Decimal
    certainty: Certainty
    start: int
    end: int
    is_measure: bool = False
    """Whether it is a blood pressure, a weight or the like, which only sounds like money."""

    @property
    def is_vague(self) -> bool:
        """Whether it says too little to be kept: 几万, 好几千."""
        return self.high > self.low * _VAGUE


@dataclass(frozen=True)
class _Candidate:
    words: str
    sum: Sum
    has_yuan: bool


def find_sums(text: str, with_measures: bool = False) -> Iterator[Sum]:
    """The sums that a text names as such, from left to right: by yuan, by what was done with them, by their unit."""
    folded = fold_in_place(text)
    named = (one.sum for one in _scan(folded) if _is_named(one, folded))
    return (one for one in named if with_measures or not one.is_measure)


def read_sum(text: str) -> Sum | None:
    """The sum in an answer to "how much": what is named as one, "in all" before others, or the only number there."""
    folded = fold_in_place(text)
    found = [one for one in _scan(folded) if not one.sum.is_measure]
    named = [one.sum for one in found if _is_named(one, folded)]
    if named:
        return next((one for one in named if _IN_ALL.search(_before(folded, one.start))), named[0])
    bare = [one.sum for one in found if one.has_yuan or _ENDS.match(folded, one.sum.end)]
    return bare[0] if len(bare) == 1 and bare[0].low not in _HOTLINES else None


def _is_named(one: _Candidate, text: str) -> bool:
    least = (
        1
        if one.words[0].isdigit() or (one.has_yuan and "钱" in text[: one.sum.end][-2:])
        else _SMALLEST_IN_WORDS
    )
    if not least <= one.sum.high < _LARGEST:
        return False
    if one.has_yuan:
        return True
    is_called = one.words[0].isdigit() and one.sum.low in _TELEPHONES
    if one.sum.is_measure:
        return True
    if is_called or _is_counted(one, text):
        return False
    return bool(_SPENT.search(_before(text, one.sum.start)) or _HAS_UNIT.search(one.words))


def _is_counted(one: _Candidate, text: str) -> bool:
    """Whether it counts something: 3 楼. After a blank, what follows a larger number or words begins anew: 一千二 楼下要赔."""
    is_apart = text[one.sum.end : one.sum.end + 1].isspace()
    if is_apart and (not one.words[0].isdigit() or one.sum.low >= _SMALLEST_APART):
        return False
    return bool(_COUNTED.match(text, one.sum.end))


def _scan(text: str) -> Iterator[_Candidate]:
    place = 0
    while match := _SPAN.search(text, place):
        found = _read_candidate(text, match)
        place = found.sum.end if found else match.end("first")
        if found and not _SET_WORDS.match(text, match.start()):
            yield found


def _before(text: str, place: int) -> str:
    return text[max(0, place - _REACH) : place]


def _read_candidate(text: str, match: re.Match[str]) -> _Candidate | None:
    number, end = _read_span(text, match)
    if number is None:
        return None
    words, change = text[match.start() : end], _CHANGE.match(text, end)
    if change:
        number, end = _add_change(number, change), change.end()
    after = _LOOSELY_AFTER.match(text, end)
    if after or _LOOSELY_BEFORE.search(_before(text, match.start())):
        number = Number(number.low, number.high, max(number.certainty, Certainty.ABOUT))
    end = after.end() if after else end
    is_measure = bool(_MEASURED.search(_before(text, match.start())) or _LENGTH.match(text, end))
    read = Sum(number.low, number.high, number.certainty, match.start(), end, is_measure)
    return _Candidate(words, read, bool(change or (after and _CHANGE.search(after.group()))))


def _read_span(text: str, match: re.Match[str]) -> tuple[Number | None, int]:
    """The number at a place, and where it ends: with its second half where the two are a span."""
    first, second = read_number(match["first"]), read_number(match["second"] or "")
    if first and second and (match["join"] not in _LIST_JOINS or first.high < _SMALLEST_IN_WORDS):
        unit = _UNIT.search(match["second"])
        shared = first.times(_size(unit.group())) if unit and not _UNIT.search(match["first"]) else first
        span = between(shared, second) or between(first, second)
        if span and not (match["join"] in _LIST_JOINS and span.high > span.low * _VAGUE):
            return span, match.end()
    end = match.end("first")
    if text.startswith("次", end) and len(match["first"]) > 2 and match["first"][-2] in "万千百":
        return read_number(match["first"][:-1]), end - 1  # 花了三千二次报销: three thousand, and 二次报销.
    return first, end


def _size(unit: str) -> int:
    one = read_number(f"1{unit}")
    return int(one.low) if one else 1


def _add_change(number: Number, change: re.Match[str]) -> Number:
    """Yuan with jiao and fen, or jiao alone."""
    if change["in_jiao"]:
        return number.times(Decimal("0.1"))
    parts = (("jiao", "0.1"), ("left_out", "0.1"), ("fen", "0.01"), ("only_fen", "0.01"))
    for name, size in parts:
        part = read_number(change[name] or "") or exactly(0)
        number = number + part.times(Decimal(size))
    return number
