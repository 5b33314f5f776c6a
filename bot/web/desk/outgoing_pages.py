"""The page of the centre's own systems: what does not get through, and 再试; what comes in, up to when; their keys."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.api_keys import SCOPES, ApiKeys
from bot.desk.feeds import KINDS, FeedWatch
from bot.desk.outgoing import EVENTS, MISHAPS, OutgoingDesk
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.routing import Router

_ADDRESS = "/console/outgoing"
_REVOKING = f"{_ADDRESS}/revoke"


@dataclass(frozen=True)
class OutgoingPages:
    """`/console/outgoing`."""

    guard: Guard
    outgoing: OutgoingDesk
    feeds: FeedWatch
    keys: ApiKeys

    def router(self) -> APIRouter:
        supervise = [require(self.guard.page(StaffAct.SUPERVISE), StaffAct.SUPERVISE)]
        router = Router()
        router.add_api_route(_ADDRESS, self.show, methods=["GET"], dependencies=supervise)
        router.add_api_route(_ADDRESS, self.retry, methods=["POST"], dependencies=supervise)
        router.add_api_route(_REVOKING, self.revoke, methods=["POST"], dependencies=supervise)
        return router

    async def show(self, request: Request) -> Response:
        """How it stands."""
        return await self._show(request)

    async def retry(self, request: Request, key: Annotated[str, Form(max_length=36)] = "") -> Response:
        """One of them once more, or all."""
        try:
            if key:
                await self.outgoing.retry(key, staff_of(request))
            else:
                await self.outgoing.retry_all(staff_of(request))
        except StaffRefusal as refusal:
            return await self._show(request, refusal)
        return RedirectResponse(_ADDRESS, 303)

    async def revoke(self, request: Request, name: Annotated[str, Form(max_length=40)]) -> Response:
        """From now on that key is good for nothing."""
        try:
            await self.keys.revoke(name, by=f"staff:{staff_of(request).login}")
        except StaffRefusal as refusal:
            return await self._show(request, refusal)
        return RedirectResponse(_ADDRESS, 303)

    async def _show(self, request: Request, refusal: StaffRefusal | None = None) -> Response:
        standing, stuck = await self.outgoing.find()
        feeds, still = await self.feeds.find_all()
        told: dict[str, Any] = {
            "standing": standing,
            "stuck": stuck,
            "feeds": feeds,
            "still": still,
            "kinds": KINDS,
            "keys": await self.keys.find_all(),
            "scopes": SCOPES,
            "is_sent": self.outgoing.is_sent,
            "mishaps": MISHAPS,
            "events": EVENTS,
            "words": refusal.words if refusal else "",
        }
        return show_page(request, "desk/outgoing.html", told, refusal.status if refusal else 200)
