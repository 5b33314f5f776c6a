"""Conversations as they are written: what a member says turn by turn, and what is expected of each answer."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from testing.dialogues.acts import ACTS, ANYTHING

Words = tuple[str, ...]
_SPECIAL = re.compile(
    r"\[(?:bound|image|voice|location|sticker|staff leaves|after \d+ (?:minutes?|hours?|days?)|tap \d+|staff: .+)\]",
    re.DOTALL,
)
_LIKE_A_SPECIAL = re.compile(r"\[[a-z].*\]", re.DOTALL)


def _read_groups(written: Any) -> Any:
    """Words alone are one group: any of them will do; where there are lists, each of them wants one of its words."""
    if written and not any(isinstance(one, list) for one in written):
        return [written]
    return [one if isinstance(one, list) else [one] for one in written]


def _read_acts(written: Any) -> Any:
    """A list names what must happen."""
    return dict.fromkeys(written, True) if isinstance(written, list) else written


class _StrictEntry(BaseModel):
    """A key that nobody knows is a fault: what it asks for would never be checked."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Expect(_StrictEntry):
    """What is expected of one turn: words for a machine, and words for whoever judges by reading."""

    any: Annotated[tuple[Words, ...], BeforeValidator(_read_groups)] = ()
    all: Words = ()
    none: Words = ()
    acts: Annotated[Mapping[str, bool], BeforeValidator(_read_acts)] = Field(default_factory=dict)
    choices: Words | None = None
    longest: int | None = None
    fresh: bool = False
    """Said in other words than anything before."""
    silent: bool = False
    """Nothing may be said: a person holds the conversation."""
    must: str = ""
    must_not: str = ""
    intents: Words = ()
    programme: Words = ()

    @field_validator("acts")
    @classmethod
    def _know_acts(cls, acts: Mapping[str, bool]) -> Mapping[str, bool]:
        unknown = set(acts) - set(ACTS) - {ANYTHING}
        if unknown:
            raise ValueError(f"no such acts: {', '.join(sorted(unknown))}; there are {', '.join(ACTS)}")
        return acts


class WrittenTurn(_StrictEntry):
    """What the member says or does; `known` is why the answer is not right yet."""

    user: str
    expect: Expect = Expect()
    known: str = ""

    @field_validator("user")
    @classmethod
    def _know_specials(cls, user: str) -> str:
        if _LIKE_A_SPECIAL.fullmatch(user) and not _SPECIAL.fullmatch(user):
            raise ValueError(f"{user} is no special text that can be played")
        return user


class Setup(_StrictEntry):
    """Who speaks, when, and what is changed of their records: the lists stand in place of the person's own.

    The entries are written as in `claims/demo/people.yaml`; a claim, an application and a visit may have a `number`.
    """

    person: str | None = None
    linked: bool | None = None
    """Without it the chat is nobody's until `[bound]`; where that stands among the turns, it is so unless said otherwise."""
    at: str = ""
    """`22:40`, or `2026-11-28 22:40`, in Beijing."""
    union: str | None = None
    plans: Words | None = None
    claims: tuple[Mapping[str, Any], ...] | None = None
    relief: tuple[Mapping[str, Any], ...] | None = None
    appointments: tuple[Mapping[str, Any], ...] | None = None
    sign_ups: Words | None = None


class WrittenConversation(Setup):
    """One conversation; its set-up stands in it, or in a side file under its id."""

    id: str
    title: str = ""
    turns: tuple[WrittenTurn, ...] = Field(min_length=1)

    @property
    def is_linked(self) -> bool:
        """Whether the chat belongs to somebody from the start."""
        return self.linked if self.linked is not None else all(one.user != "[bound]" for one in self.turns)

    def with_setup(self, setup: Setup | None) -> "WrittenConversation":
        """The same with another set-up."""
        return self.model_copy(update=setup.model_dump(exclude_unset=True)) if setup else self


def read_conversations(path: Path) -> list[WrittenConversation]:
    """Those of a file, a conversation a line (.jsonl) or a list (.yml), or of every .yml file of a folder."""
    if path.is_dir():
        return [one for file in sorted(path.glob("*.yml")) for one in read_conversations(file)]
    text = path.read_text(encoding="utf-8")
    rows = yaml.safe_load(text) if path.suffix in (".yml", ".yaml") else _read_lines(text)
    return [WrittenConversation.model_validate(row) for row in rows]


def read_setups(path: Path) -> dict[str, Setup]:
    """The side file: `{"setups": {id: set-up}}`."""
    written = json.loads(path.read_text(encoding="utf-8"))["setups"]
    return {name: Setup.model_validate(setup) for name, setup in written.items()}


def _read_lines(text: str) -> Iterable[Any]:
    return (json.loads(line) for line in text.splitlines() if line.strip())
