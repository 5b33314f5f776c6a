"""Lets a newcomer be any of the invented members, at one click; only where `DEMO` is on."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse

from bot.conversation.chat_history import ChatHistory
from bot.conversation.members.identity import IdentityCheck
from bot.errors import BadRequest
from bot.members.database import ClaimsDatabase
from bot.members.demonstration import DemoPerson, demo_people, find_demo_key, find_demo_member
from bot.records.members.identity import find_linked_member
from bot.web.channels.chat import VisitorId
from bot.web.routing import Router


@dataclass(frozen=True)
class Demonstration:
    """Who one may be, and becoming it."""

    claims: ClaimsDatabase
    history: ChatHistory
    identity: IdentityCheck

    def router(self) -> APIRouter:
        router = Router(prefix="/api/demo")
        router.add_api_route("/people", self.get_people, methods=["GET"])
        router.add_api_route("/identity", self.post_identity, methods=["POST"])
        return router

    async def get_people(self, visitor: VisitorId) -> JSONResponse:
        """Everybody one may be, and who one is."""
        conversation_id = await self.history.open(visitor)
        async with self.history.records.begin() as session:
            linked = await find_linked_member(session, conversation_id)
        current = await find_demo_key(self.claims, linked) if linked is not None else None
        return JSONResponse({"people": [_json(person) for person in demo_people()], "current": current})

    async def post_identity(
        self, visitor: Annotated[VisitorId, Body()], key: Annotated[str | None, Body()] = None
    ) -> JSONResponse:
        """Becomes one of them, or nobody."""
        member_id = await find_demo_member(self.claims, key) if key is not None else None
        if key is not None and member_id is None:
            raise BadRequest("no such person")
        await self.identity.link_directly(await self.history.open(visitor), member_id, "demo")
        return await self.get_people(visitor)


def _json(person: DemoPerson) -> dict[str, str]:
    return {
        "key": person.key,
        "name": person.name,
        "id_number": person.id_number,
        "card_tail": person.card_tail,
        "summary": person.summary,
    }
