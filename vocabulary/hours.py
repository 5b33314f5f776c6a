"""Times of day as said, as the half-day that they lie in: 十点半, 14:00, 下午三点, 一早."""

import re
from typing import Literal

from vocabulary.folding import fold_in_place
from vocabulary.numerals import read_number

Half = Literal["morning", "afternoon"]

_MORNING = r"上午|早上|早晨|清早|清晨|一大?早|大早|头午|前晌|前半天"
_AFTERNOON = r"下午|中午|晌午|午后|后晌|后半[晌天]|傍晚"
_WORD = re.compile(rf"(?P<morning>{_MORNING})|(?P<afternoon>{_AFTERNOON})")
_NUMBER = r"[\d一二两三四五六七八九十]{1,3}"
_HOUR = r"(?:\d{1,2}|二十[一二三四]?|十[一二两三四五六七八九]?|[一二两三四五六七八九])"
"""No more of it than an hour: in 周三十一点 the first numeral is the day's."""
_CLOCK = re.compile(
    rf"(?<![\d.周期拜初])(?P<hour>{_HOUR})(?:[:：]\d{{2}}(?!\d)|[点时](?!候|间|段)(?:半|钟|整|多|一刻|三刻|{_NUMBER}分?)?)"
)
_ALONE = re.compile(rf"(?P<hour>{_NUMBER})(?:[吧呢啊左右钟,，。.])*")
_REFUSED = re.compile(
    rf"(?:不要|别|不是|不去|不约)(?P<no>{_MORNING}|{_AFTERNOON})|(?P<cannot>{_MORNING}|{_AFTERNOON})(?:我|单位|家里)?(?:不行|没空|没时间|去不了|来不了|不方便|有事|不去|(?:要|得|还|有)*(?:值班|开会|上班|加班|出差|走不开))"
)
_OPENS, _NOON, _CLOSES = 6, 12, 18


def read_half(text: str) -> Half | None:
    """The half-day that a text names, the last where it names several; None where it names none that is worked."""
    folded = fold_in_place(text)
    refused = {_half_of(match["no"] or match["cannot"]) for match in _REFUSED.finditer(folded)}
    plain = _REFUSED.sub("", folded)
    named = [(match.start(), _half_of(match.group())) for match in _WORD.finditer(plain)]
    if named:
        return max(named)[1]
    hours = [half for match in _CLOCK.finditer(plain) if (half := _half_of_hour(match["hour"]))]
    if hours:
        return hours[-1]
    return ("afternoon" if "morning" in refused else "morning") if len(refused) == 1 else None


def find_clock(text: str) -> str | None:
    """The hour that a text names, as it was said, the last where it names several: `两点`, `14:00`."""
    return next((match.group() for match in reversed([*_CLOCK.finditer(fold_in_place(text))])), None)


def read_bare_half(text: str) -> Half | None:
    """The same of an answer to "morning or afternoon?": `10` and `三` are hours there."""
    match = _ALONE.fullmatch(fold_in_place(text.strip()))
    return (match and _half_of_hour(match["hour"])) or read_half(text)


def _half_of(word: str) -> Half:
    return "morning" if re.fullmatch(_MORNING, word) else "afternoon"


def _half_of_hour(words: str) -> Half | None:
    """Below twelve is the morning; one to five, without a word, is meant after noon; at night nobody is there."""
    number = read_number(words.lstrip("0"))
    hour = int(number.low) if number else 0
    if _OPENS <= hour < _NOON:
        return "morning"
    return "afternoon" if 1 <= hour < _OPENS or _NOON <= hour <= _CLOSES else None
