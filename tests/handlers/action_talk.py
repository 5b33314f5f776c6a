"""Plays a conversation with the handlers as Rasa drives them: one action a message, the memory carried by the bot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import load_knowledge
from actions.rasa_actions import ActionTakeTurn, join_handlers
from actions.talk import Talk, read_talk
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.awaited import AwaitedPerson
from vocabulary.beijing import BEIJING
from vocabulary.form_pages import FormShown, FormTyped, PageWish
from vocabulary.needs import WayBack

KNOWLEDGE = load_knowledge()
DIALOGUE = "a-dialogue"
NOW = datetime(2026, 3, 18, 9, 30, tzinfo=BEIJING)
"""A Wednesday morning of the day that the invented people are made for."""


@dataclass
class ActionTalk:
    """One member's conversation; `say` gives what was answered.

    `choices` may be tapped, `needs` is what the bot does, `people` say why one is called.
    """

    claims: ClaimsDatabase
    member: MemberId
    memory: str = ""
    choices: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    people: list[dict[str, str]] = field(default_factory=list)
    now: datetime = NOW
    is_linked: bool = True
    """Whether the bot knows who it is."""
    form: dict[str, Any] | None = None
    """The form as its page shows it, where the page spoke, and what was said of it in the chat."""
    said: str = ""
    waiting: AwaitedPerson | None = None
    """Where a person is awaited, as the bot tells the handlers."""

    async def say(
        self,
        text: str,
        intent: str = "inform",
        move: str = "",
        aspects: Sequence[str] = (),
        about: str = "",
        faq: str = "",
        **entities: str,
    ) -> str:
        """Says something that was understood in this way; `aspects` are what is asked of the kind of record `about`,
        and `faq` is the frequently asked question that it asks.
        """
        return await self._send(
            {
                "text": text,
                "intent": {"name": intent},
                "intents": [] if intent == "nlu_fallback" else [intent],
                "intent_ranking": [{"name": intent, "confidence": 0.9}],
                "move_ranking": [{"name": move, "confidence": 0.9}] if move else [],
                "aspect_ranking": [{"name": one, "confidence": 0.9} for one in aspects],
                "about_ranking": [{"name": about, "confidence": 0.9}] if about else [],
                "faq_ranking": [{"name": faq, "confidence": 0.9}] if faq else [],
                "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            }
        )

    async def link(self) -> str:
        """The member has proved who they are, and no message waits: what the conversation goes on with."""
        self.is_linked = True
        return await self._send({"text": "继续", "intent": {"name": "nlu_fallback"}}, way="linked")

    async def show_picture(self) -> str:
        """The bot has kept a picture: what is asked about it."""
        return await self._send({"text": "继续", "intent": {"name": "nlu_fallback"}}, way="picture")

    async def send_voice(self) -> str:
        """The bot cannot hear it: what is asked again."""
        return await self._send({"text": "继续", "intent": {"name": "nlu_fallback"}}, way="unheard")

    async def type_on_page(self, wish: PageWish = "look", task: str = "", **words: str) -> FormShown:
        """What the page of the form shows after these words were typed into its fields."""
        self.said = await self._send({"text": "继续"}, FormTyped(wish, task, words))
        return TypeAdapter(FormShown).validate_python(self.form)

    async def send(self, message: dict[str, Any]) -> str:
        """What is answered to a message that was understood as its rankings say."""
        return await self._send(message)

    async def _send(
        self, message: dict[str, Any], page: FormTyped | None = None, way: WayBack | None = None
    ) -> str:
        handlers = join_handlers(self.claims, KNOWLEDGE, lambda: self.now)
        known = {
            "member_id": self.member if self.is_linked else None,
            "talk": self.memory,
            "waiting": self.waiting.as_json() if self.waiting else None,
            **({"page": page.as_json()} if page else {}),
            **({"way_back": way} if way else {}),
        }
        message["metadata"] = {"pass": handlers.passes.write(DIALOGUE, known)}
        dispatcher = CollectingDispatcher()
        tracker = Tracker(DIALOGUE, {}, message, [], False, None, {}, None)
        assert await ActionTakeTurn(handlers).run(dispatcher, tracker, {}) == []
        said = [one["custom"] for one in dispatcher.messages]
        self.memory, self.form = said[-1]["talk"], said[-1]["form"]
        self.choices = [choice["text"] for one in said for choice in one.get("choices", ())]
        self.needs = [need for one in said for need in one.get("needs", ())]
        self.people = [one["person"] for one in said if one.get("person")]
        return "\n".join(one["text"] for one in said)

    @property
    def talk(self) -> Talk:
        """What the conversation knows."""
        return read_talk(self.memory)
