"""The pages before the console: signing in, its second step, unlocking, signing out; and the console's own page."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.accounts.sign_in import SignedInState, SignIn
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.callers import find_caller, let_in
from bot.web.desk.guard import COOKIE, SessionGuard
from bot.web.desk.signed_in import require, staff_of
from bot.web.routing import Router
from bot.web.templating import TEMPLATES

Typed = Annotated[str, Form(max_length=300)]
_HALF_IN: tuple[SignedInState, ...] = ("second_step",)
_EVER_IN: tuple[SignedInState, ...] = ("open", "locked", "second_step", "enrol")


@dataclass(frozen=True)
class SignInPages:
    """`/console/sign-in`, `/console/code`, `/console/locked`, `/console/sign-out`, `/console`."""

    sign_in: SignIn
    guard: SessionGuard

    def router(self) -> APIRouter:
        router = Router(prefix="/console")
        router.add_api_route("/sign-in", self.show, methods=["GET"])
        router.add_api_route("/sign-in", self.enter, methods=["POST"])
        router.add_api_route("/locked", self.show_lock, methods=["GET"])
        router.add_api_route("/locked", self.unlock, methods=["POST"])
        half_in = [require(self.guard.page(None, _HALF_IN), None)]
        router.add_api_route("/code", self.show_code, methods=["GET"], dependencies=half_in)
        router.add_api_route("/code", self.prove, methods=["POST"], dependencies=half_in)
        whoever = [require(self.guard.page(None, _EVER_IN), None)]
        router.add_api_route("/sign-out", self.leave, methods=["POST"], dependencies=whoever)
        anybody = [require(self.guard.page(None), None)]
        router.add_api_route("", self.show_console, methods=["GET"], dependencies=anybody)
        return router

    async def show(self, request: Request, next: str = "") -> Response:
        """The form."""
        return _page(request, "desk/sign_in.html", {"next": next})

    async def enter(
        self, request: Request, login: Typed = "", password: Typed = "", next: Typed = ""
    ) -> Response:
        """Signs in; a wrong try says no more than that it was wrong."""
        try:
            entered = await self.sign_in.sign_in(login, password, find_caller(request))
        except StaffRefusal as refusal:
            told = {"next": next, "login": login[:40], "words": refusal.words}
            return _page(request, "desk/sign_in.html", told, refusal.status)
        return let_in(request, entered, next)

    async def show_code(self, request: Request, next: str = "") -> Response:
        """The form for the code on the telephone."""
        return self._show_code(request, next)

    async def prove(self, request: Request, code: Typed = "", next: Typed = "") -> Response:
        """The second step."""
        token = request.cookies.get(COOKIE, "")
        try:
            entered = await self.sign_in.prove(token, code, find_caller(request))
        except StaffRefusal as refusal:
            return self._show_code(request, next, refusal.words, refusal.status)
        return let_in(request, entered, next)

    async def show_lock(self, request: Request, next: str = "") -> Response:
        """The form of a session that was locked for idleness."""
        return await self._show_lock(request, next)

    async def unlock(self, request: Request, password: Typed = "", next: Typed = "") -> Response:
        """Goes on where one was; what was being written waits in the browser."""
        token = request.cookies.get(COOKIE, "")
        try:
            entered = await self.sign_in.unlock(token, password, find_caller(request))
        except StaffRefusal as refusal:
            return await self._show_lock(request, next, refusal.words, refusal.status)
        return let_in(request, entered, next)

    async def leave(self, request: Request) -> Response:
        """Signs out."""
        await self.sign_in.sign_out(request.cookies.get(COOKIE, ""))
        left = RedirectResponse("/console/sign-in", 303)
        left.delete_cookie(COOKIE, path="/console")
        return left

    async def show_console(self, request: Request) -> Response:
        """The conversations, or what this role works with instead."""
        staff = staff_of(request)
        if not staff.may(StaffAct.ANSWER):
            return RedirectResponse("/console/accounts", 303)
        return _page(request, "desk/conversations.html", {"staff": staff, "csrf": request.state.csrf})

    def _show_code(self, request: Request, next: str, words: str = "", status: int = 200) -> Response:
        told = {"next": next, "name": staff_of(request).name, "words": words, "csrf": request.state.csrf}
        return _page(request, "desk/code.html", told, status)

    async def _show_lock(self, request: Request, next: str, words: str = "", status: int = 200) -> Response:
        found = (await self.sign_in.find_signed_in(request.cookies.get(COOKIE, ""))).session
        if found is None:
            return RedirectResponse("/console/sign-in", 303)
        told = {"next": next, "name": found.staff.name, "words": words, "csrf": found.csrf}
        return _page(request, "desk/locked.html", told, status)


def _page(request: Request, template: str, told: dict[str, Any], status: int = 200) -> Response:
    return TEMPLATES.TemplateResponse(request, template, told, status)
