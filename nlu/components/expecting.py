"""Reads what a conversation expects of a message, as its metadata say it: what was asked, and what is spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from vocabulary.expects import Asked, Subject

EXPECTS = "expects"
"""Where it stands in the metadata of a message."""
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True)
class Expects:
    """What was asked last, and the subject; nothing at all before the first answer."""

    asked: Asked | None = None
    subject: Subject | None = None

    def __bool__(self) -> bool:
        return bool(self.asked or self.subject)

    def as_metadata(self) -> dict[str, dict[str, str | None]]:
        """What a message carries."""
        return {EXPECTS: {"asked": self.asked, "subject": self.subject}}


NOTHING = Expects()


def read_metadata(metadata: object) -> Expects:
    """What a message's metadata say; whatever is foreign in them is as good as nothing."""
    return read_expects(metadata.get(EXPECTS) if isinstance(metadata, Mapping) else None)


def read_expects(value: object) -> Expects:
    """`{"asked": …, "subject": …}`, each where it is one of the vocabulary."""
    fields = value if isinstance(value, Mapping) else {}
    return Expects(_find(Asked, fields.get("asked")), _find(Subject, fields.get("subject")))


def _find(kind: type[_Kind], value: object) -> _Kind | None:
    return kind(value) if isinstance(value, str) and value in kind.__members__.values() else None
