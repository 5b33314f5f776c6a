"""Folds what is typed into one spelling, sign by sign, so that places in the text stay what they were."""

import re
import unicodedata
from functools import cache

_TRADITIONAL = "萬億兩幾塊圓錢號週禮點鐘個後農曆陰臘節國慶開陽當時間過"
_SIMPLIFIED = "万亿两几块元钱号周礼点钟个后农历阴腊节国庆开阳当时间过"
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_PLAIN = "一二二三三四五六六七八九十百千"
_SIGNS = str.maketrans(f"{_TRADITIONAL}〇○圆", f"{_SIMPLIFIED}零零元")
_FORMAL_SIGNS = str.maketrans(_FORMAL, _PLAIN)
_MONEY = "零万亿元角分整"
_FORMAL_RUN = re.compile(rf"[{_FORMAL}{_MONEY}]*[{_FORMAL}][{_FORMAL}{_MONEY}]+|[{_MONEY}]+[{_FORMAL}]")
_FORMAL_UNIT = re.compile(r"(?<=[\d零一二三四五六七八九两几])[仟佰拾]")
"""A formal sign alone is mostly none: 收拾, 队伍, 大陆."""


def fold_in_place(text: str) -> str:
    """Half width, lower case, the formal and traditional signs of numbers and days as the plain ones; as long as before."""
    plain = "".join(map(_fold_sign, text)).translate(_SIGNS)
    plain = _FORMAL_RUN.sub(lambda run: run.group().translate(_FORMAL_SIGNS), plain)
    return _FORMAL_UNIT.sub(lambda unit: unit.group().translate(_FORMAL_SIGNS), plain)


@cache
def _fold_sign(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign).lower()
    return folded if len(folded) == 1 else sign
