"""What a message asks and does by its vector; phrases that the encoder was not taught are learnt without touching it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlu.components.examples import Example

Array: TypeAlias = NDArray[np.float32]
EACH = ("intents", "aspects")
"""Heads of which several labels may be so; of the others, one."""
ONE = ("moves", "about")
NAMES = (*EACH, *ONE)
NONE = "none"
"""The label of a message that is about nothing."""
_SURE = 3.0
"""The log-odds that a phrase learnt afterwards reaches."""
_LEAST_KEPT, _FEW = 0.01, 2000
"""How much each phrase learnt before counts beside one that is learnt afterwards: a hundredth where those are twenty
or fewer, as much where they are two thousand."""
_ROUNDS = 3


@dataclass(frozen=True)
class Head:
    """Labels, and one row of scores a label. Shapes: `weights` (vector and one, labels)."""

    labels: tuple[str, ...]
    weights: Array


@dataclass(frozen=True)
class Heads:
    """The four heads; `gram` is how the vectors of all phrases taught lie, `taught` by what they are known again."""

    heads: dict[str, Head]
    gram: Array
    taught: frozenset[int]

    def score(self, vector: Array) -> dict[str, dict[str, float]]:
        """The log-odds of each label of each head."""
        longer = np.append(vector, np.float32(1))
        return {name: self._score(name, longer) for name in NAMES}

    def _score(self, name: str, longer: Array) -> dict[str, float]:
        head = self.heads[name]
        scores = longer @ head.weights
        if name in ONE:
            likely = np.exp(scores - scores.max())
            likely = np.clip(likely / likely.sum(), 1e-6, 1 - 1e-6)
            scores = np.log(likely / (1 - likely))
        return {label: float(one) for label, one in zip(head.labels, scores, strict=True) if label != NONE}

    def find_new(self, examples: Sequence[Example]) -> list[Example]:
        """Those that the encoder was not taught, but for the frequently asked questions, which are learnt by themselves."""
        return [one for one in examples if not one.faq and name_example(one) not in self.taught]

    def learn(self, examples: Sequence[Example], vectors: Array) -> "Heads":
        """Moves the scores of these phrases where they are wrong, and those of all others as little as can be."""
        if not len(examples):
            return self
        longer = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)]).astype(np.float64)
        kept = min(1.0, max(_LEAST_KEPT, len(examples) / _FEW))
        metric = kept * self.gram.astype(np.float64) + longer.T @ longer
        metric += np.eye(len(metric)) * 1e-3 * np.trace(metric) / len(metric)
        step = np.linalg.solve(metric, longer.T)
        learnt = {}
        for name in NAMES:
            head = self.heads[name]
            marks, counts = _mark(name, head.labels, examples)
            weights = head.weights.astype(np.float64)
            for _ in range(_ROUNDS):
                lacking = np.maximum(0, _SURE - marks * (longer @ weights)) * marks * counts
                weights = weights + step @ lacking
            learnt[name] = Head(head.labels, weights.astype(np.float32))
        return replace(self, heads=learnt)


def name_example(example: Example) -> int:
    """A number by which a phrase is known again, with all that it teaches of the heads and nothing else."""
    expects = example.expects
    said = (example.text, expects.asked or "", expects.subject or "", example.move or "")
    taught = (".".join(example.aspects or ()), ".".join(example.about or ()), *example.intents)
    return int.from_bytes(hashlib.sha256("\t".join((*said, *taught)).encode()).digest()[:4], "big")


def read_heads(file: Path) -> Heads:
    """The heads as they were written; raises ValueError where the file is none of them."""
    with np.load(file, allow_pickle=False) as arrays:
        heads = {
            name: Head(tuple(str(one) for one in arrays[f"{name}_labels"]), arrays[f"{name}_weights"])
            for name in NAMES
        }
        return Heads(heads, arrays["gram"], frozenset(int(one) for one in arrays["taught"]))


def write_heads(file: Path, heads: Heads) -> None:
    """The heads as arrays."""
    arrays = {"gram": heads.gram, "taught": np.array(sorted(heads.taught), np.uint32)}
    for name, head in heads.heads.items():
        arrays |= {f"{name}_labels": np.array(head.labels), f"{name}_weights": head.weights}
    np.savez_compressed(file, **arrays)


def _mark(
    name: str, labels: Sequence[str], examples: Sequence[Example]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """1 where a label is so of an example and -1 where not; and 0 as count where it teaches nothing of the kind."""
    taught = [_teach(name, one) for one in examples]
    marks = np.array([[1.0 if label in (one or ()) else -1.0 for label in labels] for one in taught])
    counts = np.array(
        [[float(one is not None and bool({*one} & {*labels} or name in EACH))] for one in taught]
    )
    return marks, counts


def _teach(name: str, example: Example) -> tuple[str, ...] | None:
    if name == "intents":
        return example.intents
    if name == "aspects":
        return example.aspects
    if name == "moves":
        return (example.move,) if example.move and example.expects else None
    return None if example.about is None else example.about or (NONE,)
