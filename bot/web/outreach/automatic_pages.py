"""The page where notices that go out by themselves are written, agreed to by a second person, and switched off."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import OCCASIONS, Occasion
from bot.kernel.outreach.templates import TemplateOffer
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.outreach.forms import read_content, read_text
from bot.web.outreach.templates import OfferedTemplates
from bot.web.routing import Router


@dataclass(frozen=True)
class AutomaticPages:
    """`/console/automatic-notices`."""

    guard: Guard
    switches: AutomaticSwitches
    templates: OfferedTemplates

    def router(self) -> APIRouter:
        write = [require(self.guard.page(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        approve = [require(self.guard.page(StaffAct.APPROVE_OUTREACH), StaffAct.APPROVE_OUTREACH)]
        router = Router(prefix="/console/automatic-notices")
        router.add_api_route("", self.show, methods=["GET"], dependencies=write)
        router.add_api_route("/{occasion}", self.change, methods=["POST"], dependencies=write)
        router.add_api_route("/{occasion}/approve", self.approve, methods=["POST"], dependencies=approve)
        router.add_api_route("/{occasion}/send-back", self.send_back, methods=["POST"], dependencies=approve)
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
            await self.switches.change(staff_of(request), notice)
        except StaffRefusal as refusal:
            return await self._show(request, occasion, refusal, notice)
        return _back(occasion)

    async def approve(self, request: Request, occasion: Occasion) -> Response:
        """What a colleague wrote is told from now on."""
        form = await request.form()
        try:
            await self.switches.approve(staff_of(request), occasion, read_text(form, "hash", 64))
        except StaffRefusal as refusal:
            return await self._show(request, occasion, refusal)
        return _back(occasion)

    async def send_back(self, request: Request, occasion: Occasion) -> Response:
        """What a colleague wrote is not told; why."""
        form = await request.form()
        seen, note = read_text(form, "hash", 64), read_text(form, "note")
        try:
            await self.switches.send_back(staff_of(request), occasion, seen, note)
        except StaffRefusal as refusal:
            return await self._show(request, occasion, refusal)
        return _back(occasion)

    async def _show(
        self,
        request: Request,
        refused: Occasion | None = None,
        refusal: StaffRefusal | None = None,
        typed: AutomaticNotice | None = None,
    ) -> Response:
        offers, fault = await self.templates.find()
        found, proposals = await self.switches.find_all()
        asked = {occasion: proposal.notice for occasion, proposal in proposals.items()}
        written = asked | ({refused: typed} if refused and typed else {})
        told = {
            "found": [written.get(one.occasion, one) for one in found],
            "stored": {one.occasion: one for one in found},
            "proposals": proposals,
            "occasions": OCCASIONS,
            "previews": {one.occasion: self.switches.preview(one) for one in found if one.template_id},
            "asked": {occasion: self.switches.preview(one) for occasion, one in asked.items()},
            "held": {one.occasion for one in found if one.is_on and self.switches.find_foreign(one)},
            "offers": offers,
            "offer_fault": fault,
            "refused": refused,
            "words": _name_fields(refusal.words, offers) if refusal else "",
        }
        return show_page(request, "outreach/automatic_notices.html", told, refusal.status if refusal else 200)


def _back(occasion: Occasion) -> RedirectResponse:
    return RedirectResponse(f"/console/automatic-notices#{occasion}", 303)


def _name_fields(words: str, offers: Sequence[TemplateOffer]) -> str:
    """With what stands before a field in the message instead of WeChat's code for it."""
    for name, label in {field for offer in offers for field in offer.fields if field[1]}:
        words = words.replace(f"“{name}”", f"“{label}”")
    return words
