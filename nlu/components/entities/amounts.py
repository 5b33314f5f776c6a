"""Amounts of money as said: 三千二, 8500块, 1.2万, 三万多, 十几万."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from cn2an import cn2an

from nlu.components.entities.spans import Entity

_WORDS = "零〇一二两三四五六七八九十百千万亿俩仨"
_NUMBER = rf"(?P<number>(?>\d[\d,]*(?:\.\d+)?\s?[万千百wk]?[{_WORDS}\d]*|[{_WORDS}]+(?:点[{_WORDS}]+万?)?))"
_SCALE = r"(?:多|来|几|出头|左右)?(?P<scale>[万千百wk])?(?:多|来|几|出头|左右)?"
_YUAN = r"(?:元|块钱|块|圆|rmb|人民币)"
_SPENDING = "花|交|欠|扣|收到?|赔|给|付|垫|补|报|到账|入账|进账|转|多|少|借|掏|自费|自付|押金|合?计|共|差|(?:打|发)(?=了|过|来|进|的|我)"
_PARTICLES = "了|出来?|过|的|是|有|着|我们?|俺|进来?|下来?|上|一共|总共|大概|差不多|快|小|将近|近|笔|得|回|到"
_COUNTED = (
    r"\s?(?:[天日个月年岁次家遍号名位份口楼点小分时种项张件度级期条人例类床%％成周折倍]|季度|星期|礼拜)"
)
_NO_COUNT = rf"(?!(?:多|余|来)?{_COUNTED})"
_PATTERNS = tuple(
    map(
        re.compile,
        (
            rf"[¥￥]?\s?{_NUMBER}{_SCALE}\s?{_YUAN}",
            rf"(?:{_SPENDING})(?:{_PARTICLES})*\s?{_NUMBER}{_SCALE}{_NO_COUNT}",
            rf"(?<![{_WORDS}几\d.])(?P<number>\d[\d,]*(?:\.\d+)?\s?[万w][{_WORDS}\d]*){_SCALE}{_NO_COUNT}",
            rf"(?<![{_WORDS}几\d.])(?P<number>(?>[{_WORDS}]*[一二两三四五六七八九十百千][万千百][{_WORDS}]*)){_SCALE}{_NO_COUNT}",
            rf"(?<![{_WORDS}几\d.])(?P<number>[一二三四五六七八九]?十)[几多](?P<scale>[万千]){_NO_COUNT}",
        ),
    )
)
_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100}
_WRITTEN = str.maketrans({",": "", " ": "", "w": "万", "k": "千", "〇": "零", "俩": "两", "仨": "三"})
_SMALLEST_WORD, _LARGEST = 10, 10**9
_TELEPHONES = {12351, 12333, 12345, 110, 120, 119}


def find_amounts(text: str) -> Iterator[Entity]:
    """Sums in whole yuan; `text` is aligned."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = read_amount(match["number"], match["scale"] or "")
            if value is not None and _is_sum(match["number"], value):
                yield Entity("amount", value, match.start("number"), match.end())


def read_amount(number: str, scale: str = "") -> int | float | None:
    """`一万三千五` is 13500, `1.2万` is 12000, `1846.5` itself; None where it is no number."""
    try:
        value = Decimal(str(cn2an(number.translate(_WRITTEN), "smart"))) * _SCALES.get(scale, 1)
    except (ValueError, InvalidOperation, KeyError, TypeError, IndexError):
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _is_sum(number: str, value: float) -> bool:
    """Small numbers in words are counts (一块儿, 就俩字); in figures they may be sums."""
    least = 1 if number[0].isdigit() else _SMALLEST_WORD
    return least <= value < _LARGEST and value not in _TELEPHONES
