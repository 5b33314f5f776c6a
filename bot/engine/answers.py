"""What Rasa said in one turn, as plain values, parsed from its REST channel's JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.errors import EngineUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.understanding import Understood
from vocabulary.form_pages import FormShown
from vocabulary.needs import Need
from vocabulary.tickets import TicketDesk, TicketReason


@dataclass(frozen=True)
class Turn:
    """One turn's answer: what to say, what the dialogue needs done, and why a person is needed."""

    spoken: tuple[Spoken, ...]
    needs: frozenset[Need] = frozenset()
    person: Handoff | None = None
    understood: Understood | None = None
    is_small_talk: bool = False
    """Nothing was asked that has an answer."""
    talk: str = ""
    """What the conversation knows after it, to be kept with the answer; empty where that did not change."""
    form: FormShown | None = None
    """The form as its page shows it, where the page spoke."""


class _ChoiceJson(BaseModel):
    title: str
    text: str


class _PersonJson(BaseModel):
    reason: TicketReason
    desk: TicketDesk = TicketDesk.GENERAL
    about: str = ""


class _Custom(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = ""
    choices: tuple[_ChoiceJson, ...] = ()
    needs: tuple[Need, ...] = ()
    person: _PersonJson | None = None
    facts: tuple[dict[str, Any], ...] = ()
    failure: str | None = None
    understood: Understood | None = None
    small_talk: bool = False
    talk: str = ""
    form: FormShown | None = None


class _Part(BaseModel):
    text: str | None = None
    custom: _Custom | None = None


_PARTS: TypeAdapter[list[_Part]] = TypeAdapter(Annotated[list[_Part], Field(min_length=1)])


def parse_turn(body: bytes) -> Turn:
    """Reads the REST channel's answer.

    An empty list and a handler's failure are both outages: Rasa answers 200 with what it had collected
    so far when handling fails, and half an answer is worse than an apology.
    """
    try:
        parts = _PARTS.validate_json(body)
    except ValidationError as fault:
        raise EngineUnavailable("empty or unreadable answer") from fault
    customs = [part.custom or _Custom(text=part.text or "") for part in parts]
    failure = next((custom.failure for custom in customs if custom.failure), None)
    if failure:
        raise EngineUnavailable(failure)
    spoken = tuple(_spoken(custom) for custom in customs if custom.text)
    needs = frozenset(need for custom in customs for need in custom.needs)
    person = next((custom.person for custom in customs if custom.person), None)
    form = customs[-1].form
    if not spoken and not needs and not person and not form:
        raise EngineUnavailable("nothing was said")
    return Turn(
        spoken,
        needs,
        Handoff(person.reason, person.desk, person.about) if person else None,
        next((custom.understood for custom in customs if custom.understood), None),
        is_small_talk=all(custom.small_talk for custom in customs),
        talk=customs[-1].talk,
        form=form,
    )


def _spoken(custom: _Custom) -> Spoken:
    facts: tuple[Mapping[str, Any], ...] = custom.facts
    choices = tuple(Choice(choice.title, choice.text) for choice in custom.choices)
    return Spoken(Reply(custom.text, choices), facts=facts)
