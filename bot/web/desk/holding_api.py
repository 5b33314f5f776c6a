"""What staff do with a ticket: take it, pass it on, put it off, give the conversation back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.desk.holding import Holding
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.replying import Replying
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.web.desk.shapes import show_ticket
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Count, Id
from bot.web.routing import Router
from vocabulary.tickets import TicketDesk


class TransferBody(BaseModel):
    """To whom, or to which desk; a note for them."""

    desk: TicketDesk | None = None
    staff: Count | None = None
    note: str = Field("", max_length=2000)


class SnoozeBody(BaseModel):
    """For how long."""

    minutes: int = Field(ge=5, le=1440)


class ResolveBody(BaseModel):
    """How the bot goes on."""

    back: Literal["continue", "fresh"] = "continue"


class Colleagues(Protocol):
    """Knows who works here."""

    async def find(self, staff_id: int) -> StaffMember | None:
        """One account."""
        ...

    async def find_active(self) -> list[StaffMember]:
        """Everybody who may sign in."""
        ...


@dataclass(frozen=True)
class HoldingApi:
    """Each act answers with the ticket as it is now."""

    guard: Guard
    holding: Holding
    replying: Replying
    colleagues: Colleagues
    queue: Queue
    presence: Presence
    clock: Callable[[], datetime]

    def router(self) -> APIRouter:
        answer = require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)
        router = Router(prefix="/console/api", dependencies=[answer])
        posts: Mapping[str, Callable[..., Any]] = {
            "/tickets/{ticket_id}/take": self.take,
            "/tickets/{ticket_id}/transfer": self.transfer,
            "/tickets/{ticket_id}/snooze": self.snooze,
            "/tickets/{ticket_id}/wake": self.wake,
            "/tickets/{ticket_id}/resolve": self.resolve,
        }
        for path, act in posts.items():
            router.add_api_route(path, act, methods=["POST"])
        router.add_api_route("/staff", self.get_staff, methods=["GET"])
        return router

    async def get_staff(self) -> JSONResponse:
        """The colleagues who may answer, and who of them is there."""
        online = {one.staff_id for one in await self.presence.find(0, self.clock())}
        people = [one for one in await self.colleagues.find_active() if one.may(StaffAct.ANSWER)]
        return JSONResponse(
            [
                {"id": one.id, "name": one.name, "desks": list(one.desks), "online": one.id in online}
                for one in people
            ]
        )

    async def take(self, request: Request, ticket_id: Id) -> JSONResponse:
        """Takes a waiting ticket; of two who try at once one is told who was first."""
        await self.holding.take(ticket_id, staff_of(request))
        return await self._ticket(request, ticket_id)

    async def transfer(self, request: Request, ticket_id: Id, body: TransferBody) -> JSONResponse:
        """Passes a ticket on, with a note for whoever gets it."""
        staff = staff_of(request)
        to = await self.colleagues.find(body.staff) if body.staff else None
        await self.holding.pass_on(ticket_id, staff, to, body.desk)
        if body.note.strip():
            key = f"transfer:{ticket_id}:{int(self.clock().timestamp())}"
            await self.replying.note(ticket_id, staff, key, body.note)
        return await self._ticket(request, ticket_id)

    async def snooze(self, request: Request, ticket_id: Id, body: SnoozeBody) -> JSONResponse:
        """Puts a ticket out of sight for a while."""
        await self.holding.snooze(ticket_id, staff_of(request), body.minutes)
        return await self._ticket(request, ticket_id)

    async def wake(self, request: Request, ticket_id: Id) -> JSONResponse:
        """Brings a snoozed ticket back."""
        await self.holding.snooze(ticket_id, staff_of(request), None)
        return await self._ticket(request, ticket_id)

    async def resolve(self, request: Request, ticket_id: Id, body: ResolveBody) -> JSONResponse:
        """Gives the conversation back to the bot."""
        await self.holding.resolve(ticket_id, staff_of(request), body.back)
        return await self._ticket(request, ticket_id)

    async def _ticket(self, request: Request, ticket_id: int) -> JSONResponse:
        line = await self.queue.find(ticket_id)
        return JSONResponse({"ticket": show_ticket(line, staff_of(request), self.clock())})
