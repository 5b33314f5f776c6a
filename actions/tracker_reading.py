"""Reads Rasa's tracker as a question: the latest message, and what is remembered of those before it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker

from actions.passes import Passes
from actions.question import Question
from claims.values import MemberId


def read_question(tracker: Tracker, passes: Passes, now: datetime) -> Question:
    """The tracker's latest message and memory as a question.

    Who asks is believed from the bot's signed pass alone; raises BadPass where there is none.
    """
    message = tracker.latest_message
    known = passes.read((message.get("metadata") or {}).get("pass"), tracker.sender_id)
    entities = _entities(message)
    intent = (message.get("intent") or {}).get("name")
    intents = tuple(message.get("intents") or ()) or ((intent,) if intent else ())
    member_id = known.get("member_id")
    told = tracker.get_slot("told")
    return Question(
        text=message.get("text") or "",
        intents=intents,
        programmes=entities.get("programme", ()),
        entities=entities,
        member=MemberId(int(member_id)) if member_id is not None else None,
        now=now,
        context_programmes=_as_tuple(tracker.get_slot("programme")),
        asked_intents=_as_tuple(tracker.get_slot("asked_intents")),
        offered_claims=_as_tuple(tracker.get_slot("offered_claims")),
        told=_read_told(told, now) if told else None,
        way_back=known.get("way_back"),
    )


def write_understood(tracker: Tracker, question: Question) -> dict[str, Any] | None:
    """What was understood of the member's words, for whoever looks over it; None where nobody spoke."""
    if question.way_back or not question.intents:
        return None
    ranking = tracker.latest_message.get("intent_ranking") or ()
    certain = {one.get("name"): float(one.get("confidence") or 0) for one in ranking}
    intents = [[name, round(certain.get(name, 0.0), 3)] for name in question.intents]
    return {"intents": intents, "programmes": list(question.programmes)}


def _entities(message: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entity in message.get("entities") or ():
        name, value = entity["entity"], str(entity["value"])
        found[name] = (*found.get(name, ()), value)
    return found


def write_told(question: Question) -> dict[str, Any]:
    """What happened, for Rasa's memory."""
    entities = {name: list(values) for name, values in question.entities.items()}
    return {"text": question.text, "entities": entities, "on": question.today.isoformat()}


def _read_told(told: Mapping[str, Any], now: datetime) -> Question | None:
    """What was told today; yesterday's "昨天" would be another day."""
    if told["on"] != now.date().isoformat():
        return None
    entities = {name: tuple(values) for name, values in told["entities"].items()}
    return Question(told["text"], (), entities.get("programme", ()), entities, None, now)


def _as_tuple(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
