"""Cuts a message into clauses, each of which may ask something of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlu.components.text import align, normalise, shorten

_BREAK = re.compile(r"[+／/。？！；?!;,，、\n\s]+|(?=还有|另外|顺便|再就是)")
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
