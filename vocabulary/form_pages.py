"""A form on a page: what was typed there, and what the page shows. Both go between the bot and the handlers as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

PageWish = Literal["look", "save", "check", "send"]
"""To see the form, to keep what was typed, to see all of it read back, or to send it."""
FormState = Literal["open", "sent", "gone"]
"""`gone` where no form is under way in this conversation any more."""


@dataclass(frozen=True)
class FormTyped:
    """What came from the page: of which form, each field's words, and what is wanted."""

    wish: PageWish = "look"
    task: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ShownOption:
    """One of the few values of a field."""

    value: str
    label: str


@dataclass(frozen=True)
class ShownField:
    """One question of the page, with what is known and what is wrong with it; `options` where it has few values."""

    name: str
    label: str
    ask: str
    why: str
    words: str = ""
    options: tuple[ShownOption, ...] = ()
    fault: str = ""
    may_be_open: bool = False
    is_story: bool = False
    keyboard: Literal["text", "tel"] = "text"


@dataclass(frozen=True)
class FormShown:
    """The form as the page shows it; `summary` reads it back, a label and what is said of it, once nothing is wrong."""

    state: FormState
    task: str = ""
    title: str = ""
    fields: tuple[ShownField, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()

    @property
    def is_faulty(self) -> bool:
        """Whether anything typed does not do."""
        return any(one.fault for one in self.fields)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_typed(written: Mapping[str, Any] | None) -> FormTyped | None:
    """What the bot wrote into its pass; None where no page speaks."""
    return FormTyped(written["wish"], written["task"], dict(written["words"])) if written else None
