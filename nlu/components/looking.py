"""Looks at many messages at once, in as many processes as there are processors: half of the training is looking."""

import os
from collections.abc import Sequence

from joblib import Parallel, delayed

from nlu.components.examples import Example
from nlu.components.linear import Features, Prepared, Views, prepare
from nlu.components.views import Viewer

_AT_ONCE = 1000


def look_at_all(viewer: Viewer, examples: Sequence[Example]) -> list[Views]:
    """The views of each example, in their order."""
    parts = [examples[start : start + _AT_ONCE] for start in range(0, len(examples), _AT_ONCE)]
    seen = Parallel(n_jobs=os.cpu_count())(delayed(_look)(viewer, part) for part in parts)
    return [views for part in seen for views in part]


def prepare_all(drawn: Sequence[Sequence[Example]], viewer: Viewer, features: Features) -> list[Prepared]:
    """Each drawing made ready to learn from; only rows of numbers travel between the processes."""
    rows = Parallel(n_jobs=os.cpu_count())(delayed(_prepare)(viewer, several, features) for several in drawn)
    return [Prepared(several, one.rows) for several, one in zip(drawn, rows, strict=True)]


def _look(viewer: Viewer, examples: Sequence[Example]) -> list[Views]:
    return [viewer.look(one) for one in examples]


def _prepare(viewer: Viewer, examples: Sequence[Example], features: Features) -> Prepared:
    return prepare(examples, map(viewer.look, examples), features)
