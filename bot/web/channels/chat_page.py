"""The page of the web chat."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.wording import GREETING, STARTERS
from bot.web.routing import Router
from bot.web.templating import TEMPLATES


@dataclass(frozen=True)
class ChatPage:
    """The web chat; with the invented members beside it in a demonstration."""

    demo: bool

    def router(self) -> APIRouter:
        """Its one route."""
        router = Router()
        router.add_api_route("/", self.show, methods=["GET"], response_class=HTMLResponse)
        return router

    async def show(self, request: Request) -> Response:
        """The page itself; what is said comes over the JSON API."""
        context = {"demo": self.demo, "starters": STARTERS, "greeting": GREETING}
        return TEMPLATES.TemplateResponse(request, "channels/chat.html", context)
