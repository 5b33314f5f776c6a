"""A linear model over character n-grams: features, training and scoring without any of Rasa."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlu.components.text import mask_digits, normalise

_SIZES = (1, 2, 3, 4)
_FEWEST_DOCUMENTS = 2


@dataclass(frozen=True)
class LinearModel:
    """Labels, the n-grams' columns, their weights by document frequency, and one row of scores a label.

    Shapes: `idf` (n-grams,), `weights` (n-grams, labels), `bias` (labels,).
    """

    labels: tuple[str, ...]
    columns: dict[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, text: str) -> NDArray[np.float32]:
        """The probability of each label, in the order of `labels`."""
        columns, values = vectorise(text, self.columns, self.idf)
        logits = values @ self.weights[columns] + self.bias if columns else self.bias
        odds = np.exp(logits - logits.max())
        result: NDArray[np.float32] = odds / odds.sum()
        return result


def find_ngrams(text: str) -> list[str]:
    """Every run of one to four characters, with the message's edges marked."""
    marked = f"^{mask_digits(normalise(text))}$"
    return [marked[i : i + size] for size in _SIZES for i in range(len(marked) - size + 1)]


def vectorise(
    text: str, columns: dict[str, int], idf: NDArray[np.float32]
) -> tuple[list[int], NDArray[np.float32]]:
    """The known n-grams' columns and their values, damped by repetition and scaled to length one."""
    counts = Counter(column for gram in find_ngrams(text) if (column := columns.get(gram)) is not None)
    indices = list(counts)
    values = np.array([1 + math.log(counts[index]) for index in indices], dtype=np.float32) * idf[indices]
    length = float(np.linalg.norm(values))
    return indices, values / length if length else values


def fit(examples: Sequence[tuple[str, str]], strength: float) -> LinearModel:
    """Trains on (text, label) pairs; the same pairs in any order give the same model."""
    ordered = sorted(set(examples))
    columns, idf = _count_documents(text for text, _ in ordered)
    labels = tuple(sorted({label for _, label in ordered}))
    matrix = _matrix([vectorise(text, columns, idf) for text, _ in ordered], len(columns))
    learner = LogisticRegression(C=strength, max_iter=400, class_weight="balanced", tol=1e-3)
    learner.fit(matrix, [labels.index(label) for _, label in ordered])
    return LinearModel(
        labels, columns, idf, learner.coef_.T.astype(np.float32), learner.intercept_.astype(np.float32)
    )


def _count_documents(texts: Iterable[str]) -> tuple[dict[str, int], NDArray[np.float32]]:
    documents = [set(find_ngrams(text)) for text in texts]
    frequency = Counter(gram for document in documents for gram in document)
    known = sorted(gram for gram, count in frequency.items() if count >= _FEWEST_DOCUMENTS)
    idf = [1 + math.log((1 + len(documents)) / (1 + frequency[gram])) for gram in known]
    return {gram: column for column, gram in enumerate(known)}, np.array(idf, dtype=np.float32)


def _matrix(rows: Sequence[tuple[list[int], NDArray[np.float32]]], width: int) -> csr_matrix:
    indices = [column for columns, _ in rows for column in columns]
    values = np.concatenate([values for _, values in rows])
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    return csr_matrix((values, indices, starts), shape=(len(rows), width))
