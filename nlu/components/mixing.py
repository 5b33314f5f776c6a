"""Joins messages that ask one thing into messages that ask several, so that the model knows such messages."""

import random
from collections import defaultdict
from collections.abc import Sequence

from nlu.components.linear import Example

_JOINTS = ("，", " ", "", "？", "。", "，还有", "，另外", "，顺便问下", "，再", " 然后", "；", "，那")
_ALONE = {"affirm", "deny", "inform", "crisis", "cancel"}
"""Answers to a question of ours, and danger, which outweighs whatever stands beside it."""
_LONGEST_PART = 30
_SHARE_OF_THREE = 0.15


def mix(examples: Sequence[Example], count: int) -> list[Example]:
    """`count` joined examples of two or three labels; the same examples always give the same ones."""
    chance = random.Random(0)
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, labels in sorted(set(examples)):
        if len(labels) == 1 and labels[0] not in _ALONE and len(text) <= _LONGEST_PART:
            by_label[labels[0]].append(text)
    if len(by_label) < 3:
        return []
    return [_join(by_label, chance) for _ in range(count)]


def _join(by_label: dict[str, list[str]], chance: random.Random) -> Example:
    labels = chance.sample(sorted(by_label), 3 if chance.random() < _SHARE_OF_THREE else 2)
    parts = [chance.choice(by_label[label]).rstrip("？。！?!") for label in labels]
    text = parts[0] + "".join(chance.choice(_JOINTS) + part for part in parts[1:])
    return text, tuple(labels)
