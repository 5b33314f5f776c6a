"""All campaigns, with their calendar, and where a new one begins."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import StaffAct
from bot.kernel.outreach.campaign_calendar import find_next_month, lay_out_month, read_month
from bot.kernel.outreach.campaigns import CAMPAIGN_STATES, CampaignContent, SendingWay
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id
from bot.web.outreach.forms import read_text
from bot.web.routing import Router
from vocabulary.beijing import find_day

_BLANK = CampaignContent(NoticeKind.NEWS, SendingWay.TEMPLATE)
Month = Annotated[str, Query(max_length=7)]


@dataclass(frozen=True)
class OutreachList:
    """`/console/outreach`."""

    guard: Guard
    drafting: Drafting
    reading: OutreachReading
    switches: AutomaticSwitches

    def router(self) -> APIRouter:
        write = [require(self.guard.page(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        router = Router(prefix="/console/outreach", dependencies=write)
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("", self.create, methods=["POST"])
        router.add_api_route("/{campaign_id}/copy", self.copy, methods=["POST"])
        return router

    async def show(self, request: Request, month: Month = "") -> Response:
        """The newest campaigns, and one month of the calendar."""
        return await self._show(request, month)

    async def create(self, request: Request) -> Response:
        """A new draft."""
        name = read_text(await request.form(), "name")
        try:
            campaign_id = await self.drafting.create(staff_of(request), name, _BLANK)
        except StaffRefusal as refusal:
            return await self._show(request, "", refusal)
        return RedirectResponse(f"/console/outreach/{campaign_id}?step=audience", 303)

    async def copy(self, request: Request, campaign_id: Id) -> Response:
        """A new draft that says the same."""
        is_for_the_missed = read_text(await request.form(), "missed") == "yes"
        new = await self.drafting.copy(staff_of(request), campaign_id, is_for_the_missed=is_for_the_missed)
        return RedirectResponse(f"/console/outreach/{new}?step=audience", 303)

    async def _show(self, request: Request, month: str, refusal: StaffRefusal | None = None) -> Response:
        today = find_day(self.reading.clock())
        shown, found = read_month(month, today), await self.reading.find_all()
        told = {
            "found": found,
            "waiting_notices": await self.switches.count_waiting(),
            "weeks": lay_out_month(shown, await self.reading.find_spans(found)),
            "month": shown,
            "before": find_next_month(shown, -1),
            "after": find_next_month(shown),
            "today": today,
            "states": CAMPAIGN_STATES,
            "words": refusal.words if refusal else "",
        }
        return show_page(request, "outreach/campaigns.html", told, refusal.status if refusal else 200)
