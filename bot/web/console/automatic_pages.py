"""The page where notices that go out by themselves are switched on and off, each with its template."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.automatic_notices import OCCASIONS, VARIABLES, AutomaticNotice, Occasion
from bot.kernel.staff import StaffAct
from bot.outreach.automatic_notices import AutomaticNotices
from bot.web.console.outreach_forms import read_content, read_text
from bot.web.console.outreach_templates import OfferedTemplates
from bot.web.console.pages import show_page
from bot.web.console.seats import Doorkeeper, seat, staff_of


@dataclass(frozen=True)
class AutomaticPages:
    """`/console/automatic-notices`."""

    guard: Doorkeeper
    notices: AutomaticNotices
    templates: OfferedTemplates

    def router(self) -> APIRouter:
        """Its routes."""
        page = [seat(self.guard.page(StaffAct.APPROVE_OUTREACH), StaffAct.APPROVE_OUTREACH)]
        router = APIRouter(prefix="/console/automatic-notices")
        router.add_api_route("", self.show, methods=["GET"], dependencies=page)
        router.add_api_route("/{occasion}", self.change, methods=["POST"], dependencies=page)
        return router

    async def show(self, request: Request) -> Response:
        """All of them."""
        return await self._show(request)

    async def change(self, request: Request, occasion: Occasion) -> Response:
        """One of them, as it was filled in."""
        form = await request.form()
        offers, _ = await self.templates.find()
        wanted = read_text(form, "template_id", 64)
        fields = [name for one in offers if one.template_id == wanted for name, _ in one.fields]
        notice = AutomaticNotice(occasion)
        try:
            content = read_content(form, fields)
            notice = AutomaticNotice(
                occasion, read_text(form, "is_on") == "yes", wanted, content.fields, content.url
            )
            await self.notices.change(staff_of(request), notice)
        except StaffRefusal as refusal:
            return await self._show(request, notice, refusal)
        return RedirectResponse(f"/console/automatic-notices#{occasion}", 303)

    async def _show(
        self, request: Request, typed: AutomaticNotice | None = None, refusal: StaffRefusal | None = None
    ) -> Response:
        offers, fault = await self.templates.find()
        found = await self.notices.find_all()
        told = {
            "found": [typed if typed and one.occasion is typed.occasion else one for one in found],
            "occasions": OCCASIONS,
            "variables": VARIABLES,
            "previews": {one.occasion: self.notices.preview(one) for one in found if one.template_id},
            "offers": offers,
            "offer_fault": fault,
            "refused": typed.occasion if typed else None,
            "words": refusal.words if refusal else "",
        }
        return show_page(request, "automatic_notices.html", told, refusal.status if refusal else 200)
