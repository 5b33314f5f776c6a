"""Numbers as Chinese says them, exact or as a span: 一千五, 3万5, 十来万, 两三千, 万把, 千儿八百."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3}
_SIGN = f"[{''.join(_DIGITS)}]"
_UNITS = {"亿": 10**8, "万": 10**4, "w": 10**4, "千": 1000, "k": 1000, "百": 100, "十": 10}
_WRITTEN = re.compile(r"(?!0\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TWICE = re.compile(r"([^万千百]+[万千百]多?)([^万千百]+[万千百])")
_AND_MORE = re.compile(r"[多来余]$|(?<=\d)几$")
_SOME = re.compile(r"好?几|数")
_OVER = re.compile(r"[上过破成]([万千百])")
_POINT = re.compile(rf"({_SIGN}+)点({_SIGN}+)")
_FEW, _MANY = 2, 9
_PAIRS = ([3, 5], [3, 2])

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_ALONE = r"(?=[万千百](?:[元块了钱]|$))"
RUN = (
    rf"(?>(?:{_FIGURES}|[{''.join(_DIGITS)}十百千万亿几廿卅]|好(?=几)|数(?=[十百千万])|[上过破成]{_ALONE})"
    rf"(?:{_FIGURES}|[{''.join(_DIGITS)}十百千万亿wk几多来余把廿卅]|点(?={_SIGN}+[万千亿])"
    r"|数(?=[块元]|来)|儿(?=八)|(?<=\d)\s(?=[万千百]))*)"
)
"""Everything that may be part of one number; `read_number` says whether it is one."""


class Certainty(IntEnum):
    """How a number is meant: to the last digit, about so many (三万多), or between two (三四万)."""

    EXACT = 0
    ABOUT = 1
    RANGE = 2


@dataclass(frozen=True)
class Number:
    """What a number lies between, both ends included."""

    low: Decimal
    high: Decimal
    certainty: Certainty = Certainty.EXACT

    def __add__(self, other: "Number") -> "Number":
        certainty = max(self.certainty, other.certainty)
        return Number(self.low + other.low, self.high + other.high, certainty)

    def times(self, factor: int | Decimal) -> "Number":
        """As many of something."""
        return Number(self.low * factor, self.high * factor, self.certainty)


def read_number(words: str) -> Number | None:
    """The number that folded words are as a whole; None where they are none."""
    plain = words.replace("廿", "二十").replace("卅", "三十").replace("w", "万").replace("k", "千")
    plain = plain.replace("儿", "").replace(" ", "")
    if over := _OVER.fullmatch(plain):
        size = Decimal(_UNITS[over[1]])
        return Number(size, size, Certainty.ABOUT)
    return (_read(plain) or _read_either(plain)) if plain else None


def exactly(value: int | str | Decimal) -> Number:
    """A number that is known exactly."""
    return Number(Decimal(value), Decimal(value))


def between(first: Number, second: Number) -> Number | None:
    """The span from one number to another that is more."""
    rises = first.low < second.low and first.high <= second.high
    return Number(first.low, second.high, Certainty.RANGE) if rises else None


def _read_either(words: str) -> Number | None:
    """Two counts of one unit: 三万五万, 十万八万."""
    match = _TWICE.fullmatch(words)
    both = [_read(part) for part in match.groups()] if match else []
    least, most = (
        sorted((one for one in both if one), key=lambda one: one.low) if all(both) and both else (None, None)
    )
    return between(least, most) if least and most else None


def _read(words: str) -> Number | None:
    for unit in "亿万千百十":
        before, found, after = words.partition(unit)
        if found:
            return _read_parts(before, unit, after)
    return _read_ones(words)


def _read_parts(before: str, unit: str, after: str) -> Number | None:
    """`三` 万 `五`: how many of the unit, and what comes on top."""
    size = _UNITS[unit]
    if not before and unit != "十":
        return _read_idiom(size, after)
    count = _read(before) if before else exactly(1)
    rest = _read_rest(after, size)
    return count.times(size) + rest if count and rest else None


def _read_rest(after: str, size: int) -> Number | None:
    """What follows a unit: nothing, "and more", the next unit left out (一千五), or a number of its own."""
    if not after:
        return exactly(0)
    if after in ("多", "来", "余", "几"):
        return Number(Decimal(0), Decimal(size), Certainty.ABOUT)
    rest = _read(after.removeprefix("零"))
    if rest is None or rest.high >= size:
        return None
    is_bare = not after.startswith("零") and after[-1:] not in "十百千万多来余" and rest.high < 10
    leaves_out = is_bare and size > 10 and not after.startswith("0")
    return rest.times(size // 10) if leaves_out else rest


def _read_idiom(size: int, after: str) -> Number | None:
    """A unit without a count: 万把, 千数, 百来, 百十来, 千八百 (eight hundred to a thousand)."""
    if after in ("把", "数", "数来", "来"):
        return Number(Decimal(size), Decimal(size), Certainty.ABOUT)
    if after in ("十", "十来", "十多"):
        return Number(Decimal(size), Decimal(120), Certainty.ABOUT) if size == 100 else None
    if after.startswith("八") and (least := _read(after)) and least.low * 10 == 8 * size:
        return Number(least.low, Decimal(size), Certainty.RANGE)
    return None


def _read_ones(words: str) -> Number | None:
    if more := _AND_MORE.search(words):
        ones = _read_ones(words[: more.start()])
        return Number(ones.low, ones.low + _last_place(ones.low), Certainty.ABOUT) if ones else None
    if _WRITTEN.fullmatch(words):
        return exactly(words.replace(",", ""))
    if point := _POINT.fullmatch(words):
        return exactly(".".join(_spell(part) for part in point.groups()))
    if _SOME.fullmatch(words):
        return Number(Decimal(_FEW), Decimal(_MANY), Certainty.RANGE)
    if not re.fullmatch(f"{_SIGN}+", words):
        return None
    digits = list(map(int, _spell(words)))
    if len(digits) == 2 and (digits[1] - digits[0] == 1 or digits in _PAIRS) and digits[0]:
        return Number(Decimal(min(digits)), Decimal(max(digits)), Certainty.RANGE)
    return exactly(_spell(words))


def _last_place(number: Decimal) -> Decimal:
    """What `多` may add: ten to 30, a hundred to 8500."""
    return (
        Decimal(10) ** (len(f"{number:f}") - len(f"{number:f}".rstrip("0")))
        if number == int(number)
        else Decimal(1)
    )


def _spell(words: str) -> str:
    return "".join(str(_DIGITS[sign]) for sign in words)
