"""One message to learn from: its words, what it asks, what was expected when it came, and what it does there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nlu.components.expecting import NOTHING, Expects
from vocabulary.expects import Asked, Move, Subject

_FIELDS = frozenset({"intents", "asked", "subject", "move"})
_USUAL_MOVES = {
    "inform": Move.GIVE,
    "affirm": Move.AGREE,
    "deny": Move.REFUSE,
    "cancel": Move.STOP,
    "greet": Move.COURTESY,
    "goodbye": Move.COURTESY,
    "thank": Move.COURTESY,
}
_NO_USUAL_MOVE = {"complain", "crisis"}
"""Anger and danger may ask or only tell."""


@dataclass(frozen=True)
class Example:
    """`move` is None where nobody said it and the intents do not tell."""

    text: str
    intents: tuple[str, ...]
    expects: Expects = NOTHING
    move: Move | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Orders examples, whatever file they came from."""
        expects = self.expects
        return (
            self.text,
            expects.asked or "",
            expects.subject or "",
            self.move or "",
            *self.intents,
        )


def read_example(text: str, intent: str, metadata: Mapping[str, Any]) -> Example:
    """An example as it stands in `nlu/data`; raises ValueError where its metadata name what is not known."""
    if unknown := metadata.keys() - _FIELDS:
        raise ValueError(f"{text}: examples have no {', '.join(sorted(unknown))}")
    intents = tuple(metadata.get("intents") or (intent,))
    asked, subject, move = (metadata.get(field) for field in ("asked", "subject", "move"))
    # YAML 1.1 takes an unquoted yes for a truth.
    asked = Asked.YES if asked is True else asked
    expects = Expects(Asked(asked) if asked else None, Subject(subject) if subject else None)
    return Example(text, intents, expects, Move(move) if move else find_usual_move(intents))


def find_usual_move(intents: tuple[str, ...]) -> Move | None:
    """What messages of these intents do where no context says otherwise."""
    moves = {_USUAL_MOVES.get(intent, Move.ASK) for intent in intents if intent not in _NO_USUAL_MOVE}
    return moves.pop() if len(moves) == 1 else Move.ASK if Move.ASK in moves else None


def order(examples: Iterable[Example]) -> list[Example]:
    """Each example once, in an order that does not hang on the files'."""
    return sorted(set(examples), key=lambda example: example.key)
