"""The page that tells members what is known of them, what it is for, and what they can do about it."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.web.routing import Router
from bot.web.templating import TEMPLATES


@dataclass(frozen=True)
class PrivacyPage:
    """`/privacy`: for everybody."""

    def router(self) -> APIRouter:
        """Its one route."""
        router = Router()
        router.add_api_route("/privacy", self.show, methods=["GET"], response_class=HTMLResponse)
        return router

    async def show(self, request: Request) -> Response:
        """The page."""
        return TEMPLATES.TemplateResponse(request, "members/privacy.html", {})
