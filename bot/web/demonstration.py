"""Lets a newcomer be any of the invented members, at one click; only where `DEMO` is on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse

from bot.conversation.chat_history import ChatHistory
from bot.conversation.identity import IdentityPages
from bot.errors import BadRequest
from bot.records.identity import find_linked_member
from bot.web.chat import VisitorId
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_members


@dataclass(frozen=True)
class Demonstration:
    """Who one may be, and becoming it."""

    claims: ClaimsDatabase
    history: ChatHistory
    identity: IdentityPages

    def router(self) -> APIRouter:
        """Its routes."""
        router = APIRouter(prefix="/api/demo")
        router.add_api_route("/people", self.get_people, methods=["GET"])
        router.add_api_route("/identity", self.post_identity, methods=["POST"])
        return router

    async def get_people(self, visitor: VisitorId) -> JSONResponse:
        """Everybody one may be, and who one is."""
        conversation_id = await self.history.open(visitor)
        async with self.history.records.begin() as session:
            linked = await find_linked_member(session, conversation_id)
        return JSONResponse(_people(await find_demo_members(self.claims), linked))

    async def post_identity(
        self, visitor: Annotated[VisitorId, Body()], key: Annotated[str | None, Body()] = None
    ) -> JSONResponse:
        """Becomes one of them, or nobody."""
        members = await find_demo_members(self.claims)
        if key is not None and key not in members:
            raise BadRequest("no such person")
        member_id = members[key] if key else None
        await self.identity.link_directly(await self.history.open(visitor), member_id, "demo")
        return JSONResponse(_people(members, member_id))


def _people(members: Mapping[str, int], linked: int | None) -> dict[str, Any]:
    """Everybody whom the database holds, and the key of the one that is linked."""
    current = next((key for key, member_id in members.items() if member_id == linked), None)
    people = [asdict(person) for person in demo_people() if person.key in members]
    return {"people": people, "current": current}
