"""Rasa's side of the handlers: one action, which reads the message from the tracker and sends the answer back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answering
from actions.dialogue import HandledTurn, TurnTaking
from actions.expecting import find_expected
from actions.knowledge import Knowledge
from actions.passes import Passes
from actions.records_away import take_turn
from actions.talk import write_talk
from actions.tasks.forms import Forms
from actions.tracker_reading import read_question, write_understood
from claims.database import ClaimsDatabase


@dataclass(frozen=True)
class Handlers:
    """What the action calls."""

    dialogue: TurnTaking
    passes: Passes
    now: Callable[[], datetime]


def join_handlers(claims: ClaimsDatabase, knowledge: Knowledge, now: Callable[[], datetime]) -> Handlers:
    """The handlers over a claims database and a knowledge table; `now` is this moment in Beijing."""
    dialogue = TurnTaking(Answering(claims, knowledge), Forms(claims, knowledge))
    return Handlers(dialogue, Passes.from_secret(claims.sealer.hash_key, now), now)


class ActionTakeTurn(Action):
    """Takes every message. Rasa keeps nothing of it: what the conversation knows goes back to the bot."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    def name(self) -> str:
        """The name that Rasa's policy calls."""
        return "action_take_turn"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answers, and hands the memory after the answer to the bot."""
        question = read_question(tracker, self._handlers.passes, self._handlers.now())
        turn = await take_turn(self._handlers.dialogue, question)
        understood = write_understood(tracker, question)
        for part in _write(turn, understood):
            dispatcher.utter_message(json_message=part)
        return []


def _write(turn: HandledTurn, understood: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The parts of the answer that say or need something; the memory goes with the last of them."""
    said = [one.as_json() for one in turn.answers if one.text or one.needs or one.person]
    parts: list[dict[str, Any]] = said or [{"text": ""}]
    parts[0]["understood"] = understood
    parts[-1]["talk"] = write_talk(turn.talk, find_expected(turn.talk))
    parts[-1]["form"] = turn.form.as_json() if turn.form else None
    return parts


def register(executor: Any, handlers: Handlers) -> None:
    """Registers the action with rasa-sdk's executor, by name."""
    executor.register_action(ActionTakeTurn(handlers))
