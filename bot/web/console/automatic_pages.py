"""The page where notices that go out by themselves are switched on and off, each with its template."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.automatic_notices import OCCASIONS, VARIABLES, AutomaticNotice, Occasion
from bot.kernel.staff import StaffAct
from bot.kernel.templates import TemplateOffer
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
        wanted = read_text(form, "template_id", 64)
        notice = AutomaticNotice(occasion)
        try:
            content = read_content(form, await self.templates.find_fields(wanted))
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
            "stored": {one.occasion: one for one in found},
            "occasions": OCCASIONS,
            "variables": VARIABLES,
            "previews": {one.occasion: self.notices.preview(one) for one in found if one.template_id},
            "offers": offers,
            "offer_fault": fault,
            "refused": typed.occasion if typed else None,
            "words": _name_fields(refusal.words, offers) if refusal else "",
        }
        return show_page(request, "automatic_notices.html", told, refusal.status if refusal else 200)


def _name_fields(words: str, offers: Sequence[TemplateOffer]) -> str:
    """With what stands before a field in the message instead of WeChat's code for it."""
    for name, label in {field for offer in offers for field in offer.fields if field[1]}:
        words = words.replace(f"“{name}”", f"“{label}”")
    return words
