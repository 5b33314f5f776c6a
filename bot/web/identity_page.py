"""The pages: the web chat and the identity page."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import APIRouter, BackgroundTasks, Form, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.identity import IdentityPages, Outcome
from bot.conversation.turns import Turns
from bot.conversation.wording import GREETING, STARTERS
from bot.web.templates import TEMPLATES

_CSRF_COOKIE = "huzhu_form"
_STATUS = {"form": 200, "failed": 200, "done": 200, "locked": 429, "expired": 410}

log = structlog.get_logger(__name__)

Field = Annotated[str, Form(max_length=100)]


@dataclass(frozen=True)
class Pages:
    """Server-rendered pages."""

    identity: IdentityPages
    turns: Turns
    demo: bool
    webchat: bool
    make_token: Callable[[], str] = lambda: secrets.token_urlsafe(18)

    def router(self) -> APIRouter:
        """Its routes."""
        router = APIRouter()
        if self.webchat:
            router.add_api_route("/", self.show_chat, methods=["GET"], response_class=HTMLResponse)
        router.add_api_route("/bind/{token}", self.show_form, methods=["GET"], response_class=HTMLResponse)
        router.add_api_route("/bind/{token}", self.submit_form, methods=["POST"], response_class=HTMLResponse)
        return router

    async def show_chat(self, request: Request) -> Response:
        """The web chat."""
        context = {"demo": self.demo, "starters": STARTERS, "greeting": GREETING}
        return TEMPLATES.TemplateResponse(request, "chat.html", context)

    async def show_form(self, request: Request, token: str) -> Response:
        """The identity form, if its link is still good."""
        return self._page(request, await self.identity.look(token))

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
        expected = request.cookies.get(_CSRF_COOKIE, "")
        if not expected or not hmac.compare_digest(expected.encode(), csrf.encode()):
            return self._page(request, await self.identity.look(token), name)
        outcome = await self.identity.try_link(token, name, id_number, card_tail)
        log.info("identity_tried", code=f"identity_{outcome.state}", conversation=outcome.conversation_id)
        if outcome.conversation_id and outcome.resumed:
            background.add_task(self.turns.work_up_to, outcome.conversation_id, outcome.resumed)
        return self._page(request, outcome, name)

    def _page(self, request: Request, outcome: Outcome, name: str = "") -> Response:
        csrf = self.make_token()
        context = {"state": outcome.state, "tries_left": outcome.tries_left, "csrf": csrf, "name": name}
        page = TEMPLATES.TemplateResponse(request, "bind.html", context, _STATUS[outcome.state])
        page.set_cookie(_CSRF_COOKIE, csrf, max_age=900, path="/bind", httponly=True, samesite="strict")
        page.headers["Cache-Control"] = "no-store"
        page.headers["Referrer-Policy"] = "no-referrer"
        return page
