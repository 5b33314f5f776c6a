"""The page where a chat is linked to a membership."""

from dataclasses import dataclass

import structlog
from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversation.members.identity import IdentityCheck
from bot.conversation.turns import Turns
from bot.conversation.wording import REFUSED, say_pause
from bot.kernel.members.pages import PagePurpose
from bot.web.members.forms import Field
from bot.web.members.page_door import STALE, PageDoor
from bot.web.routing import Router

_STATUS = {"form": 200, "done": 200, "locked": 429, "expired": 410}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class IdentityPage:
    """Shows the form, and takes tries."""

    identity: IdentityCheck
    turns: Turns
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/bind/{token}", self.show, methods=["GET"])
        router.add_api_route("/bind/{token}", self.submit, methods=["POST"])
        return router

    async def show(self, request: Request, token: str) -> Response:
        """The form while its link is good, what came of the last try, or that it is done."""
        if stopped := await self.door.stop(request, PagePurpose.IDENTITY, token):
            return stopped
        outcome, note = await self.identity.look(token), self.door.forms.read_note(request)
        faults = {field: REFUSED[reason] for field, reason in note.get("faults", {}).items()}
        context = {"outcome": outcome, "action": f"/bind/{token}", "note": note, "faults": faults}
        return self.door.forms.show(request, "members/bind.html", context, _STATUS[outcome.state])

    async def submit(
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
        path = f"/bind/{token}"
        if stopped := await self.door.stop(request, PagePurpose.IDENTITY, token):
            return stopped
        if not self.door.forms.is_ours(request, csrf):
            return self.door.forms.go_on(request, path, {"words": STALE, "name": name})
        outcome = await self.identity.try_link(token, name, id_number, card_tail)
        log.info("identity_tried", code=f"identity_{outcome.state}", conversation=outcome.conversation_id)
        if outcome.conversation_id and outcome.resumed:
            background.add_task(self.turns.work_up_to, outcome.conversation_id, outcome.resumed)
        note: dict[str, object] = {"name": name, "faults": dict(outcome.faults)}
        if outcome.state == "failed":
            note["words"] = f"没有对上，请把三项都再看一遍。还可以试 {outcome.tries_left} 次。"
        elif outcome.state == "slow":
            note["words"] = say_pause(outcome.pause)
        return self.door.forms.go_on(
            request, path, note if outcome.state in ("refused", "failed", "slow") else None
        )
