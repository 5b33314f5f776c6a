"""Telephone numbers as people type, paste and say them, each brought to one spelling."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vocabulary.signs import drop_unseen, fold

_SPOKEN = str.maketrans(
    "〇零○洞一壹幺么吆妖二贰两三叁四肆五伍六陆七柒拐八捌九玖", "0000111111222334455667778899"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─~·•・‧∙⋅_/", "-"))
_JOIN = r"[ \-.,，。、()]{0,3}"
_EDGE, _END = r"(?<![\d+])", r"(?!\d)"
_ABROAD = rf"(?:\+|00)?{_JOIN}86{_JOIN}"
_EXTENSION = rf"(?:{_JOIN}(?:转|分机|ext\.?|x|#|-){_JOIN}(\d{{1,6}}))?"
_BIG_CITY = rf"(10|2\d){_JOIN}([2-8](?:{_JOIN}\d){{7}})"
_CITY = rf"([3-9]\d{{2}}){_JOIN}([2-8](?:{_JOIN}\d){{6,7}})"
_MOBILE = re.compile(rf"{_EDGE}(?:{_ABROAD}|0{_JOIN})?(1{_JOIN}[3-9](?:{_JOIN}\d){{9}}){_END}")
_HOTLINE = re.compile(rf"{_EDGE}([48]{_JOIN}0{_JOIN}0(?:{_JOIN}\d){{7}}){_END}")
_LANDLINE = re.compile(
    rf"{_EDGE}\(?(?:{_ABROAD}0?|0){_JOIN}(?:{_BIG_CITY}|{_CITY}){_EXTENSION}{_END}", re.IGNORECASE
)
# In Beijing people leave 010 out; no number there begins with 2, as years do.
_LOCAL = re.compile(
    rf"{_EDGE}(?<!\d[ \-])([4-8](?:{_JOIN}\d){{7}}){_EXTENSION}{_END}(?![ \-]\d{{3,7}}(?!\d))", re.IGNORECASE
)
_BEIJING = "10"
# In a text, as mobiles are grouped: whatever the width of the digits, and whether they are written or said.
_SIGN = r"[\d〇零一二三四五六七八九幺]"
_GROUP_JOIN = r"[\s\-‐-―−－.．·]?"
_WRITTEN_MOBILE = re.compile(
    rf"(?<!{_SIGN})(?:[+＋]{_GROUP_JOIN}86{_GROUP_JOIN})?[1１一幺][3-9３-９三四五六七八九]{_SIGN}"
    rf"{_GROUP_JOIN}{_SIGN}{{4}}{_GROUP_JOIN}{_SIGN}{{4}}(?!{_SIGN})"
)
# A digit too many at the very end makes it another number, or none.
_TOO_MANY = re.compile(r"[ \-]?\d{1,5}\W?")
# What people put beside a number, in their address books and after it: `手机：`, `（微信同号）`.
_BESIDE = re.compile(
    r"(?:[\W_]|tel|phone|mobile|cell|我的|本人|新|手机|电话|联系|方式|号码|号|是|微信|同步?号|也是)*",
    re.IGNORECASE,
)


class _FoundTelephone(NamedTuple):
    number: str
    start: int
    end: int


def read_mobile(typed: str) -> str:
    """The eleven digits of a mobile number that stands alone, however it was pasted; empty for anything else."""
    return _read_alone(typed, _find_mobile)


def read_telephone(typed: str) -> str:
    """A number to call that stands alone: `13800138000`, `010-63012345`, `4006501234`; empty for anything else."""
    return _read_alone(typed, _find_any)


def find_telephone(words: str) -> str:
    """The first number to call in what somebody says, a mobile before a landline; empty where there is none."""
    for plain in _spell(words):
        found = _find_any(plain)
        if found and not _TOO_MANY.fullmatch(plain[found.end :]):
            return found.number
    return ""


def has_mobile(text: str) -> bool:
    """Whether a mobile number stands in a text, as such numbers are written: no sum or day is taken for one."""
    return _WRITTEN_MOBILE.search(drop_unseen(text)) is not None


def mask_mobiles(text: str, mask: str) -> str:
    """The text with `mask` in place of each mobile number."""
    return _WRITTEN_MOBILE.sub(mask, drop_unseen(text))


def _read_alone(typed: str, find: Callable[[str], _FoundTelephone | None]) -> str:
    for plain in _spell(typed):
        found = find(plain)
        if found and _BESIDE.fullmatch(plain[: found.start] + plain[found.end :]):
            return found.number
    return ""


def _spell(words: str) -> Iterator[str]:
    """The words with their digits as they stand, then with those that were said."""
    plain = fold(words).translate(_DASHES)
    yield plain
    if (spoken := plain.translate(_SPOKEN)) != plain:
        yield spoken


def _find_any(plain: str) -> _FoundTelephone | None:
    return _find_mobile(plain) or _find_hotline(plain) or _find_landline(plain)


def _find_mobile(plain: str) -> _FoundTelephone | None:
    found = _MOBILE.search(plain)
    return _FoundTelephone(_digits(found[1]), *found.span()) if found else None


def _find_hotline(plain: str) -> _FoundTelephone | None:
    found = _HOTLINE.search(plain)
    return _FoundTelephone(_digits(found[1]), *found.span()) if found else None


def _find_landline(plain: str) -> _FoundTelephone | None:
    if found := _LANDLINE.search(plain):
        big, number, small, other, extension = found.groups()
        return _FoundTelephone(_write(big or small, number or other, extension), *found.span())
    if found := _LOCAL.search(plain):
        return _FoundTelephone(_write(_BEIJING, found[1], found[2]), *found.span())
    return None


def _write(area: str, number: str, extension: str | None) -> str:
    return "-".join(["0" + area, _digits(number), *([extension] if extension else [])])


def _digits(found: str) -> str:
    return re.sub(r"\D", "", found)
