"""Decides which intents a message has, by the scores of the whole and of its clauses."""

import re
from dataclasses import dataclass

import numpy as np

from nlu.components.clauses import split_clauses
from nlu.components.linear import LinearModel
from nlu.components.text import normalise
from nlu.components.views import Viewer

_OUT_OF_SCOPE = "out_of_scope"
"""What a typed command is: a slash begins no question."""
_DANGER = "crisis"
_BARE_VALUE = "inform"
_WAYS = {"ask_process", "ask_documents", "ask_contact", "ask_eligibility", "ask_benefit"}
_WISHED = {"apply_relief", "file_claim"}
_WISH = re.compile(r"我要|我想|想要|给我|帮我|替我|现在就|马上|救救|求求|求你|立刻|办上|报上")
"""怎么申请应急救助 asks the way, 我要申请应急救助 wants it now."""
_POLITE = {"greet", "thank", _BARE_VALUE}
_QUESTIONS = ("ask_", "check_", "dispute_", "file_", "submit_", "apply_", "update_", "book_")
_SMALL_QUESTIONS = {"ask_help", "ask_bot"}


@dataclass(frozen=True)
class Thresholds:
    """Margins from which an intent counts beside the likeliest one.

    `whole`: by the whole message alone. `clause`: a clause's own likeliest intent, when the whole message
    scores it at least `supported`. A margin of `even` is a confidence of one half; `sharpness` is how fast
    confidence grows with the margin. Several intents of one message may all be certain.
    """

    whole: float = 0.0
    clause: float = -0.2
    supported: float = -0.45
    even: float = -0.45
    sharpness: float = 4.0
    most: int = 4


@dataclass(frozen=True)
class Reading:
    """A message's intents in the order asked, and every intent with its confidence, likeliest first."""

    intents: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class IntentFinder:
    """Reads messages with a trained model."""

    model: LinearModel
    viewer: Viewer
    thresholds: Thresholds

    def read(self, text: str) -> Reading | None:
        """What the message asks, or None where it holds nothing to read."""
        plain = normalise(text)
        if not plain:
            return None
        if plain.startswith("/"):
            return Reading((_OUT_OF_SCOPE,), ((_OUT_OF_SCOPE, 1.0),))
        margins = self._score(text)
        intents = self._find_all(split_clauses(plain), margins)
        return Reading(intents, self._rank(margins, intents))

    def _rank(
        self, margins: "np.ndarray[tuple[int], np.dtype[np.float32]]", intents: tuple[str, ...]
    ) -> tuple[tuple[str, float], ...]:
        """Every intent with its confidence: those that were found first, and none surer than the first of them."""
        confidences = 1 / (1 + np.exp(-self.thresholds.sharpness * (margins - self.thresholds.even)))
        by_name = {name: float(one) for name, one in zip(self.model.labels, confidences, strict=True)}
        names = sorted(by_name, key=lambda name: (name not in intents, -by_name[name]))
        surest = by_name[names[0]]
        return tuple((name, min(by_name[name], surest)) for name in names)

    def _score(self, text: str) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        return self.model.score(self.viewer.view(text))

    def _find_all(
        self, clauses: list[str], margins: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    ) -> tuple[str, ...]:
        """The likeliest intent, those that the whole message shows, and those of its clauses."""
        limits = self.thresholds
        found = {int(margins.argmax()), *(int(place) for place in np.flatnonzero(margins > limits.whole))}
        asked: dict[int, int] = {}
        if len(clauses) > 1:
            scores = [self._score(clause) for clause in clauses]
            for score in scores:
                top = int(score.argmax())
                if score[top] > limits.clause and margins[top] > limits.supported:
                    found.add(top)
            asked = {place: int(np.argmax([score[place] for score in scores])) for place in found}
        found = self._settle(found, clauses)
        kept = sorted(found, key=lambda place: -margins[place])[: limits.most]
        kept.sort(key=lambda place: (asked.get(place, 0), -margins[place]))
        return tuple(self.model.labels[place] for place in kept)

    def _settle(self, found: set[int], clauses: list[str]) -> set[int]:
        """What may stand together: danger stands alone, a question of other matters is one however it is put,
        and beside a question there is no politeness and no bare value.
        """
        names = {self.model.labels[place] for place in found}
        if _DANGER in names:
            return {place for place in found if self.model.labels[place] == _DANGER}
        if _OUT_OF_SCOPE in names and len(clauses) < 2:
            return {place for place in found if self.model.labels[place] == _OUT_OF_SCOPE}
        if names & _WAYS and len(clauses) < 2 and not _WISH.search("".join(clauses)):
            found = {place for place in found if self.model.labels[place] not in _WISHED}
        if any(name.startswith(_QUESTIONS) and name not in _SMALL_QUESTIONS for name in names):
            return {place for place in found if self.model.labels[place] not in _POLITE}
        if len(found) > 1:
            return {place for place in found if self.model.labels[place] != _BARE_VALUE}
        return found
