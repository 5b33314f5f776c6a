"""The page where a member hands in photographs of papers."""

from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import UploadFile

from bot.conversation.members.papers import Papers, PapersView
from bot.conversation.wording import REFUSED
from bot.kernel.members.pages import PagePurpose
from bot.web.members.forms import Field, read_field
from bot.web.members.page_door import STALE, PageDoor
from bot.web.numbers import Count
from bot.web.routing import Router

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PapersPage:
    """Shows what has come and what is missing, and takes more."""

    papers: Papers
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/papers/{token}", self.show, methods=["GET"])
        router.add_api_route("/papers/{token}", self.receive, methods=["POST"])
        router.add_api_route("/papers/{token}/loose", self.go_back, methods=["GET"])
        router.add_api_route("/papers/{token}/loose", self.assign, methods=["POST"])
        return router

    async def show(self, request: Request, token: str) -> Response:
        """The page, if its link is still good."""
        if stopped := await self.door.stop(request, PagePurpose.PAPERS, token):
            return stopped
        view, note = await self.papers.look(token), self.door.forms.read_note(request)
        words = REFUSED.get(note.get("reason", ""), note.get("words", ""))
        context = {"base": f"/papers/{token}", "view": view, "words": words, "kept": note.get("kept", False)}
        status = 410 if view.state == "expired" else 422 if words else 200
        return self.door.forms.show(request, "members/papers.html", context, status)

    async def go_back(self, request: Request, token: str) -> Response:
        """To the page itself: this address only takes forms."""
        return self.door.forms.go_on(request, f"/papers/{token}")

    async def receive(self, request: Request, token: str) -> Response:
        """One paper; not a byte of it is read where the link is none, or another's."""
        if stopped := await self.door.stop(request, PagePurpose.PAPERS, token):
            return stopped
        if (await self.papers.look(token)).state == "expired":
            return self.door.forms.go_on(request, f"/papers/{token}")
        async with request.form() as form:
            if not self.door.forms.is_ours(request, read_field(form, "csrf")):
                return self.door.forms.go_on(request, f"/papers/{token}", {"words": STALE})
            paper, claim_number, kind = (
                form.get("paper"),
                read_field(form, "claim_number"),
                read_field(form, "kind"),
            )
            content = await paper.read() if isinstance(paper, UploadFile) else b""
        view = await self.papers.receive(token, claim_number, kind, content)
        log.info("paper_received", code=view.reason or "paper_kept")
        return self._go_on(request, token, view)

    async def assign(
        self,
        request: Request,
        token: str,
        paper_id: Annotated[Count, Form()],
        target: Field = "",
        csrf: Field = "",
    ) -> Response:
        """Says what a paper sent into the chat is; `target` is `claim number/kind`."""
        if stopped := await self.door.stop(request, PagePurpose.PAPERS, token):
            return stopped
        if not self.door.forms.is_ours(request, csrf):
            return self.door.forms.go_on(request, f"/papers/{token}", {"words": STALE})
        claim_number, _, kind = target.partition("/")
        return self._go_on(request, token, await self.papers.assign(token, paper_id, claim_number, kind))

    def _go_on(self, request: Request, token: str, view: PapersView) -> Response:
        note = {"reason": view.reason} if view.reason else {"kept": view.state == "open"}
        return self.door.forms.go_on(request, f"/papers/{token}", note)
