"""What staff do in a conversation: take it, speak, write notes, pass it on, give it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import UploadFile

from bot.desk.canned_replies import CannedReplies
from bot.desk.disclosure import REVEALED_SECONDS, Disclosure
from bot.desk.holding import Holding
from bot.desk.live import Live
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.replying import Replying, StaffDraft
from bot.desk.thread import Threads
from bot.errors import StaffRefusal
from bot.kernel.conversation.viewers import TicketViewer
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.web.desk.shapes import show_message, show_note, show_page, show_ticket
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Count, Id
from bot.web.routing import Router
from vocabulary.tickets import TicketDesk

Key = Annotated[str, Field(min_length=8, max_length=64)]


class ReplyBody(BaseModel):
    """Words for the member."""

    key: Key
    text: str = Field(max_length=5000)
    seen: Count
    hold: bool = False
    card: str | None = Field(None, max_length=20)
    """The canned reply whose card goes with the words."""


class PictureForm(BaseModel):
    """What goes with a picture for the member."""

    key: Key
    seen: Count
    hold: bool = False


class NoteBody(BaseModel):
    """Words for colleagues."""

    key: Key
    text: str = Field(min_length=1, max_length=2000)


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


class RetryBody(BaseModel):
    """Whether it may arrive twice."""

    sure: bool = False


class PresenceBody(BaseModel):
    """Whether somebody types."""

    typing: bool = False


class RevealBody(BaseModel):
    """Which detail, and why."""

    field: str = Field(max_length=20)
    reason: str = Field(max_length=500)


class Colleagues(Protocol):
    """Knows who works here."""

    async def find(self, staff_id: int) -> StaffMember | None:
        """One account."""
        ...

    async def find_active(self) -> list[StaffMember]:
        """Everybody who may sign in."""
        ...


@dataclass(frozen=True)
class ActsApi:
    """Each act answers with what is now true."""

    guard: Guard
    holding: Holding
    replying: Replying
    disclosure: Disclosure
    queue: Queue
    threads: Threads
    presence: Presence
    live: Live
    colleagues: Colleagues
    canned: CannedReplies
    clock: Callable[[], datetime]

    def router(self) -> APIRouter:
        answer = require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)
        reveal = require(self.guard.api(StaffAct.REVEAL), StaffAct.REVEAL)
        router = Router(prefix="/console/api")
        posts: Mapping[str, Callable[..., Any]] = {
            "/tickets/{ticket_id}/take": self.take,
            "/tickets/{ticket_id}/transfer": self.transfer,
            "/tickets/{ticket_id}/snooze": self.snooze,
            "/tickets/{ticket_id}/wake": self.wake,
            "/tickets/{ticket_id}/resolve": self.resolve,
            "/tickets/{ticket_id}/replies": self.reply,
            "/tickets/{ticket_id}/pictures": self.send_picture,
            "/tickets/{ticket_id}/notes": self.note,
            "/tickets/{ticket_id}/presence": self.look,
            "/messages/{message_id}/retry": self.retry,
        }
        for path, act in posts.items():
            router.add_api_route(path, act, methods=["POST"], dependencies=[answer])
        router.add_api_route(
            "/tickets/{ticket_id}/reveal", self.reveal, methods=["POST"], dependencies=[reveal]
        )
        router.add_api_route("/staff", self.get_staff, methods=["GET"], dependencies=[answer])
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

    async def reply(self, request: Request, ticket_id: Id, body: ReplyBody) -> JSONResponse:
        """Says something to the member."""
        card = (await self.canned.find(body.card)).card if body.card else None
        draft = StaffDraft(body.key, body.text, body.seen, body.hold, card=card)
        return await self._say(request, ticket_id, draft)

    async def send_picture(self, request: Request, ticket_id: Id) -> JSONResponse:
        """Shows something to the member; read only once the guard has let it through."""
        async with request.form() as form:
            picture = form.get("picture")
            try:
                told = PictureForm.model_validate(
                    {name: value for name, value in form.items() if name != "picture"}
                )
            except ValidationError as fault:
                raise RequestValidationError(fault.errors()) from fault
            content = await picture.read() if isinstance(picture, UploadFile) else b""
        draft = StaffDraft(told.key, "", told.seen, told.hold, picture=content or b" ")
        return await self._say(request, ticket_id, draft)

    async def _say(self, request: Request, ticket_id: int, draft: StaffDraft) -> JSONResponse:
        try:
            said = await self.replying.reply(ticket_id, staff_of(request), draft)
        except StaffRefusal as refusal:
            if refusal.reason == "stale":
                refusal.more = show_page(await self.threads.read(ticket_id, after=draft.seen))
            raise
        message = await self.threads.read_message(said.id)
        return JSONResponse({"message": show_message(message)}, 201)

    async def retry(self, request: Request, message_id: Id, body: RetryBody) -> JSONResponse:
        """Sends once more what did not arrive."""
        await self.replying.retry(message_id, staff_of(request), is_sure=body.sure)
        return JSONResponse({"message": show_message(await self.threads.read_message(message_id))})

    async def note(self, request: Request, ticket_id: Id, body: NoteBody) -> JSONResponse:
        """Writes something for colleagues."""
        note = await self.replying.note(ticket_id, staff_of(request), body.key, body.text)
        return JSONResponse({"note": show_note(note)}, 201)

    async def look(self, request: Request, ticket_id: Id, body: PresenceBody) -> Response:
        """Says that somebody has the ticket on their screen, and tells those who look at it too."""
        staff = staff_of(request)
        await self.presence.note(ticket_id, TicketViewer(staff.id, staff.name, body.typing, self.clock()))
        self.live.tell(ticket_id)
        return Response(status_code=204)

    async def reveal(self, request: Request, ticket_id: Id, body: RevealBody) -> JSONResponse:
        """Shows one detail in clear for some seconds."""
        value = await self.disclosure.reveal(ticket_id, staff_of(request), body.field, body.reason)
        return JSONResponse(
            {"value": value, "seconds": REVEALED_SECONDS}, headers={"Cache-Control": "no-store"}
        )

    async def _ticket(self, request: Request, ticket_id: int) -> JSONResponse:
        line = await self.queue.find(ticket_id)
        return JSONResponse({"ticket": show_ticket(line, staff_of(request), self.clock())})
