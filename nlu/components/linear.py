"""A linear model over the views of a message: one score a label, trained in seconds, read with NumPy alone."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

Views = tuple[list[str], ...]
Look = Callable[[str], Views]
Example = tuple[str, tuple[str, ...]]

_FEWEST_DOCUMENTS = 2


@dataclass(frozen=True)
class LinearModel:
    """Labels, the features' columns, their weights by document frequency, and one row of scores a label.

    Shapes: `idf` (features,), `weights` (features, labels), `bias` (labels,), `scales` (views,): how much each view
    counts beside the others.
    """

    labels: tuple[str, ...]
    columns: dict[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    scales: tuple[float, ...]

    def score(self, views: Views) -> NDArray[np.float32]:
        """The margin of each label, in the order of `labels`: above 0 where the message asks it."""
        columns, values = vectorise(views, self.columns, self.idf, self.scales)
        result: NDArray[np.float32] = values @ self.weights[columns] + self.bias if columns else self.bias
        return result


def vectorise(
    views: Views, columns: dict[str, int], idf: NDArray[np.float32], scales: Sequence[float]
) -> tuple[list[int], NDArray[np.float32]]:
    """The known features' columns and their values; each view is damped by repetition and as long as its scale."""
    indices: list[int] = []
    parts = []
    for features, scale in zip(views, scales, strict=True):
        counts = Counter(column for one in features if (column := columns.get(one)) is not None)
        known = list(counts)
        values = np.array([1 + math.log(counts[one]) for one in known], dtype=np.float32) * idf[known]
        length = float(np.linalg.norm(values))
        parts.append(values * (scale / length) if length else values)
        indices += known
    return indices, np.concatenate(parts)


def fit(
    examples: Sequence[Example],
    drawings: Sequence[Sequence[Example]],
    look: Look,
    strength: float,
    scales: Sequence[float],
) -> LinearModel:
    """Trains on texts with one or several labels; the same examples in any order give the same model.

    Features are chosen and weighed by `examples` alone. Each drawing was made from them by chance and is only
    trained on; the mean of one model a drawing leans on no drawing's luck.
    """
    ordered = sorted(set(examples))
    seen = [look(text) for text, _ in ordered]
    columns, idf = _count_documents(seen)
    labels = tuple(sorted({label for _, several in ordered for label in several}))

    def make_rows(views: Iterable[Views]) -> csr_matrix:
        return _matrix([vectorise(one, columns, idf, scales) for one in views], len(columns))

    written = make_rows(seen)
    learned = [
        _fit_all(
            vstack([written, make_rows(look(text) for text, _ in drawn)], format="csr", dtype=np.float64),
            [set(several) for _, several in (*ordered, *drawn)],
            labels,
            strength,
        )
        for drawn in drawings
    ]
    weights = np.mean([weights for weights, _ in learned], axis=0, dtype=np.float32)
    bias = np.mean([bias for _, bias in learned], axis=0, dtype=np.float32)
    return LinearModel(labels, columns, idf, weights, bias, tuple(scales))


def _fit_all(
    matrix: csr_matrix, taught: Sequence[set[str]], labels: Sequence[str], strength: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights (features, labels) and bias (labels,); not in threads, where liblinear corrupts its memory."""
    learned = [
        LinearSVC(C=strength, random_state=0).fit(matrix, [label in one for one in taught])
        for label in labels
    ]
    weights = np.stack([one.coef_[0] for one in learned], axis=1).astype(np.float32)
    return weights, np.array([one.intercept_[0] for one in learned], dtype=np.float32)


def _count_documents(seen: Iterable[Views]) -> tuple[dict[str, int], NDArray[np.float32]]:
    documents = [{feature for features in views for feature in features} for views in seen]
    frequency = Counter(feature for document in documents for feature in document)
    known = sorted(feature for feature, count in frequency.items() if count >= _FEWEST_DOCUMENTS)
    idf = [1 + math.log((1 + len(documents)) / (1 + frequency[feature])) for feature in known]
    return {feature: column for column, feature in enumerate(known)}, np.array(idf, dtype=np.float32)


def _matrix(rows: Sequence[tuple[list[int], NDArray[np.float32]]], width: int) -> csr_matrix:
    indices = [column for columns, _ in rows for column in columns]
    values = np.concatenate([values for _, values in rows]) if rows else np.empty(0, dtype=np.float32)
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    return csr_matrix((values, indices, starts), shape=(len(rows), width))
