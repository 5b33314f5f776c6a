"""Plays a conversation with the handlers as Rasa drives them: its form's loop, its slots, and who asks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import load_knowledge
from actions.rasa_actions import (
    ActionAnswer,
    ActionAnswerChosenClaim,
    ActionAskChosenClaim,
    ActionAskTaskDone,
    ActionFinishTask,
    ActionOfferMeanings,
    Handlers,
    ValidateClaimChoiceForm,
    ValidateTaskForm,
    join_handlers,
)
from actions.tasks.forms import FORM
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.beijing import BEIJING

KNOWLEDGE = load_knowledge()
DIALOGUE = "a-dialogue"
NOW = datetime(2026, 3, 18, 9, 30, tzinfo=BEIJING)
"""A Wednesday morning of the day that the invented people are made for."""


@dataclass
class ActionTalk:
    """One member's conversation; `say` gives what was answered, `choices` what may be tapped, `needs` what the bot does."""

    claims: ClaimsDatabase
    member: MemberId
    slots: dict[str, Any] = field(default_factory=dict)
    form: str = ""
    choices: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    now: datetime = NOW

    async def say(self, text: str, intent: str = "inform", **entities: str) -> str:
        """Says something that was understood in this way."""
        handlers = join_handlers(self.claims, KNOWLEDGE, lambda: self.now)
        message = {
            "text": text,
            "intent": {"name": intent},
            "intents": [] if intent == "nlu_fallback" else [intent],
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "metadata": {"pass": handlers.passes.write(DIALOGUE, {"member_id": self.member})},
        }
        dispatcher = CollectingDispatcher()
        await self._turn(handlers, dispatcher, message)
        said = [one["custom"] for one in dispatcher.messages]
        self.choices = [choice["text"] for one in said for choice in one["choices"]]
        self.needs = [need for one in said for need in one["needs"]]
        return "\n".join(one["text"] for one in said)

    async def _turn(
        self, handlers: Handlers, dispatcher: CollectingDispatcher, message: dict[str, Any]
    ) -> None:
        if self.form == FORM:
            await self._run(ValidateTaskForm(handlers), dispatcher, message, {"task_done": message["text"]})
            if self.slots.get("task_done"):
                self.form = ""
                await self._run(ActionFinishTask(handlers), dispatcher, message)
        elif self.form:
            said = {"chosen_claim": message["text"]}
            await self._run(ValidateClaimChoiceForm(handlers), dispatcher, message, said)
            if self.slots.get("chosen_claim"):
                self.form = ""
                await self._run(ActionAnswerChosenClaim(handlers), dispatcher, message)
        elif message["intent"]["name"] == "nlu_fallback":
            await self._run(ActionOfferMeanings(handlers), dispatcher, message)
        else:
            await self._run(ActionAnswer(handlers), dispatcher, message)
        if self.form:
            asking = ActionAskTaskDone if self.form == FORM else ActionAskChosenClaim
            await self._run(asking(handlers), dispatcher, message)

    async def _run(
        self,
        action: Any,
        dispatcher: CollectingDispatcher,
        message: dict[str, Any],
        asked: dict[str, Any] | None = None,
    ) -> None:
        events = [{"event": "slot", "name": name, "value": value} for name, value in (asked or {}).items()]
        tracker = Tracker(DIALOGUE, self.slots, message, events, False, None, {}, None)
        for event in await action.run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "followup":
                self.form = event["name"]
