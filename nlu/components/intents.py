"""Decides which intents a message has, by the scores of the whole and of its clauses; ranks what it does and asks of what."""

import re
from dataclasses import dataclass

import numpy as np

from nlu.components.clauses import Clause, split_clauses, split_sentences
from nlu.components.expecting import NOTHING, Expects
from nlu.components.linear import Features, LinearModel, Scores, Vector
from nlu.components.sentences.averaging import SHARES, Shares, Told, average
from nlu.components.text import normalise
from nlu.components.views import Viewer
from vocabulary.expects import Move

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
_ASKING = frozenset({Move.ASK, Move.CARRY, Move.WHY})
_LONG = 160
"""From here on a message is a story, and what it asks is read sentence by sentence."""
_SMALL_QUESTIONS = {"ask_help", "ask_bot"}


@dataclass(frozen=True)
class Thresholds:
    """Margins from which an intent counts beside the likeliest one.

    `whole`: by the whole message alone. `clause`: a clause's own likeliest intent, when the whole message
    scores it at least `supported`. A margin of `even` is a confidence of one half; `sharpness` is how fast
    confidence grows with the margin. Several intents of one message may all be certain; so may several moves
    and several aspects.
    """

    whole: float = 0.0
    clause: float = -0.1
    supported: float = -0.25
    even: float = -0.45
    sharpness: float = 4.0
    even_move: float = -0.1
    sharpness_move: float = 4.0
    even_aspect: float = -0.3
    even_about: float = -0.35
    most: int = 4


Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Part:
    """A clause that asks something of its own, by its place in the message, and what it asks of what kind of thing."""

    text: str
    start: int
    end: int
    intents: tuple[str, ...]
    aspects: Ranking = ()
    about: Ranking = ()


_NO_PART = Part("", 0, 0, ())


