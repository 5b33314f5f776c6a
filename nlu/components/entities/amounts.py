"""Amounts of money as said: 三千二, 8500块, 1.2万, 三万多, 两三万."""

from collections.abc import Iterator

from nlu.components.entities.spans import Entity
from vocabulary.sums import find_sums

MEASURE = "measure"
"""The value of what only reads like a sum: a blood pressure of 一百六, a knot of 0.8厘米."""


def find_amounts(text: str) -> Iterator[Entity]:
    """Sums in yuan, the lower end where they are about so much, and `MEASURE`s; `text` is aligned."""
    for found in find_sums(text, with_measures=True):
        if not found.is_vague:
            value = int(found.low) if found.low == int(found.low) else float(found.low)
            yield Entity("amount", MEASURE if found.is_measure else value, found.start, found.end)
