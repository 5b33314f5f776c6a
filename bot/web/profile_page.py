"""The page where a member changes a telephone number or a payout card, and chooses which notices to get."""

from dataclasses import dataclass

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.profile import ProfileChange, ProfilePage, ProfileView
from bot.conversation.wording import REFUSED
from bot.kernel.notices import NoticeKind
from bot.web.forms import Field, FormPages
from bot.web.routing import Router

_STATUS = {
    "form": 200,
    "notices_kept": 200,
    "refused": 422,
    "failed": 200,
    "done": 200,
    "locked": 429,
    "expired": 410,
}
_FORMS = FormPages("/profile")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ProfileForm:
    """Shows the member's details, and takes changes."""

    profile: ProfilePage

    def router(self) -> APIRouter:
        """Its routes."""
        router = Router()
        router.add_api_route("/profile/{token}", self.show_form, methods=["GET"], response_class=HTMLResponse)
        router.add_api_route(
            "/profile/{token}", self.submit_form, methods=["POST"], response_class=HTMLResponse
        )
        router.add_api_route(
            "/profile/{token}/notices", self.choose_notices, methods=["POST"], response_class=HTMLResponse
        )
        return router

    async def show_form(self, request: Request, token: str) -> Response:
        """The form, if its link is still good."""
        return _page(request, await self.profile.look(token))

    async def submit_form(
        self,
        request: Request,
        token: str,
        phone: Field = "",
        payout_card: Field = "",
        id_number: Field = "",
        card_tail: Field = "",
        csrf: Field = "",
    ) -> Response:
        """One change."""
        if not _FORMS.is_ours(request, csrf):
            return _page(request, await self.profile.look(token))
        view = await self.profile.change(token, ProfileChange(phone, payout_card, id_number, card_tail))
        log.info("profile_tried", code=f"profile_{view.state}")
        return _page(request, view, {"phone": phone, "payout_card": payout_card})

    async def choose_notices(
        self, request: Request, token: str, news: Field = "", service: Field = "", csrf: Field = ""
    ) -> Response:
        """Which notices the member wants."""
        if not _FORMS.is_ours(request, csrf):
            return _page(request, await self.profile.look(token))
        wanted = [kind for kind, box in ((NoticeKind.NEWS, news), (NoticeKind.SERVICE, service)) if box]
        return _page(request, await self.profile.choose_notices(token, wanted))


def _page(request: Request, view: ProfileView, typed: dict[str, str] | None = None) -> Response:
    context = {"view": view, "words": REFUSED.get(view.reason, ""), "typed": typed or {}}
    return _FORMS.show(request, "profile.html", context, _STATUS[view.state])
