"""One message to learn from: its words, what it asks of what, what was expected when it came, what it does there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nlu.components.expecting import NOTHING, Expects
from nlu.components.usual import find_usual_about, find_usual_aspects, find_usual_move
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

_FIELDS = frozenset({"intents", "asked", "subject", "move", "aspects", "about", "faq"})
_NO_SUBJECT = "none"


@dataclass(frozen=True)
class Example:
    """`move`, `aspects` and `about` are None where nobody said them and the intents do not tell; then they teach
    neither yes nor no. `about` is one kind of thing or none.
    """

    text: str
    intents: tuple[str, ...]
    expects: Expects = NOTHING
    move: Move | None = None
    aspects: tuple[Aspect, ...] | None = None
    about: tuple[Subject, ...] | None = None
    faq: str | None = None
    """The frequently asked question that it asks."""

    @property
    def key(self) -> tuple[str, ...]:
        """Orders examples, whatever file they came from."""
        expects = self.expects
        return (
            self.text,
            expects.asked or "",
            expects.subject or "",
            self.move or "",
            ".".join(self.aspects or ()),
            ".".join(self.about or ()),
            self.faq or "",
            *self.intents,
        )


def read_example(text: str, intent: str, metadata: Mapping[str, Any]) -> Example:
    """An example as it stands in `nlu/data`; raises ValueError where its metadata name what is not known."""
    if unknown := metadata.keys() - _FIELDS:
        raise ValueError(f"{text}: examples have no {', '.join(sorted(unknown))}")
    intents = tuple(metadata.get("intents") or (intent,))
    asked, subject = metadata.get("asked"), metadata.get("subject")
    # YAML 1.1 takes an unquoted yes for a truth.
    asked = Asked.YES if asked is True else asked
    expects = Expects(Asked(asked) if asked else None, Subject(subject) if subject else None)
    move = Move(metadata["move"]) if metadata.get("move") else find_usual_move(intents)
    aspects, about = _read_aspects(metadata), _read_about(metadata)
    if aspects is None:
        aspects = find_usual_aspects(intents, move)
    if about is None:
        about = find_usual_about(intents, move, expects.subject)
    return Example(text, intents, expects, move, aspects, about, metadata.get("faq"))


def _read_aspects(metadata: Mapping[str, Any]) -> tuple[Aspect, ...] | None:
    named = metadata.get("aspects")
    if named is not None and not isinstance(named, list):
        raise ValueError(f"aspects are a list, not {named!r}")
    return None if named is None else tuple(sorted({Aspect(one) for one in named}))


def _read_about(metadata: Mapping[str, Any]) -> tuple[Subject, ...] | None:
    named = metadata.get("about")
    if named is None or named == _NO_SUBJECT:
        return None if named is None else ()
    return (Subject(named),)


def order(examples: Iterable[Example]) -> list[Example]:
    """Each example once, in an order that does not hang on the files'."""
    return sorted(set(examples), key=lambda example: example.key)
