"""One turn's question and its answer, as plain values between Rasa and the handlers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from claims.values import MemberId

Need = Literal["identity", "person", "unlink", "stop_news", "want_news", "stop_service", "want_service"]


@dataclass(frozen=True)
class Question:
    """What a member asks in one message, with what was said before it.

    `programmes` come from this message, `context_programmes` from an earlier one; `asked_intents` are those
    of the last question that was answered. `kept_task` is a form that was put aside.
    """

    text: str
    intents: tuple[str, ...]
    programmes: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]]
    member: MemberId | None
    today: date
    context_programmes: tuple[str, ...] = ()
    asked_intents: tuple[str, ...] = ()
    offered_claims: tuple[str, ...] = ()
    kept_task: Mapping[str, Any] | None = None

    def named(self, entity: str) -> str | None:
        """The first value of an entity type in this message."""
        return next(iter(self.entities.get(entity, ())), None)


@dataclass(frozen=True)
class Choice:
    """A tappable reply."""

    title: str
    text: str


@dataclass(frozen=True)
class Fact:
    """The row that a figure was read from, and when that row was last changed."""

    source: str
    as_of: datetime | date


@dataclass(frozen=True)
class Answer:
    """What to say, from which rows, and what the conversation needs besides."""

    text: str
    choices: tuple[Choice, ...] = ()
    facts: tuple[Fact, ...] = ()
    needs: tuple[Need, ...] = ()
    reason: str | None = None
    remember: Mapping[str, Any] = field(default_factory=dict)
    start_form: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer as the bot reads it from Rasa's REST channel."""
        return {
            "text": self.text,
            "choices": [{"title": choice.title, "text": choice.text} for choice in self.choices],
            "facts": [{"source": fact.source, "as_of": fact.as_of.isoformat()} for fact in self.facts],
            "needs": list(self.needs),
            "reason": self.reason,
        }
