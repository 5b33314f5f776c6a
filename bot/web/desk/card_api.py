"""What staff do with a new payout card that waits."""

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.desk.card_changes import CardChanges
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.routing import Router


class CardBody(BaseModel):
    """Which card, what becomes of it, and how that was made sure."""

    change: int = Field(ge=1, le=2**31 - 1)
    act: Literal["confirm", "stop"]
    reason: str = Field(max_length=300)


@dataclass(frozen=True)
class CardApi:
    """`POST /console/api/tickets/{ticket_id}/card`."""

    guard: Guard
    cards: CardChanges

    def router(self) -> APIRouter:
        """Its route."""
        router = Router(prefix="/console/api")
        reveal = require(self.guard.api(StaffAct.REVEAL), StaffAct.REVEAL)
        router.add_api_route(
            "/tickets/{ticket_id}/card", self.decide, methods=["POST"], dependencies=[reveal]
        )
        return router

    async def decide(self, request: Request, ticket_id: int, body: CardBody) -> JSONResponse:
        """Lets it count, or stops it."""
        await self.cards.decide(
            ticket_id, staff_of(request), body.change, body.reason, confirm=body.act == "confirm"
        )
        return JSONResponse({"done": True})
