"""Where the gateway brings what members write: the answer goes back on the same connection, or later by the messenger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom, say_away
from bot.kernel.conversation.messages import Inbound
from bot.web.routing import Router
from testing.text_messages.channel import TEXT_MESSAGES

_DATABASE_PATIENCE_SECONDS = 4.0


class WrittenText(BaseModel):
    """One message as the gateway has it."""

    id: str
    number: str
    text: str


@dataclass(frozen=True)
class TextEntrance:
    """The route that the gateway calls."""

    reception: WaitingRoom
    turns: Turns
    clock: Callable[[], datetime]
    patience_seconds: float = 5.0

    def router(self) -> APIRouter:
        """One route."""
        router = Router()
        router.add_api_route("/sms", self.take, methods=["POST"])
        return router

    async def take(self, message: WrittenText) -> list[str]:
        """The answers, if they are there in time."""
        key = f"{TEXT_MESSAGES.name}:{message.id}"
        inbound = Inbound(TEXT_MESSAGES.name, message.number, key, "text", message.text, self.clock())
        accepted = await self.reception.accept(inbound, _DATABASE_PATIENCE_SECONDS)
        if accepted is None:
            return [say_away(inbound)]
        answers = await self.turns.answer_inline(accepted, self.patience_seconds)
        return [one.signed.text for one in answers or ()]
