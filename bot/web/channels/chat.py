"""The web chat: the same conversation path as WeChat, for the page and for scripted conversations."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.conversation.chat_history import ChatHistory
from bot.conversation.reception import MAX_CHARACTERS
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom, say_away
from bot.kernel.conversation.conversations import Utterance
from bot.kernel.conversation.danger import find_danger
from bot.kernel.conversation.messages import Inbound
from bot.web.channels.newcomers import Newcomers
from bot.web.channels.webchat import WEBCHAT
from bot.web.members.page_door import PageDoor
from bot.web.numbers import Place, read_last_seen
from bot.web.routing import Router

PATIENCE_SECONDS = 25.0
_DATABASE_PATIENCE_SECONDS = 4.0
_LOOK_AGAIN_SECONDS = 15.0
_LOOK_SECONDS = 1.0

VisitorId = Annotated[str, Field(min_length=1, max_length=100)]


class Message(BaseModel):
    """What a visitor says; `message_id` makes a repeated send harmless."""

    visitor: VisitorId
    text: str = Field(max_length=MAX_CHARACTERS * 4)
    message_id: str | None = Field(None, min_length=1, max_length=100)


@dataclass(frozen=True)
class WebChat:
    """The JSON API of the web chat."""

    reception: WaitingRoom
    turns: Turns
    history: ChatHistory
    newcomers: Newcomers
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(prefix="/api/chat")
        router.add_api_route("/messages", self.post_message, methods=["POST"])
        router.add_api_route("/messages", self.get_messages, methods=["GET"])
        router.add_api_route("/stream", self.get_stream, methods=["GET"])
        return router

    async def post_message(self, request: Request, message: Message) -> JSONResponse:
        """Says something, and waits for the answer; `said` is what is kept of it, where numbers were masked."""
        before = await self._find_standing(message.visitor)
        self.newcomers.admit(request, message.text, is_known=before is not None)
        message_id = message.message_id or secrets.token_urlsafe(12)
        inbound = Inbound(
            channel=WEBCHAT.name,
            address=message.visitor,
            key=f"web:{message.visitor}:{message_id}",
            kind="text",
            text=message.text,
            sent_at=datetime.now(UTC),
            details={"message_id": message_id},
        )
        accepted = await self.reception.accept(inbound, _DATABASE_PATIENCE_SECONDS)
        if accepted is None:
            # Kept all the same; the page may send it once more, under the same number.
            if not find_danger(inbound.text):
                raise HTTPException(503)
            away = {"id": f"away:{message_id}", "text": say_away(inbound), "choices": [], "links": []}
            return JSONResponse({"replies": [away], "status": "bot"})
        answers = await self.turns.answer_inline(accepted, PATIENCE_SECONDS) or []
        status = await self.history.find_status(accepted.conversation.id)
        if status == "waiting" and before != "waiting":
            self.newcomers.note_ticket(request)
        inbound = accepted.received.inbound
        kept = {"said": inbound.text} if inbound.details.get("masked") else {}
        told = {"replies": [_reply_json(one) for one in answers], "status": status, **kept}
        answer = JSONResponse(told)
        self.door.know_chat(request, answer, message.visitor)
        return answer

    async def _find_standing(self, visitor: str) -> str | None:
        """Their conversation's status, None for newcomers; while the database is away nobody is one."""
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                return await self.history.find_standing(visitor)
        except (SQLAlchemyError, OSError, TimeoutError):
            return "bot"

    async def get_messages(
        self, visitor: VisitorId, before: Place | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 30
    ) -> JSONResponse:
        """What was said, oldest first, up to `before`."""
        said, more, status = await self.history.find_page(visitor, before, limit)
        return JSONResponse(
            {"messages": [message_json(*one) for one in said], "more": more, "status": status}
        )

    async def get_stream(self, request: Request, visitor: VisitorId, after: Place = 0) -> EventSourceResponse:
        """What is said from now on, as server-sent events; `Last-Event-ID` wins over `after`."""
        return EventSourceResponse(self._follow(visitor, read_last_seen(request, after)), ping=20)

    async def _follow(self, visitor: str, after: int) -> AsyncIterator[ServerSentEvent]:
        conversation_id = await self.history.open(visitor)
        status = None
        async with self.history.wake_ups.watch(conversation_id) as watcher:
            while True:
                watcher.clear()
                for utterance, message_id in await self.history.find_after(conversation_id, after):
                    after = utterance.id
                    data = JSONResponse(message_json(utterance, message_id)).body
                    yield ServerSentEvent(data=bytes(data).decode(), event="message", id=str(utterance.id))
                now = await self.history.find_status(conversation_id)
                if now != status:
                    status = now
                    yield ServerSentEvent(data=f'{{"status": "{status}"}}', event="status")
                await _wait(watcher)


async def _wait(watcher: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_LOOK_AGAIN_SECONDS):
            await watcher.wait()
    except TimeoutError:
        pass  # Look all the same: a wake-up may be lost when Redis restarts.


def message_json(utterance: Utterance, message_id: str | None) -> dict[str, Any]:
    """One utterance for the page; `message_id` is the page's own id of what the member said."""
    return {
        **_reply_json(utterance),
        "speaker": utterance.speaker,
        "name": utterance.name,
        "at": utterance.said_at.isoformat(),
        "message_id": message_id,
    }


def _reply_json(utterance: Utterance) -> dict[str, Any]:
    reply = utterance.reply
    return {
        "id": str(utterance.id),
        "text": reply.text,
        "choices": [{"title": choice.title, "text": choice.text} for choice in reply.choices],
        "links": [{"title": link.title, "url": link.url} for link in reply.links],
        **({"picture": f"/pictures/{reply.picture}"} if reply.picture else {}),
        **({"card": {"title": reply.card.title, "url": reply.card.url}} if reply.card else {}),
    }
