"""Where administrators hand one person their data, or erase it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.member_data import MemberData
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Place
from bot.web.routing import Router

Typed = Annotated[str, Form(max_length=300)]


@dataclass(frozen=True)
class MembersPages:
    """`/console/members`."""

    guard: Guard
    data: MemberData

    def router(self) -> APIRouter:
        router = Router(prefix="/console/members")
        allowed = [require(self.guard.page(StaffAct.MEMBER_DATA), StaffAct.MEMBER_DATA)]
        router.add_api_route("", self.show, methods=["GET"], dependencies=allowed)
        router.add_api_route("/export", self.export, methods=["POST"], dependencies=allowed)
        router.add_api_route("/erase", self.erase, methods=["POST"], dependencies=allowed)
        for path in ("/export", "/erase"):
            router.add_api_route(path, self.show, methods=["GET"], dependencies=allowed)
        return router

    async def show(self, request: Request, erased: Place | None = None) -> Response:
        """The two forms; after an erasure of so many conversations, what stays."""
        return show_page(request, "desk/members.html", {"erased": erased, "stays": self.data.stays})

    async def export(self, request: Request, who: Typed = "", reason: Typed = "") -> Response:
        """The zip."""
        try:
            content = await self.data.export(who, reason, by=f"staff:{staff_of(request).login}")
        except StaffRefusal as refusal:
            return self._refuse(request, "export", refusal, reason)
        headers = {"Content-Disposition": 'attachment; filename="member.zip"', "Cache-Control": "no-store"}
        return Response(content, media_type="application/zip", headers=headers)

    async def erase(
        self, request: Request, who: Typed = "", reason: Typed = "", confirmation: Typed = ""
    ) -> Response:
        """Erases, and leads to the list of what stays."""
        by = f"staff:{staff_of(request).login}"
        try:
            erased = await self.data.erase(who, reason, confirmation, by=by)
        except StaffRefusal as refusal:
            return self._refuse(request, "erase", refusal, reason)
        return RedirectResponse(f"/console/members?erased={erased.conversations}", 303)

    @staticmethod
    def _refuse(request: Request, form: str, refusal: StaffRefusal, reason: str) -> Response:
        told = {"words": refusal.words, "form": form, "reason": reason}
        return show_page(request, "desk/members.html", told, refusal.status)