@dataclass(frozen=True)
class Reading:
    """A message's intents in the order asked; every intent, move, aspect and subject with its confidence, likeliest first.

    `parts` are its clauses that ask something; those that only tell are none.
    """

    intents: tuple[str, ...]
    ranking: Ranking
    moves: Ranking
    aspects: Ranking = ()
    about: Ranking = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class IntentFinder:
    """Reads messages with trained models, in view of what their conversation expects."""

    viewer: Viewer
    features: Features
    intents: LinearModel
    moves: LinearModel
    aspects: LinearModel
    about: LinearModel
    thresholds: Thresholds
    shares: Shares = SHARES

    def read(self, text: str, expects: Expects = NOTHING, heard: Told | None = None) -> Reading | None:
        """What the message asks and does, or None where it holds nothing to read.

        `heard` is what the sentence encoder says of the whole; its clauses are read without it.
        """
        plain = normalise(text)
        if not plain:
            return None
        if plain.startswith("/"):
            return Reading((_OUT_OF_SCOPE,), ((_OUT_OF_SCOPE, 1.0),), ((Move.ASK, 1.0),))
        vector = self._look(text, expects)
        margins = self._average("intents", vector, heard)
        found, parts = self._find_all(split_clauses(text), margins, expects)
        if len(plain) > _LONG and _DANGER not in found and len(told := self._find_in_sentences(text)) > 1:
            parts, found = told, tuple(dict.fromkeys(one for part in told for one in part.intents))
        limits = self.thresholds
        ranking = _rank(self.intents.labels, margins, limits.even, limits.sharpness)
        moving = self._average("moves", vector, heard)
        moves = _rank(self.moves.labels, moving, limits.even_move, limits.sharpness_move)
        return Reading(found, _put_first(found, ranking), moves, *self._rank_aspects(vector, heard), parts)

    def _average(self, head: str, vector: Vector, heard: Told | None) -> Scores:
        model: LinearModel = getattr(self, head)
        return average(
            model.labels, model.score(vector), heard.get(head) if heard else None, getattr(self.shares, head)
        )

    def _look(self, text: str, expects: Expects) -> Vector:
        return self.features.vectorise(self.viewer.view(text, expects))

    def _find_all(
        self, clauses: list[Clause], margins: Scores, expects: Expects
    ) -> tuple[tuple[str, ...], tuple[Part, ...]]:
        """The likeliest intent, those that the whole message shows, and those of its clauses; and which clause asks what."""
        limits = self.thresholds
        found = {int(margins.argmax()), *(int(place) for place in np.flatnonzero(margins > limits.whole))}
        asked: dict[int, int] = {}
        seen: list[Vector] = []
        tops: list[int | None] = []
        if len(clauses) > 1:
            seen = [self._look(clause.text, expects) for clause in clauses]
            scores = [self.intents.score(one) for one in seen]
            for score in scores:
                top = int(score.argmax())
                is_asked = score[top] > limits.clause and margins[top] > limits.supported
                found |= {top} if is_asked else set()
                tops.append(top if is_asked else None)
            asked = {place: int(np.argmax([score[place] for score in scores])) for place in found}
        found = self._settle(found, clauses)
        kept = sorted(found, key=lambda place: -margins[place])[: limits.most]
        kept.sort(key=lambda place: (asked.get(place, 0), -margins[place]))
        parts = [
            self._name_part(
                clause, seen[place], [one for one in kept if one == top or asked.get(one) == place]
            )
            for place, (clause, top) in enumerate(zip(clauses, tops, strict=False))
        ]
        return tuple(self.intents.labels[place] for place in kept), tuple(one for one in parts if one.intents)

    def _find_in_sentences(self, text: str) -> tuple[Part, ...]:
        """The last sentences of a long story that ask, each by itself: what they stand among says nothing of them."""
        found: list[Part] = []
        for sentence in split_sentences(text):
            vector = self._look(sentence.text, NOTHING)
            margins, moves = self.intents.score(vector), self.moves.score(vector)
            top, move = int(margins.argmax()), self.moves.labels[int(moves.argmax())]
            is_asked = margins[top] > self.thresholds.clause and move in _ASKING
            if is_asked and self.intents.labels[top].startswith(_QUESTIONS):
                found.append(self._name_part(sentence, vector, [top]))
        return tuple(found[-self.thresholds.most :])

    def _name_part(self, clause: Clause, vector: Vector, asked: list[int]) -> Part:
        intents = tuple(self.intents.labels[place] for place in asked)
        return (
            Part(clause.text, clause.start, clause.end, intents, *self._rank_aspects(vector))
            if intents
            else _NO_PART
        )

    def _rank_aspects(self, vector: Vector, heard: Told | None = None) -> tuple[Ranking, Ranking]:
        """What is asked, and of what kind of thing."""
        limits = self.thresholds
        asked, spoken_of = self._average("aspects", vector, heard), self._average("about", vector, heard)
        aspects = _rank(self.aspects.labels, asked, limits.even_aspect, limits.sharpness)
        about = _rank(self.about.labels, spoken_of, limits.even_about, limits.sharpness)
        return aspects, about

    def _settle(self, found: set[int], clauses: list[Clause]) -> set[int]:
        """What may stand together: danger stands alone, a question of other matters is one however it is put,
        and beside a question there is no politeness and no bare value.
        """
        names = {self.intents.labels[place] for place in found}
        if _DANGER in names:
            return {place for place in found if self.intents.labels[place] == _DANGER}
        if _OUT_OF_SCOPE in names and len(clauses) < 2:
            return {place for place in found if self.intents.labels[place] == _OUT_OF_SCOPE}
        if names & _WAYS and len(clauses) < 2 and not _WISH.search("".join(one.text for one in clauses)):
            found = {place for place in found if self.intents.labels[place] not in _WISHED}
        if any(name.startswith(_QUESTIONS) and name not in _SMALL_QUESTIONS for name in names):
            return {place for place in found if self.intents.labels[place] not in _POLITE}
        if len(found) > 1:
            return {place for place in found if self.intents.labels[place] != _BARE_VALUE}
        return found


def _rank(labels: tuple[str, ...], margins: Scores, even: float, sharpness: float) -> Ranking:
    confidences = 1 / (1 + np.exp(-sharpness * (margins - even)))
    ranked = zip(labels, (float(one) for one in confidences), strict=True)
    return tuple(sorted(ranked, key=lambda one: -one[1]))


def _put_first(found: tuple[str, ...], ranking: Ranking) -> Ranking:
    """What was found stands first, and nothing is surer than the first of it."""
    ordered = sorted(ranking, key=lambda one: one[0] not in found)
    surest = ordered[0][1]
    return tuple((name, min(confidence, surest)) for name, confidence in ordered)
