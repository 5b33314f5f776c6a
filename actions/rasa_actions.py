"""Rasa's side of the handlers: reads the question from the tracker, and sends the answer back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answering
from actions.claim_choice import ClaimChoice
from actions.clarifying import offer_meanings
from actions.knowledge import Knowledge
from actions.passes import Passes
from actions.question import Answer, Question
from actions.relief import call_for_need
from actions.tasks.forms import FORM, Forms
from actions.tracker_reading import read_question, write_told, write_understood
from actions.visits import asks_about_booking, is_cancelling
from claims.database import ClaimsDatabase


@dataclass(frozen=True)
class Handlers:
    """What the actions call."""

    answering: Answering
    claim_choice: ClaimChoice
    tasks: Forms
    passes: Passes
    now: Callable[[], datetime]

    def read(self, tracker: Tracker) -> Question:
        """What is asked, and by whom."""
        return read_question(tracker, self.passes, self.now())


def join_handlers(claims: ClaimsDatabase, knowledge: Knowledge, now: Callable[[], datetime]) -> Handlers:
    """The handlers over a claims database and a knowledge table; `now` is this moment in Beijing."""
    return Handlers(
        Answering(claims, knowledge),
        ClaimChoice(claims, knowledge),
        Forms(claims, knowledge),
        Passes.from_secret(claims.sealer.hash_key, now),
        now,
    )


class _Answering(Action):
    """An action that answers the question at hand."""

    action_name = ""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    def name(self) -> str:
        """The name that rules use."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answers, and remembers what the answer says to remember."""
        question = self._handlers.read(tracker)
        answer = await self.answer(question, tracker)
        if answer.text or answer.needs or answer.person:
            understood = write_understood(tracker, question)
            dispatcher.utter_message(json_message={**answer.as_json(), "understood": understood})
        events: list[EventType] = [SlotSet(slot, value) for slot, value in answer.remember.items()]
        if question.tells and "told" not in answer.remember:
            events.append(SlotSet("told", write_told(question)))
        if answer.start_form:
            events.append(FollowupAction(answer.start_form))
        return events

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """The answer to the question."""
        raise NotImplementedError


class ActionAnswer(_Answering):
    """Answers everything that a message asks."""

    action_name = "action_answer"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """Each of the message's questions in turn."""
        return await self._handlers.answering.answer(question)


class ActionOfferMeanings(_Answering):
    """Offers the likeliest meanings of what was not understood, and a person the second time."""

    action_name = "action_offer_meanings"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """The two likeliest meanings as choices."""
        if question.way_back or is_cancelling(question) or asks_about_booking(question):
            return await self._handlers.answering.answer(question)
        likely = [one["name"] for one in tracker.latest_message.get("intent_ranking", []) if one.get("name")]
        offered = offer_meanings(question, likely, int(tracker.get_slot("unclear_turns") or 0))
        return replace(offered, is_small_talk=True)


class ActionAskChosenClaim(_Answering):
    """Asks which of several claims is meant."""

    action_name = "action_ask_chosen_claim"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """The claims as choices."""
        return await self._handlers.claim_choice.ask(question)


class ActionAnswerChosenClaim(_Answering):
    """Shows the claim that was chosen."""

    action_name = "action_answer_chosen_claim"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """The claim's state, and the choice forgotten."""
        return await self._handlers.claim_choice.answer(question, str(tracker.get_slot("chosen_claim")))


class ActionAskTaskDone(_Answering):
    """Asks the next thing that an open form needs."""

    action_name = "action_ask_task_done"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """The form's next question; the draft remembers that it was asked."""
        asked = await self._handlers.tasks.ask(tracker.get_slot("task"), question.today)
        if asked is None:
            return await self._handlers.answering.answer(question)
        answer, draft = asked
        return replace(answer, remember={"task": draft.as_json()})


class ActionFinishTask(_Answering):
    """Ends a form: stores it, puts it aside, or leaves it for what matters more."""

    action_name = "action_finish_task"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """What the end brought."""
        outcome, memory = tracker.get_slot("task_done"), tracker.get_slot("task")
        if outcome == "left":
            stopped = await self._handlers.tasks.finish("left", question, memory)
            answer = await self._handlers.answering.answer(question)
            return replace(answer, remember={**stopped.remember, **answer.remember})
        return await self._handlers.tasks.finish(outcome, question, memory)


class ActionStopForm(_Answering):
    """Stops what was under way."""

    action_name = "action_stop_form"

    async def answer(self, question: Question, tracker: Tracker) -> Answer:
        """Says that it stopped."""
        return Answer(
            "好，先不看了。还有别的事直接说。", remember={"chosen_claim": None, "offered_claims": None}
        )


class ValidateClaimChoiceForm(Action):
    """Finds the claim that the member's words choose."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    def name(self) -> str:
        """The name that Rasa gives to this form's validation."""
        return "validate_claim_choice_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Keeps the number of the chosen claim; an unclear choice is asked again, then given to a person."""
        question = self._handlers.read(tracker)
        said = tracker.slots_to_validate().get("chosen_claim")
        if said is None:
            return []
        chosen = await self._handlers.claim_choice.find(question, str(said))
        narrowed = [] if chosen else await self._handlers.claim_choice.narrow(question, str(said))
        return [
            SlotSet("chosen_claim", chosen),
            *([SlotSet("offered_claims", narrowed)] if narrowed else []),
        ]


class ValidateTaskForm(Action):
    """Takes a member's message while a form is open, and answers what it asks besides."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    def name(self) -> str:
        """The name that Rasa gives to this form's validation."""
        return "validate_task_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Keeps the draft; `task_done` is set once the form is over."""
        if "task_done" not in tracker.slots_to_validate():
            return []
        question = self._handlers.read(tracker)
        step = self._handlers.tasks.take(question, tracker.get_slot("task"))
        if step is None:
            return [SlotSet("task_done", "stopped")]
        asked = self._handlers.tasks.in_context(question, step.draft)
        if step.is_question:
            answer = await self._handlers.answering.answer(asked)
        elif step.help:
            answer = step.help
        elif step.outcome == "left":
            answer = Answer(step.text)
        else:
            answer = call_for_need(question, Answer(step.text, start_form=FORM))
        if answer.text or answer.person:
            dispatcher.utter_message(json_message=answer.as_json())
        await self._handlers.tasks.keep(question, step.draft)
        kept = [SlotSet(slot, value) for slot, value in answer.remember.items() if slot != "task"]
        return [*kept, SlotSet("task", step.draft.as_json()), SlotSet("task_done", step.outcome)]


def register(executor: Any, handlers: Handlers) -> None:
    """Registers every action with rasa-sdk's executor, by an explicit list."""
    for action in (
        ActionAnswer,
        ActionOfferMeanings,
        ActionAskChosenClaim,
        ActionAnswerChosenClaim,
        ActionStopForm,
        ActionAskTaskDone,
        ActionFinishTask,
    ):
        executor.register_action(action(handlers))
    executor.register_action(ValidateClaimChoiceForm(handlers))
    executor.register_action(ValidateTaskForm(handlers))
