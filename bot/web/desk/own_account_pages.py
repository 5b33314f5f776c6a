"""One's own account: another password, and the second step of signing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.second_step import SecondStep
from bot.errors import StaffRefusal
from bot.web.desk.callers import find_caller
from bot.web.desk.guard import SessionGuard
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import require, staff_of
from bot.web.routing import Router

Typed = Annotated[str, Form(max_length=300)]


@dataclass(frozen=True)
class OwnAccountPages:
    """`/console/me`, `/console/second-step`."""

    guard: SessionGuard
    accounts: Accounts
    second_step: SecondStep

    def router(self) -> APIRouter:
        router = Router(prefix="/console")
        anybody = [require(self.guard.page(None), None)]
        router.add_api_route("/me", self.show_me, methods=["GET"], dependencies=anybody)
        router.add_api_route("/me", self.change_me, methods=["POST"], dependencies=anybody)
        # Open also to those who must set it up before they may do anything else.
        also_new = [require(self.guard.page(None, ("open", "enrol")), None)]
        router.add_api_route("/second-step", self.show_second_step, methods=["GET"], dependencies=also_new)
        router.add_api_route("/second-step", self.change_second_step, methods=["POST"], dependencies=also_new)
        return router

    async def show_me(self, request: Request) -> Response:
        """One's own account."""
        return await self._show_me(request)

    async def change_me(self, request: Request, old: Typed = "", new: Typed = "") -> Response:
        """One's own password; every browser is signed out."""
        try:
            await self.accounts.change_own_password(staff_of(request), old, new, find_caller(request))
        except StaffRefusal as refusal:
            return await self._show_me(request, refusal.words, refusal.status)
        return RedirectResponse("/console/sign-in", 303)

    async def show_second_step(self, request: Request) -> Response:
        """How it stands, or a code to read with the telephone."""
        return await self._show(request)

    async def change_second_step(
        self, request: Request, act: Typed = "", password: Typed = "", code: Typed = ""
    ) -> Response:
        """Switches it on or off, or gives other recovery codes; each needs the password and a code."""
        staff, caller, codes = staff_of(request), find_caller(request), list[str]()
        try:
            if act == "on":
                codes = await self.second_step.confirm(staff, password, code, caller)
            elif act == "renew":
                codes = await self.second_step.renew_codes(staff, password, code, caller)
            elif act == "off":
                await self.second_step.switch_off(staff, password, code, caller)
                return RedirectResponse("/console/me", 303)
        except StaffRefusal as refusal:
            return await self._show(request, words=refusal.words, status=refusal.status)
        return await self._show(request, codes)

    async def _show_me(self, request: Request, words: str = "", status: int = 200) -> Response:
        is_on = await self.second_step.is_on(staff_of(request).id)
        return show_page(request, "desk/me.html", {"words": words, "has_second_step": is_on}, status)

    async def _show(
        self, request: Request, codes: Sequence[str] = (), *, words: str = "", status: int = 200
    ) -> Response:
        view = await self.second_step.look(staff_of(request))
        picture = segno.make(view.uri, error="m").svg_inline(light="#fff", omitsize=True) if view.uri else ""
        told = {"view": view, "picture": Markup(picture), "codes": codes, "words": words}
        return show_page(request, "desk/second_step.html", told, status)
