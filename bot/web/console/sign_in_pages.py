"""The pages before the console: signing in, unlocking, signing out; and the console's own page."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.console.sign_in import SignIn
from bot.errors import StaffRefusal
from bot.kernel.staff import StaffAct
from bot.web.console.guard import COOKIE, Guard
from bot.web.console.seats import seat, staff_of
from bot.web.templates import TEMPLATES

Typed = Annotated[str, Form(max_length=300)]


@dataclass(frozen=True)
class SignInPages:
    """`/console/sign-in`, `/console/locked`, `/console/sign-out`, `/console`."""

    sign_in: SignIn
    guard: Guard

    def router(self) -> APIRouter:
        """Its routes."""
        router = APIRouter(prefix="/console")
        router.add_api_route("/sign-in", self.show, methods=["GET"])
        router.add_api_route("/sign-in", self.enter, methods=["POST"])
        router.add_api_route("/locked", self.show_lock, methods=["GET"])
        router.add_api_route("/locked", self.unlock, methods=["POST"])
        anybody = [seat(self.guard.page(None), None)]
        router.add_api_route("/sign-out", self.leave, methods=["POST"], dependencies=anybody)
        router.add_api_route("", self.show_console, methods=["GET"], dependencies=anybody)
        return router

    async def show(self, request: Request, next: str = "") -> Response:
        """The form."""
        return _page(request, "console/sign_in.html", {"next": next})

    async def enter(
        self, request: Request, login: Typed = "", password: Typed = "", next: Typed = ""
    ) -> Response:
        """Signs in; a wrong try says no more than that it was wrong."""
        try:
            token = await self.sign_in.sign_in(login, password, _address(request))
        except StaffRefusal as refusal:
            told = {"next": next, "login": login[:40], "words": refusal.words}
            return _page(request, "console/sign_in.html", told, refusal.status)
        return _enter(request, token, next)

    async def show_lock(self, request: Request, next: str = "") -> Response:
        """The form of a session that was locked for idleness."""
        found = await self.sign_in.find_seat(request.cookies.get(COOKIE, ""))
        if found.session is None:
            return RedirectResponse("/console/sign-in", 303)
        return _page(request, "console/locked.html", {"next": next, "name": found.session.staff.name})

    async def unlock(self, request: Request, password: Typed = "", next: Typed = "") -> Response:
        """Goes on where one was; what was being written waits in the browser."""
        token = request.cookies.get(COOKIE, "")
        try:
            fresh = await self.sign_in.unlock(token, password, _address(request))
        except StaffRefusal as refusal:
            if refusal.reason == "signed_out":
                return RedirectResponse("/console/sign-in", 303)
            found = await self.sign_in.find_seat(token)
            name = found.session.staff.name if found.session else ""
            told = {"next": next, "name": name, "words": refusal.words}
            return _page(request, "console/locked.html", told, refusal.status)
        return _enter(request, fresh, next)

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
        return _page(request, "console/conversations.html", {"staff": staff, "csrf": request.state.csrf})


def _enter(request: Request, token: str, next: str) -> Response:
    # Only a path of the console: a form must not send people elsewhere.
    place = next if next.startswith("/console") and "//" not in next else "/console"
    entered = RedirectResponse(place, 303)
    entered.set_cookie(
        COOKIE,
        token,
        path="/console",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return entered


def _page(request: Request, template: str, told: dict[str, Any], status: int = 200) -> Response:
    return TEMPLATES.TemplateResponse(request, template, told, status)


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
