"""The intents that a message may have, read once from `intents.yml`: whose they are, and what each is to a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from vocabulary.yaml_files import read_yaml

_FILE = Path(__file__).with_name("intents.yml")
_FIELDS = frozenset({"words", "choice", "act", "role", "in_choice"})


class IntentKind(StrEnum):
    """Whose an intent is: it decides which handlers answer."""

    PROGRAMME = "programme"
    RECORDS = "records"
    SERVICE = "service"
    CONVERSATION = "conversation"


class IntentRole(StrEnum):
    """What an intent of the conversation itself does."""

    ASIDE = "aside"
    CALL = "call"
    QUESTION = "question"
    REMARK = "remark"


class InChoice(StrEnum):
    """What becomes of the open question "which of your claims?"."""

    ANSWER = "answer"
    LEAVE = "leave"
    STOP = "stop"
    CHOOSE = "choose"


_USUAL_IN_CHOICE = {
    IntentKind.PROGRAMME: InChoice.ANSWER,
    IntentKind.RECORDS: InChoice.LEAVE,
    IntentKind.SERVICE: InChoice.LEAVE,
}


@dataclass(frozen=True)
class Intent:
    """One intent; `words` are for staff, `choice` is what a member may tap: its title, and what the tap says."""

    name: str
    kind: IntentKind
    words: str
    in_choice: InChoice
    choice: tuple[str, str] | None = None
    role: IntentRole | None = None
    is_act: bool = False
    """Whether it gets something done."""

    @property
    def looks_up(self) -> bool:
        """Whether it asks for the member's own records."""
        return self.kind is IntentKind.RECORDS

    @property
    def is_question(self) -> bool:
        """Whether it asks something, rather than telling or wanting it."""
        return self.kind in (IntentKind.PROGRAMME, IntentKind.RECORDS) or self.role is IntentRole.QUESTION


def read_intents(file: Path = _FILE) -> Mapping[str, Intent]:
    """Intents by name, in the order of the file; raises ValueError where one says too little or too much."""
    groups = read_yaml(file)
    return {
        name: _read(name, IntentKind(kind), fields)
        for kind, intents in groups.items()
        for name, fields in intents.items()
    }


def _read(name: str, kind: IntentKind, fields: Mapping[str, Any]) -> Intent:
    if unknown := fields.keys() - _FIELDS:
        raise ValueError(f"{name}: there is no field {', '.join(sorted(unknown))}")
    is_of_conversation = kind is IntentKind.CONVERSATION
    in_choice = fields.get("in_choice", _USUAL_IN_CHOICE.get(kind))
    needed = {
        "words": fields.get("words"),
        "choice": is_of_conversation or fields.get("choice"),
        "role": fields.get("role") or not is_of_conversation,
        "in_choice": in_choice,
    }
    if missing := [field for field, value in needed.items() if not value]:
        raise ValueError(f"{name}: {', '.join(missing)} must be said")
    if kind is IntentKind.PROGRAMME and not name.startswith("ask_"):
        raise ValueError(f"{name}: a question about a programme is ask_ and the aspect's name")
    choice = fields.get("choice")
    return Intent(
        name,
        kind,
        fields["words"],
        InChoice(in_choice),
        (choice[0], choice[-1]) if choice else None,
        IntentRole(fields["role"]) if "role" in fields else None,
        kind is IntentKind.SERVICE or bool(fields.get("act")),
    )


INTENTS: Mapping[str, Intent] = read_intents()
ASPECTS: tuple[str, ...] = tuple(
    name.removeprefix("ask_") for name, one in INTENTS.items() if one.kind is IntentKind.PROGRAMME
)
"""What can be asked of a programme: the columns of the knowledge table."""


def select(*, kind: IntentKind | None = None, role: IntentRole | None = None) -> frozenset[str]:
    """The names of the intents of a kind, or of a role."""
    return frozenset(
        name
        for name, one in INTENTS.items()
        if (kind is None or one.kind is kind) and (role is None or one.role is role)
    )
