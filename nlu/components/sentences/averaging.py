"""Averages the margins of the linear model with the log-odds of the sentence encoder."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nlu.components.linear import Scores

SCORES = "sentence_scores"
"""Where a message carries what the encoder says of it."""
VECTOR = "sentence_vector"
"""Where it carries its vector, in view of what was expected."""
Told = Mapping[str, Mapping[str, float]]
"""Head → label → log-odds."""


@dataclass(frozen=True)
class Share:
    """How much the encoder counts, and how its log-odds become margins: times `scale`, plus `shift`, not far from 0."""

    weight: float
    scale: float
    shift: float = 0.0


@dataclass(frozen=True)
class Shares:
    """The encoder's share in each head, chosen on validation messages so that thresholds stay what they are without it."""

    intents: Share = Share(0.5, 0.1, 0.05)
    moves: Share = Share(0.3, 0.1)
    aspects: Share = Share(0.3, 0.15, -0.1)
    about: Share = Share(0.3, 0.15)


SHARES = Shares()
_FARTHEST = 1.5


def average(
    labels: tuple[str, ...], margins: Scores, told: Mapping[str, float] | None, share: Share
) -> Scores:
    """The margins of both; those of the linear model alone for labels that the encoder does not know."""
    if not told:
        return margins
    heard = np.array([told.get(label, np.nan) for label in labels], np.float32)
    theirs = np.clip(share.scale * heard + share.shift, -_FARTHEST, _FARTHEST)
    mixed: Scores = np.where(np.isnan(heard), margins, (1 - share.weight) * margins + share.weight * theirs)
    return mixed
