"""The page where a chat is linked to a membership."""

from dataclasses import dataclass

import structlog
from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.identity import IdentityCheck, Outcome
from bot.conversation.turns import Turns
from bot.web.forms import Field, FormPages
from bot.web.routing import Router

_STATUS = {"form": 200, "failed": 200, "done": 200, "locked": 429, "expired": 410}
_FORMS = FormPages("/bind")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class IdentityPage:
    """Shows the form, and takes tries."""

    identity: IdentityCheck
    turns: Turns

    def router(self) -> APIRouter:
        """Its routes."""
        router = Router()
        router.add_api_route("/bind/{token}", self.show_form, methods=["GET"], response_class=HTMLResponse)
        router.add_api_route("/bind/{token}", self.submit_form, methods=["POST"], response_class=HTMLResponse)
        return router

    async def show_form(self, request: Request, token: str) -> Response:
        """The form, if its link is still good."""
        return _page(request, await self.identity.look(token))

    async def submit_form(
        self,
        request: Request,
        background: BackgroundTasks,
        token: str,
        name: Field = "",
        id_number: Field = "",
        card_tail: Field = "",
        csrf: Field = "",
    ) -> Response:
        """One try; on success the question that waited is answered in the chat."""
        if not _FORMS.is_ours(request, csrf):
            return _page(request, await self.identity.look(token), name)
        outcome = await self.identity.try_link(token, name, id_number, card_tail)
        log.info("identity_tried", code=f"identity_{outcome.state}", conversation=outcome.conversation_id)
        if outcome.conversation_id and outcome.resumed:
            background.add_task(self.turns.work_up_to, outcome.conversation_id, outcome.resumed)
        return _page(request, outcome, name)


def _page(request: Request, outcome: Outcome, name: str = "") -> Response:
    context = {"state": outcome.state, "tries_left": outcome.tries_left, "name": name}
    return _FORMS.show(request, "bind.html", context, _STATUS[outcome.state])
