"""Finds runs of digits in what people type, however they are written, spaced, dotted or broken over lines."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_WRITTEN = {
    written: str(digit)
    for digit, ways in enumerate(
        ("零〇○", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for written in ways
}
_LAST_SIGNS = frozenset("XxＸｘ×✕ХхΧχⅩⅹ")
"""What people type for the X that an identity number may end with."""
_LETTERS_FOR_DIGITS = str.maketrans("OoОоlI", "000011")
_AMONG_DIGITS = re.compile("(?<=[0-9])[OoОоlI]+(?=[0-9])|(?<=[0-9]{11})[OoОоlI]+")
_JOINING_CATEGORIES = frozenset("PSZ")
_UNSEEN_CATEGORIES = frozenset({"Cf", "Mn", "Me"})
_MOST_JOINING = 4


@dataclass(frozen=True)
class DigitRun:
    """Digits that stand together; `places` are those in the text, `edges` where groups begin, and the end."""

    digits: str
    places: tuple[int, ...]
    edges: tuple[int, ...]

    def is_whole(self, first: int, behind: int) -> bool:
        """Whether the digits from `first` up to `behind` are whole groups."""
        return self._has_edge(first) and self._has_edge(behind)

    def sizes(self, first: int, behind: int) -> tuple[int, ...]:
        """How many digits each of the whole groups from `first` up to `behind` has."""
        edges = self.edges[bisect_left(self.edges, first) : bisect_right(self.edges, behind)]
        return tuple(end - start for start, end in pairwise(edges))

    def group_at(self, place: int) -> tuple[int, int]:
        """Where the group of the digit at `place` begins and ends."""
        following = bisect_right(self.edges, place)
        return self.edges[following - 1], self.edges[following]

    def _has_edge(self, place: int) -> bool:
        found = bisect_left(self.edges, place)
        return found < len(self.edges) and self.edges[found] == place


def find_digit_runs(text: str, shortest: int) -> Iterator[DigitRun]:
    """The runs of at least `shortest` digits; an X stands in one where an identity number may have it, as `X`."""
    digits: list[str] = []
    places: list[int] = []
    edges: list[int] = []
    gap = 0
    for place, sign in enumerate(_AMONG_DIGITS.sub(_read_letters, text)):
        digit = _read_digit(sign)
        if digit and (digits or digit != "X"):
            edges += [len(digits)] if gap or not digits else []
            digits.append(digit)
            places.append(place)
            gap = 0
        elif unicodedata.category(sign) not in _UNSEEN_CATEGORIES:  # Signs that nobody sees part nothing.
            gap += 1
            if gap > _MOST_JOINING or not _joins(sign):
                if len(digits) >= shortest:
                    yield DigitRun("".join(digits), tuple(places), (*edges, len(digits)))
                digits, places, edges, gap = [], [], [], 0
    if len(digits) >= shortest:
        yield DigitRun("".join(digits), tuple(places), (*edges, len(digits)))


def _read_digit(sign: str) -> str | None:
    if sign in _LAST_SIGNS:
        return "X"
    if sign in _WRITTEN:
        return _WRITTEN[sign]
    digit = unicodedata.digit(sign, None)
    return None if digit is None else str(digit)


def _read_letters(found: re.Match[str]) -> str:
    """Letters that stand among digits in their place: 11O1O5."""
    return found[0].translate(_LETTERS_FOR_DIGITS)


def _joins(sign: str) -> bool:
    """Whether it is no word: blanks, points, dashes, brackets."""
    category = unicodedata.category(sign)
    return category == "Cc" or category[0] in _JOINING_CATEGORIES
