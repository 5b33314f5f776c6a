"""Longest-match word lists and number forms over a message, without any of Rasa."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_CLAIM_NUMBER = re.compile(r"(?<![a-z0-9])lp[\s\-—_]*(\d{4})[\s\-—_]*(\d{7})(?!\d)", re.IGNORECASE)
_RELIEF_NUMBER = re.compile(r"(?<![a-z0-9])jz[\s\-—_]*(\d{4})[\s\-—_]*(\d{5})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Entity:
    """One thing named: its type, its value, and where it stands in the message."""

    type: str
    value: str
    start: int
    end: int


class Lexicon:
    """Words for entity values; of words that overlap the longest wins, within and across types."""

    def __init__(self, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._values = {
            word.lower(): (entity, value)
            for entity, values in words.items()
            for value, names in values.items()
            for word in names
        }
        longest_first = sorted(self._values, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def find(self, text: str) -> Iterator[Entity]:
        """What the message names, from left to right, each value once."""
        seen = set()
        for match in self._pattern.finditer(text.lower()):
            entity, value = self._values[match.group()]
            if (entity, value) not in seen:
                seen.add((entity, value))
                yield Entity(entity, value, match.start(), match.end())


def find_numbers(text: str) -> Iterator[Entity]:
    """Claim and relief numbers in their printed form, however they were typed."""
    for match in _CLAIM_NUMBER.finditer(text):
        yield Entity("claim_number", f"LP{match[1]}-{match[2]}", match.start(), match.end())
    for match in _RELIEF_NUMBER.finditer(text):
        yield Entity("relief_number", f"JZ{match[1]}-{match[2]}", match.start(), match.end())
