"""A form's fields: what is asked, how an answer is read, and how it is said back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from actions.question import OfferedChoice, Question
from actions.talk import Narrowing, Value, Values
from vocabulary.expects import Asked

UNKNOWN = "unknown"
"""The member does not know it, and the desk can live without: the field is left open, which is not nothing."""


@dataclass(frozen=True)
class Problem:
    """Why an answer does not do, in words for the member; what to ask instead, where it says something already."""

    text: str
    narrowing: Narrowing | None = None


@dataclass(frozen=True)
class Field:
    """One thing to ask.

    `read` takes an answer to this very question, `find` what a story says of it unasked, `find_by` the same by what is
    known so far, where `find` hears nothing, `fix` what a correction says (`find` where there is none); each gives None
    where there is nothing. `needed` says whether it is asked at all, `offer` what may be tapped, and `ask_for` how it is
    asked instead, by what is known so far. A `story` is added to by what is said before the end. `near` is where a value
    lies that corrects one: 不是3号，是5号.

    `options` are a field's values with their names, where it has few.
    `called` are other names that members have for it. `short` is how the question comes again after something else,
    `again` is it in other words and with an example for whoever does not follow, and `why` says what it is needed
    for. `may_be_open` tells whether the desk can live without it, `told_wins` whether what is told takes the place of
    what was on record. `only_told` is kept where it is told, and never asked. `of` is the kind of money that a sum is made
    of, where several are added up.
    """

    name: str
    label: str
    asked: Asked
    ask: str
    read: Callable[[Question], Value | Problem | None]
    find: Callable[[Question], Value | Problem | None] = lambda _question: None
    say: Callable[[Value], str] = str
    choices: tuple[OfferedChoice, ...] = ()
    offer: Callable[[Values], tuple[OfferedChoice, ...]] = lambda _values: ()
    options: Callable[[Values], Mapping[str, str]] | None = None
    ask_for: Callable[[Values], str | None] = lambda _values: None
    needed: Callable[[Values], bool] = lambda _values: True
    fix: Callable[[Question], Value | Problem | None] | None = None
    is_story: bool = False
    near: Callable[[Value], tuple[date, date] | None] = lambda _value: None
    called: tuple[str, ...] = ()
    short: str = ""
    again: str = ""
    why: str = ""
    may_be_open: bool = False
    told_wins: bool = False
    only_told: bool = False
    of: str = ""
    find_by: Callable[[Question, Values], Value | Problem | None] = lambda _question, _values: None

    def is_named(self, text: str) -> bool:
        """Whether the words name it."""
        return any(name in text for name in (self.label, *self.called))
