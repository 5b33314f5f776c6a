"""A visit that somebody booked, as those who remind need it, and the template that reminds of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vocabulary.saying import say_full_moment

_VALUES = ("place", "when", "number")


@dataclass(frozen=True)
class Visit:
    """One visit: its number, whose it is, where, and when, in Beijing's time."""

    number: str
    member_id: int
    place: str
    starts_at: datetime


@dataclass(frozen=True)
class VisitTemplate:
    """A template of the account, and which of its fields holds what."""

    template_id: str
    fields: Mapping[str, str]

    def fill(self, visit: Visit) -> dict[str, str]:
        """The fields' values for one visit."""
        values = {
            "place": visit.place[:20],
            "when": say_full_moment(visit.starts_at),
            "number": visit.number,
        }
        return {name: values[value] for name, value in self.fields.items()}


def parse_visit_template(words: str) -> VisitTemplate | None:
    """`ID thing1=place time2=when character_string3=number`; None where empty. Raises ValueError."""
    if not words.strip():
        return None
    template_id, *pairs = words.split()
    fields = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    if not fields or len(fields) != len(pairs) or not set(fields.values()) <= set(_VALUES):
        raise ValueError(
            f"after the template's id: field=value, where a value is one of {', '.join(_VALUES)}"
        )
    return VisitTemplate(template_id, fields)
