"""The page where a member changes a telephone number or a payout card, and chooses which notices to get."""

from dataclasses import dataclass

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.members.profile import ProfileChange, ProfilePage
from bot.conversation.wording import REFUSED, say_pause
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.members.pages import PagePurpose
from bot.web.members.forms import Field
from bot.web.members.page_door import STALE, PageDoor
from bot.web.routing import Router

_STATUS = {"form": 200, "done": 200, "locked": 429, "expired": 410}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ProfileForm:
    """Shows the member's details, and takes changes."""

    profile: ProfilePage
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/profile/{token}", self.show, methods=["GET"])
        router.add_api_route("/profile/{token}", self.submit, methods=["POST"])
        router.add_api_route("/profile/{token}/notices", self.go_back, methods=["GET"])
        router.add_api_route("/profile/{token}/notices", self.choose_notices, methods=["POST"])
        return router

    async def show(self, request: Request, token: str) -> Response:
        """The form while its link is good, what came of the last try, or what was changed."""
        if stopped := await self.door.stop(request, PagePurpose.PROFILE, token):
            return stopped
        view, note = await self.profile.look(token), self.door.forms.read_note(request)
        faults = {field: REFUSED[reason] for field, reason in note.get("faults", {}).items()}
        context = {"view": view, "base": f"/profile/{token}", "note": note, "faults": faults}
        return self.door.forms.show(request, "members/profile.html", context, _STATUS[view.state])

    async def go_back(self, request: Request, token: str) -> Response:
        """To the page itself: this address only takes forms."""
        return self.door.forms.go_on(request, f"/profile/{token}")

    async def submit(
        self,
        request: Request,
        token: str,
        phone: Field = "",
        payout_card: Field = "",
        id_number: Field = "",
        known_number: Field = "",
        csrf: Field = "",
    ) -> Response:
        """One change."""
        path = f"/profile/{token}"
        if stopped := await self.door.stop(request, PagePurpose.PROFILE, token):
            return stopped
        typed = {"phone": phone.strip(), "payout_card": payout_card.strip()}
        if not self.door.forms.is_ours(request, csrf):
            return self.door.forms.go_on(request, path, {"words": STALE, **typed})
        change = ProfileChange(**typed, id_number=id_number.strip(), known_number=known_number.strip())
        view = await self.profile.change(token, change)
        log.info("profile_tried", code=f"profile_{view.state}")
        note: dict[str, object] = {**typed, "faults": dict(view.faults)}
        if view.state == "failed":
            note["words"] = f"身份证号或核对的号码没有对上，什么都没有改。还可以试 {view.tries_left} 次。"
        elif view.state == "slow":
            note["words"] = say_pause(view.pause)
        return self.door.forms.go_on(
            request, path, note if view.state in ("refused", "failed", "slow") else None
        )

    async def choose_notices(
        self,
        request: Request,
        token: str,
        shown: Field = "",
        news: Field = "",
        service: Field = "",
        csrf: Field = "",
    ) -> Response:
        """Which notices the member wants; boxes count only where they were shown."""
        path = f"/profile/{token}"
        if stopped := await self.door.stop(request, PagePurpose.PROFILE, token):
            return stopped
        if not (self.door.forms.is_ours(request, csrf) and shown):
            return self.door.forms.go_on(request, f"{path}#notices", {"notices": STALE})
        wanted = [kind for kind, box in ((NoticeKind.NEWS, news), (NoticeKind.SERVICE, service)) if box]
        kept = await self.profile.choose_notices(token, wanted)
        return self.door.forms.go_on(request, f"{path}#notices", {"notices_kept": kept})
