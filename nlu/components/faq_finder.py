"""Finds which frequently asked question a message asks: a linear model over its views and over what it means."""

import os
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.svm import LinearSVC

from nlu.components.examples import Example
from nlu.components.expecting import NOTHING, Expects
from nlu.components.intents import Ranking
from nlu.components.linear import Features, Vector, choose_features
from nlu.components.looking import look_at_all, prepare_all
from nlu.components.sentences.encoder import SentenceEncoder
from nlu.components.text import normalise
from nlu.components.views import SCALES, Viewer

Vectors: TypeAlias = NDArray[np.float32]
NONE = "none"
"""The label of whatever asks none of them; a phrase that is near to one of them may name it, and is always learned beside them."""
_STRENGTH, _TOLERANCE = 0.5, 0.03
_SMALLEST = 0.01
"""Weights below it are left out, 97 of 100: what is found stays the same, and the model is a third as large."""
_DIRECTIONS = 128
"""So many directions of the meaning are learnt from: half the time of all 384, and found as well."""
_SURROUNDED = 0.5
_SHARES = 2
"""So many, whatever the machine: the same data give the same model."""
_EVEN, _SHARPNESS = -0.3, 4.0
"""From this margin on a question is believed, on messages of validation that were not looked at for it in eight of ten."""
_STRANGE = 0.3
"""How much surer it must be where the message's intents are none of those that the question is asked with."""


@dataclass(frozen=True)
class FaqModel:
    """The questions, the intents that their phrases have, and what their words and their meaning count.

    Shapes: `words` (features, questions), `bias` (questions,), `meaning` (vector, questions), `mean` and `spread`
    (vector,); without an encoder the last three are empty.
    """

    questions: tuple[str, ...]
    words: csr_matrix
    bias: Vectors
    meaning: Vectors
    mean: Vectors
    spread: Vectors
    intents: Mapping[str, Collection[str]]


@dataclass(frozen=True)
class FaqFinder:
    """Reads messages: their words as they stand, and what they mean in view of what was expected."""

    viewer: Viewer
    features: Features
    model: FaqModel

    def read(self, text: str, intents: Collection[str], vector: Vectors | None = None) -> Ranking:
        """Every question with its confidence, likeliest first; one that is not asked with these intents must be surer.

        Without the message's vector its words are read alone.
        """
        if not normalise(text):
            return ()
        margins = self._weigh(self.features.vectorise(self.viewer.view(text)))
        if vector is not None and len(self.model.mean):
            seen = _even(vector[None], self.model.mean, self.model.spread)[0]
            margins = margins + seen @ self.model.meaning
        strange = [not set(intents) & set(self.model.intents.get(one, ())) for one in self.model.questions]
        margins = margins - _STRANGE * np.array(strange, np.float32)
        likely = 1 / (1 + np.exp(-_SHARPNESS * (margins - _EVEN)))
        ranked = zip(self.model.questions, (float(one) for one in likely), strict=True)
        return tuple(sorted(ranked, key=lambda one: -one[1]))

    def _weigh(self, vector: Vector) -> Vectors:
        """The margin of each question by the words alone."""
        row = csr_matrix(
            (vector.values, vector.columns, [0, len(vector.columns)]), shape=(1, self.model.words.shape[0])
        )
        margins: Vectors = (row @ self.model.words).toarray()[0] + self.model.bias
        return margins


def learn_faq(
    viewer: Viewer, encoder: SentenceEncoder | None, examples: Sequence[Example], others: int
) -> FaqFinder:
    """Learns the questions' phrases beside at most so many of everything else."""
    asking = [one for one in examples if one.faq]
    beside = _thin(
        [replace(one, expects=NOTHING) for one in examples if not one.faq and not one.expects], others
    )
    features = choose_features(look_at_all(viewer, asking), SCALES)
    intents = {one.faq: set[str]() for one in asking if one.faq and one.faq != NONE}
    for one in asking:
        if one.faq in intents:
            intents[one.faq].update(one.intents)
    if len(intents) < 2:
        nothing, empty = csr_matrix((len(features.columns), 0), dtype=np.float32), np.zeros(0, np.float32)
        model = FaqModel((), nothing, empty, np.zeros((0, 0), np.float32), empty, empty, {})
        return FaqFinder(viewer, features, model)
    rows = vstack([one.rows for one in prepare_all([asking, beside], viewer, features)], format="csr")
    contexts = [one.expects for one in examples if one.expects]
    mean, spread, seen = _see(encoder, _surround([*asking, *beside], contexts))
    directions = _find_directions(seen)
    questions, weights, bias = _learn_each(
        hstack([rows, csr_matrix(seen @ directions)], format="csr"),
        [one.faq or NONE for one in (*asking, *beside)],
    )
    width = len(features.columns)
    words = csr_matrix(np.where(np.abs(weights[:width]) < _SMALLEST, 0, weights[:width]))
    meaning = directions @ weights[width:]
    return FaqFinder(viewer, features, FaqModel(questions, words, bias, meaning, mean, spread, intents))


