"""What staff say in a conversation: words and pictures for the member, notes for colleagues."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import UploadFile

from bot.desk.canned_replies import CannedReplies
from bot.desk.replying import Replying, StaffDraft
from bot.desk.thread import Threads
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.shapes import show_message, show_note, show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Count, Id
from bot.web.routing import Router

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


class RetryBody(BaseModel):
    """Whether it may arrive twice."""

    sure: bool = False


@dataclass(frozen=True)
class ReplyingApi:
    """Each act answers with what was said."""

    guard: Guard
    replying: Replying
    threads: Threads
    canned: CannedReplies

    def router(self) -> APIRouter:
        answer = require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)
        router = Router(prefix="/console/api", dependencies=[answer])
        posts: Mapping[str, Callable[..., Any]] = {
            "/tickets/{ticket_id}/replies": self.reply,
            "/tickets/{ticket_id}/pictures": self.send_picture,
            "/tickets/{ticket_id}/notes": self.note,
            "/messages/{message_id}/retry": self.retry,
        }
        for path, act in posts.items():
            router.add_api_route(path, act, methods=["POST"])
        router.add_api_route("/canned", self.get_canned, methods=["GET"])
        return router

    async def get_canned(self) -> JSONResponse:
        """What agents say often."""
        return JSONResponse(
            [
                {
                    "id": one.short,
                    "short": one.short,
                    "title": one.title,
                    "text": one.text,
                    "card": one.card.title if one.card else None,
                }
                for one in await self.canned.find_all()
            ]
        )

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

    async def retry(self, request: Request, message_id: Id, body: RetryBody) -> JSONResponse:
        """Sends once more what did not arrive."""
        await self.replying.retry(message_id, staff_of(request), is_sure=body.sure)
        return JSONResponse({"message": show_message(await self.threads.read_message(message_id))})

    async def note(self, request: Request, ticket_id: Id, body: NoteBody) -> JSONResponse:
        """Writes something for colleagues."""
        note = await self.replying.note(ticket_id, staff_of(request), body.key, body.text)
        return JSONResponse({"note": show_note(note)}, 201)

    async def _say(self, request: Request, ticket_id: int, draft: StaffDraft) -> JSONResponse:
        try:
            said = await self.replying.reply(ticket_id, staff_of(request), draft)
        except StaffRefusal as refusal:
            if refusal.reason == "stale":
                refusal.more = show_page(await self.threads.read(ticket_id, after=draft.seen))
            raise
        message = await self.threads.read_message(said.id)
        return JSONResponse({"message": show_message(message)}, 201)
