"""The page where a member hands in photographs of papers."""

from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import UploadFile

from bot.conversation.papers import Papers, PapersView
from bot.conversation.wording import REFUSED
from bot.web.forms import Field, FormPages, read_field
from bot.web.numbers import Count
from bot.web.routing import Router

_FORMS = FormPages("/papers")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PapersPage:
    """Shows what has come and what is missing, and takes more."""

    papers: Papers

    def router(self) -> APIRouter:
        """Its routes."""
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/papers/{token}", self.show, methods=["GET"])
        router.add_api_route("/papers/{token}", self.receive, methods=["POST"])
        router.add_api_route("/papers/{token}/loose", self.assign, methods=["POST"])
        return router

    async def show(self, request: Request, token: str) -> Response:
        """The page, if its link is still good."""
        return _page(request, token, await self.papers.look(token))

    async def receive(self, request: Request, token: str) -> Response:
        """One paper; not a byte of it is read where the link is none."""
        view = await self.papers.look(token)
        if view.state == "expired":
            return _page(request, token, view)
        async with request.form() as form:
            if not _FORMS.is_ours(request, read_field(form, "csrf")):
                return _page(request, token, view)
            paper, claim_number, kind = (
                form.get("paper"),
                read_field(form, "claim_number"),
                read_field(form, "kind"),
            )
            content = await paper.read() if isinstance(paper, UploadFile) else b""
        view = await self.papers.receive(token, claim_number, kind, content)
        log.info("paper_received", code=view.reason or "paper_kept")
        return _page(request, token, view)

    async def assign(
        self,
        request: Request,
        token: str,
        paper_id: Annotated[Count, Form()],
        target: Field = "",
        csrf: Field = "",
    ) -> Response:
        """Says what a paper sent into the chat is; `target` is `claim number/kind`."""
        if not _FORMS.is_ours(request, csrf):
            return _page(request, token, await self.papers.look(token))
        claim_number, _, kind = target.partition("/")
        return _page(request, token, await self.papers.assign(token, paper_id, claim_number, kind))


def _page(request: Request, token: str, view: PapersView) -> Response:
    context = {"base": f"/papers/{token}", "view": view, "words": REFUSED.get(view.reason, "")}
    status = 410 if view.state == "expired" else 422 if view.reason else 200
    return _FORMS.show(request, "papers.html", context, status)