def _learn_each(rows: csr_matrix, labels: Sequence[str]) -> tuple[tuple[str, ...], Vectors, Vectors]:
    """Each question against all else; a share of the questions in each process, for they take minutes.

    Shapes: weights (features, questions), bias (questions,).
    """
    questions = sorted(set(labels) - {NONE})
    shares = [share for share in (questions[start::_SHARES] for start in range(_SHARES)) if share]
    # Never mapped into memory: what is mapped can only be read, and liblinear wants to put the rows in order.
    several = Parallel(n_jobs=len(shares), max_nbytes=None)
    learned = several(delayed(_learn_share)(rows, labels, share) for share in shares)
    names = tuple(name for share in shares for name in share)
    weights = np.concatenate([one for one, _ in learned], axis=1).astype(np.float32)
    return names, weights, np.concatenate([one for _, one in learned]).astype(np.float32)


def _learn_share(
    rows: csr_matrix, labels: Sequence[str], share: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The questions of one share, in its order."""
    known = {*share}
    learned = LinearSVC(C=_STRENGTH, tol=_TOLERANCE, random_state=0).fit(
        rows, [one if one in known else NONE for one in labels]
    )
    if len(learned.classes_) == 2:  # Of two one weight is learned, of the second.
        sign = 1.0 if learned.classes_[1] == share[0] else -1.0
        return sign * learned.coef_.T, sign * learned.intercept_
    places = [list(learned.classes_).index(one) for one in share]
    return learned.coef_[places].T, learned.intercept_[places]


def _see(encoder: SentenceEncoder | None, examples: Sequence[Example]) -> tuple[Vectors, Vectors, Vectors]:
    """How vectors are made even, and the even vectors; of no width where there is no encoder."""
    if encoder is None:
        empty = np.zeros(0, np.float32)
        return empty, empty, np.zeros((len(examples), 0), np.float32)
    with ThreadPoolExecutor(os.cpu_count()) as several:
        vectors = np.stack([*several.map(lambda one: encoder.embed(one.text, one.expects), examples)])
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + np.float32(1e-6)
    return mean, spread, _even(vectors, mean, spread)


def _surround(examples: Sequence[Example], contexts: Sequence[Expects]) -> list[Example]:
    """Every other one, by chance, in a context that occurs: a message's vector is made in view of what was expected."""
    chance = Random(0)
    return [
        replace(
            one, expects=chance.choice(contexts) if contexts and chance.random() < _SURROUNDED else NOTHING
        )
        for one in examples
    ]


def _find_directions(seen: Vectors) -> Vectors:
    """The directions in which the vectors differ most. Shape: (vector, directions)."""
    _, directions = np.linalg.eigh(seen.T @ seen)
    result: Vectors = directions[:, ::-1][:, :_DIRECTIONS].astype(np.float32)
    return result


def _even(vectors: Vectors, mean: Vectors, spread: Vectors) -> Vectors:
    """Each number by how far it is from the usual, each vector of length one."""
    even = (vectors - mean) / spread
    result: Vectors = even / (np.linalg.norm(even, axis=1, keepdims=True) + np.float32(1e-6))
    return result


def _thin(examples: Sequence[Example], most: int) -> list[Example]:
    step = max(1.0, len(examples) / most) if most else 1.0
    return [examples[place] for place in np.unique(np.arange(0, len(examples), step).astype(int))]
