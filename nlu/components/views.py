"""Six views of a message: its characters, the same without what it names, sounds, concepts, words apart, context."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import jieba

from nlu.components.concepts import BREAK, Concepts
from nlu.components.context_view import relate
from nlu.components.entities import Entity, EntityFinder, Words
from nlu.components.entities.sounds import find_sounds
from nlu.components.examples import Example
from nlu.components.expecting import NOTHING, Expects
from nlu.components.linear import Views
from nlu.components.text import align, mask_digits, normalise, shorten

jieba.setLogLevel(logging.WARNING)

_CHARACTERS, _SYLLABLES = (1, 2, 3, 4), (1, 2, 3)
_CONCEPT_REACH, _WORD_REACH, _MOST_WORDS = 4, 5, 60
_SIGNS = {
    "programme": "\ue000",
    "event": "\ue001",
    "illness": "\ue002",
    "relation": "\ue003",
    "district": "\ue004",
    "date": "\ue005",
    "amount": "\ue006",
    "claim_number": "\ue007",
    "relief_number": "\ue007",
}
"""One private character stands for whatever is named, so that one programme reads like another; what is found beside
it stays as it is said."""


SCALES = (1.0, 1.4, 1.0, 1.0, 1.0, 1.4)
"""How much each view counts, by trial on the validation sets."""


class Viewer:
    """Looks at messages with word lists of what may be named and of concepts."""

    def __init__(self, words: Words, concepts: Mapping[str, Sequence[str]]) -> None:
        self._entities = EntityFinder(words)
        self._concepts = Concepts(concepts)

    def look(self, example: Example) -> Views:
        """The views of a message to learn from."""
        return self.view(example.text, example.expects)

    def view(self, text: str, expects: Expects = NOTHING) -> Views:
        """The features of each view; a message's edges are marked, and digits are alike."""
        plain = mask_digits(normalise(text))
        unnamed = mask_digits(_leave_out_names(text, self._entities.mark(text)))
        concepts = self._concepts.read(unnamed)
        return (
            list(_runs(f"^{plain}$", _CHARACTERS, "c")),
            list(_runs(f"^{unnamed}$", _CHARACTERS, "n")),
            list(_runs_of_syllables(["^", *find_sounds(plain), "$"])),
            list(_relate_concepts(concepts)),
            list(_pairs(_cut_words(unnamed), _WORD_REACH, "w")),
            list(relate(expects, unnamed, concepts)),
        )


def _runs(text: str, sizes: tuple[int, ...], prefix: str) -> Iterator[str]:
    for size in sizes:
        for start in range(len(text) - size + 1):
            yield prefix + text[start : start + size]


def _runs_of_syllables(syllables: list[str]) -> Iterator[str]:
    for size in _SYLLABLES:
        for start in range(len(syllables) - size + 1):
            yield "s" + " ".join(syllables[start : start + size])


def _pairs(units: list[str], reach: int, prefix: str) -> Iterator[str]:
    """Each unit with those that follow within `reach`: order counts, what stands between does not."""
    for place, one in enumerate(units):
        for other in units[place + 1 : place + 1 + reach]:
            yield f"{prefix}{one}>{other}"


def _relate_concepts(concepts: list[str]) -> Iterator[str]:
    yield from (f"k{one}" for one in concepts)
    yield from (f"k{one}_{other}" for one, other in pairwise(concepts))
    meant = [one for one in concepts if one != BREAK]
    yield from _pairs(meant, _CONCEPT_REACH, "k")
    if meant:
        yield from (f"k^{meant[0]}", f"k{meant[-1]}$")


def _cut_words(text: str) -> list[str]:
    return [word for word in jieba.cut(text) if word.strip()][:_MOST_WORDS]


def _leave_out_names(text: str, entities: list[Entity]) -> str:
    text, end, kept = align(shorten(text)), 0, []
    for entity in entities:
        if entity.start >= end and entity.type in _SIGNS:
            kept += [text[end : entity.start], _SIGNS[entity.type]]
            end = entity.end
    return "".join([*kept, text[end:]])
