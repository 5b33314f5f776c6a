"""Cuts a message into clauses, each of which may ask something of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlu.components.text import align, normalise, shorten

_COUNTED = "万千百十元块毛个天日号月年岁次份笔点时位回口人只条张种样级档楼层礼分秒斤两度路类折床包"
_NUMBER = rf"(?:[1-9][、.)）]?(?![\d{_COUNTED}]|周(?!末))|[一二三四五六]是)"
"""How what is listed is numbered, where no thing is counted."""
_BREAK = re.compile(
    rf"[+／/。？！；?!;,，、\n\s]+{_NUMBER}?|(?=还有|另外|顺便|再就是)|^[1-9][、.)）]?(?![\d{_COUNTED}])(?=[^\d]*[\s，,；;。][2-9])"
)
_SENTENCE = re.compile(r"[。？！；?!;\n]+|(?=第[一二三四五六七八][，、,：: ]?(?:是)?)|(?=(?<!\d)\d[、)）])")
_SHORTEST = 2


@dataclass(frozen=True)
class Clause:
    """A clause as it is read, and where it stands in the message as it was shortened."""

    text: str
    start: int
    end: int


def split_clauses(message: str) -> list[Clause]:
    """The clauses of a message that are long enough to ask anything, in order."""
    return _split(message, _BREAK)


def split_sentences(message: str) -> list[Clause]:
    """The same by sentences, and by the numbers of what is listed."""
    return _split(message, _SENTENCE)


def _split(message: str, breaks: re.Pattern[str]) -> list[Clause]:
    text = align(shorten(message))
    found = [Clause(normalise(text[start:end]), start, end) for start, end in _find_spans(text, breaks)]
    return [one for one in found if len(one.text) >= _SHORTEST]


def _find_spans(text: str, breaks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in breaks.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)
