"""A form's fields: what is asked, how an answer is read, and how it is said back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.question import OfferedChoice, Question

Value = Any
"""What a field holds: a string, yuan, an ISO date, or what they lie between; JSON all of it, for it lives in Rasa's memory."""
Values = dict[str, Value]


@dataclass(frozen=True)
class Narrowing:
    """A closer question than the field's own, and the days that its answer lies within."""

    ask: str
    within: tuple[date, date]


@dataclass(frozen=True)
class Problem:
    """Why an answer does not do, in words for the member; what to ask instead, where it says something already."""

    text: str
    narrowing: Narrowing | None = None


@dataclass(frozen=True)
class Field:
    """One thing to ask.

    `read` takes an answer to this very question, `find` what a story says of it unasked, `fix` what a correction
    says (`find` where there is none); each gives None where there is nothing. `needed` says whether it is asked at
    all, `offer` what may be tapped, and `ask_for` how it is asked instead, by what is known so far. A `story` is
    added to by what is said before the end. `near` is where a value lies that corrects one: 不是3号，是5号.
    """

    name: str
    label: str
    ask: str
    read: Callable[[Question], Value | Problem | None]
    find: Callable[[Question], Value | Problem | None] = lambda _question: None
    say: Callable[[Value], str] = str
    choices: tuple[OfferedChoice, ...] = ()
    offer: Callable[[Values], tuple[OfferedChoice, ...]] = lambda _values: ()
    ask_for: Callable[[Values], str | None] = lambda _values: None
    needed: Callable[[Values], bool] = lambda _values: True
    fix: Callable[[Question], Value | Problem | None] | None = None
    is_story: bool = False
    near: Callable[[Value], tuple[date, date] | None] = lambda _value: None


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


def read_draft(json: Any) -> Draft | None:
    """The draft in Rasa's memory, or None where nothing is under way."""
    if not json:
        return None
    narrowed = {
        name: Narrowing(words, (date.fromisoformat(first), date.fromisoformat(last)))
        for name, (words, first, last) in (json.get("narrowed") or {}).items()
    }
    return Draft(json["task"], dict(json["values"]), json["asked"], json["misses"], narrowed)
