"""What an extractor finds, and which of several findings at one place counts."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """One thing named: its type, its value, and where it stands in the message."""

    type: str
    value: str | int | float
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters of the message name it."""
        return self.end - self.start


def keep_longest(found: Iterable[Entity]) -> list[Entity]:
    """Of findings that overlap the longest, of equal ones the first; in the order of the message."""
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda one: (-one.length, one.start)):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda one: one.start)


def keep_first(found: Iterable[Entity]) -> list[Entity]:
    """Each value once, where it is named first."""
    seen: dict[tuple[str, str | int | float], Entity] = {}
    for entity in found:
        seen.setdefault((entity.type, entity.value), entity)
    return list(seen.values())
