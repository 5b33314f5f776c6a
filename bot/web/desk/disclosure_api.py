"""What staff see of a member beyond the masked: a detail for some seconds, a paper, a picture. Each look is audited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from bot.desk.disclosure import REVEALED_SECONDS, Disclosure
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.pages import PRIVATE_FILE
from bot.web.desk.signed_in import Guard, require, signed_in_at, staff_of
from bot.web.numbers import Id
from bot.web.routing import Router


class RevealBody(BaseModel):
    """Which detail, and why."""

    field: str = Field(max_length=20)
    reason: str = Field(max_length=500)


@dataclass(frozen=True)
class DisclosureApi:
    """Shows, and never lets a browser keep it."""

    guard: Guard
    disclosure: Disclosure

    def router(self) -> APIRouter:
        answer = require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)
        reveal = require(self.guard.api(StaffAct.REVEAL), StaffAct.REVEAL)
        router = Router(prefix="/console/api")
        gets: Mapping[str, Callable[..., Any]] = {
            "/tickets/{ticket_id}/papers/{paper_id}": self.get_paper,
            "/pictures/{inbound_id}": self.get_picture,
        }
        for path, get in gets.items():
            router.add_api_route(path, get, methods=["GET"], dependencies=[answer])
        router.add_api_route(
            "/tickets/{ticket_id}/reveal", self.reveal, methods=["POST"], dependencies=[reveal]
        )
        return router

    async def reveal(self, request: Request, ticket_id: Id, body: RevealBody) -> JSONResponse:
        """Shows one detail in clear for some seconds."""
        value = await self.disclosure.reveal(ticket_id, staff_of(request), body.field, body.reason)
        return JSONResponse(
            {"value": value, "seconds": REVEALED_SECONDS}, headers={"Cache-Control": "no-store"}
        )

    async def get_paper(self, request: Request, ticket_id: Id, paper_id: Id) -> Response:
        """A paper of this ticket's member."""
        media_type, content = await self.disclosure.open_paper(
            ticket_id, staff_of(request), paper_id, signed_in_at(request)
        )
        return Response(content, media_type=media_type, headers=PRIVATE_FILE)

    async def get_picture(self, request: Request, inbound_id: Id) -> Response:
        """A picture that a member sent into the chat, drawn anew."""
        media_type, content = await self.disclosure.open_picture(
            inbound_id, staff_of(request), signed_in_at(request)
        )
        return Response(content, media_type=media_type, headers=PRIVATE_FILE)
