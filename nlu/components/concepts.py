"""Reads a message as the concepts of its words: 打款, 到账 and 发下来 are one and the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from nlu.components.text import normalise

BREAK = "|"
_BREAKS = "，。？！；、,.?!; "


class Concepts:
    """The longest word at each place, as its concepts; clauses are kept apart."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        concepts: dict[str, list[str]] = defaultdict(list)
        for concept, listed in words.items():
            for word in listed:
                concepts[normalise(str(word))].append(concept)
        self._concepts = {word: "/".join(found) for word, found in concepts.items()}
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._concepts, key=lambda word: (-len(word), word)):
            self._by_first[word[0]].append(word)

    def read(self, text: str) -> list[str]:
        """The concepts in their order, with `BREAK` between clauses and signs for what is named."""
        found: list[str] = []
        place = 0
        while place < len(text):
            word = next(
                (one for one in self._by_first.get(text[place], ()) if text.startswith(one, place)), ""
            )
            if word:
                found.append(self._concepts[word])
            elif "\ue000" <= text[place] <= "\uf8ff":
                found.append(text[place])
            elif text[place] in _BREAKS and found[-1:] != [BREAK]:
                found.append(BREAK)
            place += len(word) or 1
        return found


def read_concepts(folder: Path) -> dict[str, list[str]]:
    """Concept → its words."""
    written = yaml.safe_load((folder / "concepts.yml").read_text(encoding="utf-8"))
    return {concept: [str(word) for word in words] for concept, words in written.items()}
