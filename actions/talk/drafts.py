"""A form under way: what is known of its fields, and what was asked last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Value = Any
"""What a field holds: a string, yuan, an ISO date, or what they lie between; JSON all of it, for it is kept so."""
Values = dict[str, Value]


@dataclass(frozen=True)
class Narrowing:
    """A closer question than the field's own, and the days that its answer lies within."""

    ask: str
    within: tuple[date, date]


@dataclass(frozen=True)
class Draft:
    """A form under way: its task, what is known, which field was asked last, how often in vain, and what more closely."""

    task: str
    values: Values = field(default_factory=dict)
    asked: str | None = None
    misses: int = 0
    narrowed: Mapping[str, Narrowing] = field(default_factory=dict)

    def within(self, name: str | None) -> tuple[date, date] | None:
        """The days that the answer to a field lies within, as far as is known."""
        narrowing = self.narrowed.get(name or "")
        return narrowing.within if narrowing else None

    def as_json(self) -> dict[str, Any]:
        narrowed = {
            name: [one.ask, *(day.isoformat() for day in one.within)] for name, one in self.narrowed.items()
        }
        return {
            "task": self.task,
            "values": self.values,
            "asked": self.asked,
            "misses": self.misses,
            "narrowed": narrowed,
        }


def read_draft(written: Mapping[str, Any]) -> Draft:
    """The draft that was written as JSON."""
    narrowed = {
        name: Narrowing(words, (date.fromisoformat(first), date.fromisoformat(last)))
        for name, (words, first, last) in (written.get("narrowed") or {}).items()
    }
    return Draft(written["task"], dict(written["values"]), written["asked"], written["misses"], narrowed)
