"""Words for entity values: longest match over a message, with blanks inside a word allowed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from nlu.components.entities.spans import Entity
from nlu.components.text import align

NOTHING = "nothing"
"""The value of words that are listed only because a shorter word inside them means something else."""

_BLANK = re.compile(r"\s")

Words = Mapping[str, Mapping[str, Sequence[str]]]


class Lexicon:
    """Entity type → value → its words; of words that overlap the longest wins, within and across types."""

    def __init__(self, words: Words) -> None:
        self._values = {
            _BLANK.sub("", align(word)): (entity, value)
            for entity, values in words.items()
            for value, names in values.items()
            for word in names
        }
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(filter(None, self._values), key=lambda word: (-len(word), word)):
            self._by_first[word[0]].append(word)

    def find(self, text: str) -> Iterator[Entity]:
        """What the message names, from left to right."""
        places = [place for place, character in enumerate(text) if not character.isspace()]
        aligned = align(text)
        squeezed = "".join(aligned[place] for place in places)
        start = 0
        while start < len(squeezed):
            word = self._longest_word(squeezed, start)
            if word:
                yield Entity(*self._values[word], places[start], places[start + len(word) - 1] + 1)
            start += len(word) or 1

    def _longest_word(self, text: str, start: int) -> str:
        words = self._by_first.get(text[start], ())
        return next((word for word in words if text.startswith(word, start)), "")
