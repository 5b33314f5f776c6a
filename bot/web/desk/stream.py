"""Tells open consoles that a ticket changed and who looks at it; the messages themselves are not sent this way."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.desk.live import Live
from bot.desk.presence import Presence
from bot.kernel.conversation.viewers import TicketViewer
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.records.conversation.ticket_changes import TicketChange
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id, Place, read_last_seen
from bot.web.routing import Router

_PING_SECONDS = 15
_LOOK_AGAIN_SECONDS = 10.0
_LONGEST = timedelta(minutes=10)


class PresenceBody(BaseModel):
    """Whether somebody types."""

    typing: bool = False


@dataclass(frozen=True)
class ConsoleStream:
    """`GET /console/api/stream`, and what a console says of itself."""

    guard: Guard
    live: Live
    presence: Presence
    clock: Callable[[], datetime]

    def router(self) -> APIRouter:
        router = Router(prefix="/console/api")
        answer = require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)
        router.add_api_route("/stream", self.get_stream, methods=["GET"], dependencies=[answer])
        router.add_api_route(
            "/tickets/{ticket_id}/presence", self.look, methods=["POST"], dependencies=[answer]
        )
        return router

    async def get_stream(self, request: Request, after: Place = 0) -> EventSourceResponse:
        """Changes from now on, after those that were missed; `Last-Event-ID` wins over `after`."""
        events = self.follow(staff_of(request), read_last_seen(request, after))
        return EventSourceResponse(events, ping=_PING_SECONDS)

    async def look(self, request: Request, ticket_id: Id, body: PresenceBody) -> Response:
        """Says that somebody has the ticket on their screen, and tells those who look at it too."""
        staff = staff_of(request)
        await self.presence.note(ticket_id, TicketViewer(staff.id, staff.name, body.typing, self.clock()))
        self.live.tell(ticket_id)
        return Response(status_code=204)

    async def follow(self, staff: StaffMember, after: int) -> AsyncIterator[ServerSentEvent]:
        """The events of one open console; it ends after a while, so that the guard looks at who it is again."""
        until = self.clock() + _LONGEST
        async with self.live.listen() as queue:
            missed = await self.live.find_after(after) if after else []
            yield _event("hello", {"seq": max([after, *(one.seq for one in missed)])})
            for one in missed:
                yield _change(one)
            while self.clock() < until:
                await self.presence.note(0, TicketViewer(staff.id, staff.name, False, self.clock()))
                try:
                    async with asyncio.timeout(_LOOK_AGAIN_SECONDS):
                        change = await queue.get()
                except TimeoutError:
                    continue
                if queue.full():
                    yield _event("hello", {"seq": after})
                yield await self._look(staff, change) if isinstance(change, int) else _change(change)

    async def _look(self, staff: StaffMember, ticket_id: int) -> ServerSentEvent:
        people = await self.presence.find(ticket_id, self.clock())
        others = [{"name": one.name, "typing": one.is_typing} for one in people if one.staff_id != staff.id]
        return _event("presence", {"ticket": ticket_id, "people": others})


def _change(change: TicketChange) -> ServerSentEvent:
    data = {
        "seq": change.seq,
        "kind": change.kind,
        "ticket": change.ticket_id,
        "conversation": change.conversation_id,
    }
    return _event("changed", data, change.seq)


def _event(name: str, data: Mapping[str, object], seq: int | None = None) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(data), event=name, id=str(seq) if seq is not None else None)
