"""The page that a warning leads to: takes back what the member did not do."""

from dataclasses import dataclass

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.members.undoing import Undoing
from bot.kernel.members.pages import PagePurpose
from bot.web.members.forms import Field
from bot.web.members.page_door import STALE, PageDoor
from bot.web.routing import Router

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class UndoPage:
    """`/unlink/…` and `/keep-card/…`: says what would be taken back, and does so at a tap."""

    undoing: Undoing
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/unlink/{token}", self.show_link, methods=["GET"])
        router.add_api_route("/unlink/{token}", self.unlink, methods=["POST"])
        router.add_api_route("/keep-card/{token}", self.show_card, methods=["GET"])
        router.add_api_route("/keep-card/{token}", self.keep_card, methods=["POST"])
        return router

    async def show_link(self, request: Request, token: str) -> Response:
        """The other chat that is linked."""
        return await self._show(request, PagePurpose.UNLINK, token)

    async def unlink(self, request: Request, token: str, csrf: Field = "") -> Response:
        """Unlinks it."""
        return await self._undo(request, PagePurpose.UNLINK, token, csrf)

    async def show_card(self, request: Request, token: str) -> Response:
        """The new card that waits."""
        return await self._show(request, PagePurpose.KEEP_CARD, token)

    async def keep_card(self, request: Request, token: str, csrf: Field = "") -> Response:
        """Throws it away."""
        return await self._undo(request, PagePurpose.KEEP_CARD, token, csrf)

    async def _show(self, request: Request, purpose: PagePurpose, token: str) -> Response:
        if stopped := await self.door.stop(request, purpose, token):
            return stopped
        view, note = await self.undoing.look(purpose, token), self.door.forms.read_note(request)
        context = {"view": view, "action": f"/{purpose}/{token}", "note": note}
        return self.door.forms.show(
            request, "members/undo.html", context, 410 if view.state == "expired" else 200
        )

    async def _undo(self, request: Request, purpose: PagePurpose, token: str, csrf: str) -> Response:
        path = f"/{purpose}/{token}"
        if stopped := await self.door.stop(request, purpose, token):
            return stopped
        if not self.door.forms.is_ours(request, csrf):
            return self.door.forms.go_on(request, path, {"words": STALE})
        view = await self.undoing.undo(purpose, token)
        log.info("taken_back", code=f"{purpose}_{view.state}")
        return self.door.forms.go_on(request, path)
