"""Canned replies and working hours, for supervisors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.canned_replies import CannedReplies
from bot.desk.office_hours import OfficeHours
from bot.errors import StaffRefusal
from bot.kernel.conversation.messages import Link
from bot.kernel.conversation.working_hours import WrittenHours
from bot.kernel.desk.canned_replies import VARIABLES, CannedReply
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.routing import Router

Typed = Annotated[str, Form(max_length=5000)]
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class DeskSettingsPages:
    """`/console/canned` and `/console/hours`."""

    guard: Guard
    canned: CannedReplies
    hours: OfficeHours

    def router(self) -> APIRouter:
        supervise = [require(self.guard.page(StaffAct.SUPERVISE), StaffAct.SUPERVISE)]
        router = Router(prefix="/console", dependencies=supervise)
        router.add_api_route("/canned", self.show_canned, methods=["GET"], dependencies=supervise)
        router.add_api_route("/canned", self.save_canned, methods=["POST"], dependencies=supervise)
        router.add_api_route("/hours", self.show_hours, methods=["GET"], dependencies=supervise)
        router.add_api_route("/hours", self.save_hours, methods=["POST"], dependencies=supervise)
        return router

    async def show_canned(self, request: Request) -> Response:
        """Every reply."""
        return await self._list(request)

    async def save_canned(
        self,
        request: Request,
        act: Typed = "save",
        short: Typed = "",
        title: Typed = "",
        text: Typed = "",
        card_title: Typed = "",
        card_url: Typed = "",
    ) -> Response:
        """Adds, changes or removes one."""
        card = Link(card_title.strip(), card_url.strip()) if card_url.strip() or card_title.strip() else None
        reply = CannedReply(short.strip().removeprefix("/"), title.strip(), text.strip(), card)
        try:
            if act == "remove":
                await self.canned.remove(reply.short, staff_of(request))
            else:
                await self.canned.save(reply, staff_of(request))
        except StaffRefusal as refusal:
            return await self._list(request, refusal.words, reply, refusal.status)
        return RedirectResponse("/console/canned", 303)

    async def _list(
        self, request: Request, words: str = "", typed: CannedReply | None = None, status: int = 200
    ) -> Response:
        told = {"replies": await self.canned.find_all(), "places": VARIABLES, "words": words, "typed": typed}
        return show_page(request, "desk/canned.html", told, status)

    async def show_hours(self, request: Request) -> Response:
        """The hours as they hold."""
        return self._hours(request, await self.hours.find())

    async def save_hours(self, request: Request, holidays: Typed = "", make_up_days: Typed = "") -> Response:
        """New hours; the shifts of each weekday are `day1` to `day7`."""
        form = await request.form()
        days = {number: str(form.get(f"day{number}", "")).strip() for number in range(1, 8)}
        week = "; ".join(f"{number} {shifts}" for number, shifts in days.items() if shifts)
        written = WrittenHours(week[:400], holidays.strip(), make_up_days.strip())
        try:
            await self.hours.save(written, staff_of(request))
        except StaffRefusal as refusal:
            return self._hours(request, written, refusal.words, days, refusal.status)
        return RedirectResponse("/console/hours", 303)

    def _hours(
        self,
        request: Request,
        written: WrittenHours,
        words: str = "",
        typed: Mapping[int, str] | None = None,
        status: int = 200,
    ) -> Response:
        told = {
            "written": written,
            "days": typed or _write_days(written),
            "weekdays": WEEKDAYS,
            "now": "" if words else self.hours.describe(written),
            "words": words,
        }
        return show_page(request, "desk/hours.html", told, status)


def _write_days(written: WrittenHours) -> dict[int, str]:
    week = written.parse().week
    return {
        number: " ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in week.get(number, ()))
        for number in range(1, 8)
    }
