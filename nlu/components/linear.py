"""Linear models over the views of a message: one score a label, trained in seconds, read with NumPy alone."""

import math
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from nlu.components.examples import Example

Views = tuple[list[str], ...]
Teach = Callable[[Example], Collection[str]]
"""The labels that an example teaches."""
Scores: TypeAlias = NDArray[np.float32]

_FEWEST_DOCUMENTS = 2
_TOLERANCE = 0.03
"""A hundredth moves a margin by a few thousandths at most, in two thirds of the rounds."""


@dataclass(frozen=True)
class Vector:
    """A message as known features: their columns and how much each weighs."""

    columns: list[int]
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Features:
    """The features' columns, and their weights by document frequency.

    Shapes: `idf` (features,), `scales` (views,): how much each view counts beside the others.
    """

    columns: dict[str, int]
    idf: NDArray[np.float32]
    scales: tuple[float, ...]

    def vectorise(self, views: Views) -> Vector:
        """The known features; each view is damped by repetition and as long as its scale."""
        indices: list[int] = []
        parts = []
        for features, scale in zip(views, self.scales, strict=True):
            counts = Counter(column for one in features if (column := self.columns.get(one)) is not None)
            known = list(counts)
            values = (
                np.array([1 + math.log(counts[one]) for one in known], dtype=np.float32) * self.idf[known]
            )
            length = float(np.linalg.norm(values))
            parts.append(values * (scale / length) if length else values)
            indices += known
        return Vector(indices, np.concatenate(parts))


@dataclass(frozen=True)
class LinearModel:
    """Labels and one row of scores a label. Shapes: `weights` (features, labels), `bias` (labels,)."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, vector: Vector) -> Scores:
        """The margin of each label, in the order of `labels`: above 0 where it is so of the message."""
        if not vector.columns:
            return self.bias
        result: Scores = vector.values @ self.weights[vector.columns] + self.bias
        return result


def choose_features(seen: Sequence[Views], scales: Sequence[float]) -> Features:
    """The features of written examples; what was made from them by chance adds none."""
    documents = [{feature for features in views for feature in features} for views in seen]
    frequency = Counter(feature for document in documents for feature in document)
    known = sorted(feature for feature, count in frequency.items() if count >= _FEWEST_DOCUMENTS)
    idf = [1 + math.log((1 + len(seen)) / (1 + frequency[feature])) for feature in known]
    columns = {feature: column for column, feature in enumerate(known)}
    return Features(columns, np.array(idf, dtype=np.float32), tuple(scales))


@dataclass(frozen=True)
class Prepared:
    """Examples, and the known features of each as one row."""

    examples: Sequence[Example]
    rows: csr_matrix

    def select(self, teaches: Callable[[Example], bool]) -> "Prepared":
        """Those of its examples that teach what is to be learned."""
        places = [place for place, one in enumerate(self.examples) if teaches(one)]
        return Prepared([self.examples[place] for place in places], self.rows[places])


def prepare(examples: Sequence[Example], seen: Iterable[Views], features: Features) -> Prepared:
    """Examples and the views of each made ready to learn from."""
    vectors = [features.vectorise(views) for views in seen]
    return Prepared(examples, _matrix(vectors, len(features.columns)))


def fit(written: Prepared, drawings: Sequence[Prepared], teach: Teach, strength: float) -> LinearModel:
    """Trains on examples with one or several labels; the same examples give the same model.

    Each drawing was made from the written ones by chance; so that the model leans on no drawing's luck, it learns from
    all of them, and each example of a drawing counts the less, the more drawings there are.
    """
    labels = tuple(sorted({label for one in written.examples for label in teach(one)}))
    if not labels:
        return know_nothing(written.rows.shape[1])
    rows = vstack([written.rows, *(one.rows for one in drawings)], format="csr", dtype=np.float64)
    drawn = [example for one in drawings for example in one.examples]
    counts = np.concatenate([np.ones(len(written.examples)), np.full(len(drawn), 1 / max(1, len(drawings)))])
    taught = [frozenset(teach(one)) for one in (*written.examples, *drawn)]
    several = Parallel(n_jobs=os.cpu_count())
    # In processes, for in threads liblinear corrupts its memory.
    learned = several(
        delayed(_fit_one)(rows, counts, [label in one for one in taught], strength) for label in labels
    )
    weights = np.stack([one for one, _ in learned], axis=1).astype(np.float32)
    return LinearModel(labels, weights, np.array([bias for _, bias in learned], dtype=np.float32))


def know_nothing(features: int) -> LinearModel:
    """A model without labels."""
    return LinearModel((), np.zeros((features, 0), np.float32), np.zeros(0, np.float32))


def _fit_one(
    rows: csr_matrix, counts: NDArray[np.float64], is_so: list[bool], strength: float
) -> tuple[NDArray[np.float64], float]:
    """One label's weights and bias."""
    learned = LinearSVC(C=strength, tol=_TOLERANCE, random_state=0).fit(rows, is_so, counts)
    return learned.coef_[0], float(learned.intercept_[0])


def _matrix(vectors: Sequence[Vector], width: int) -> csr_matrix:
    indices = [column for one in vectors for column in one.columns]
    values = np.concatenate([one.values for one in vectors]) if vectors else np.empty(0, dtype=np.float32)
    starts = np.cumsum([0, *(len(one.columns) for one in vectors)])
    return csr_matrix((values, indices, starts), shape=(len(vectors), width))
