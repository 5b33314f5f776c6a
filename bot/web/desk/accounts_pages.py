"""Accounts and the audit, for those who look after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.conversation.wording import DESKS
from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.second_step import SecondStep
from bot.desk.audit_trail import AuditTrail
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role, StaffAct
from bot.web.desk.guard import SessionGuard
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import require, staff_of
from bot.web.numbers import Place
from bot.web.routing import Router
from vocabulary.tickets import TicketDesk

Typed = Annotated[str, Form(max_length=300)]
Desks = Annotated[list[TicketDesk], Form(max_length=10)]
_NONE: list[TicketDesk] = []
ROLES: Mapping[Role, str] = {
    Role.AGENT: "客服",
    Role.REVIEWER: "审核员",
    Role.SUPERVISOR: "班长",
    Role.ADMIN: "管理员",
}


@dataclass(frozen=True)
class AccountsPages:
    """`/console/accounts`, `/console/unlocking`, `/console/audit`."""

    guard: SessionGuard
    accounts: Accounts
    second_step: SecondStep
    audit: AuditTrail

    def router(self) -> APIRouter:
        router = Router(prefix="/console")
        administer = [require(self.guard.page(StaffAct.ADMINISTER), StaffAct.ADMINISTER)]
        read = [require(self.guard.page(StaffAct.READ_AUDIT), StaffAct.READ_AUDIT)]
        supervise = [require(self.guard.page(StaffAct.SUPERVISE), StaffAct.SUPERVISE)]
        router.add_api_route("/accounts", self.show, methods=["GET"], dependencies=administer)
        router.add_api_route("/accounts", self.add, methods=["POST"], dependencies=administer)
        router.add_api_route("/accounts/{login}", self.change, methods=["POST"], dependencies=administer)
        router.add_api_route("/audit", self.show_audit, methods=["GET"], dependencies=read)
        router.add_api_route("/unlocking", self.show_waiting, methods=["GET"], dependencies=supervise)
        router.add_api_route("/unlocking/{login}", self.unlock, methods=["POST"], dependencies=supervise)
        return router

    async def show(self, request: Request) -> Response:
        """Every account."""
        return await self._list(request)

    async def add(
        self,
        request: Request,
        login: Typed = "",
        name: Typed = "",
        role: Role = Form(Role.AGENT),  # noqa: B008
        password: Typed = "",
        desks: Desks = _NONE,
    ) -> Response:
        """Opens one."""
        by = f"staff:{staff_of(request).login}"
        try:
            await self.accounts.add(login.strip(), name, role, password, by=by, desks=tuple(desks))
        except StaffRefusal as refusal:
            typed = {"login": login, "name": name}
            return await self._list(request, words=refusal.words, typed=typed, status=refusal.status)
        return RedirectResponse("/console/accounts", 303)

    async def change(
        self,
        request: Request,
        login: str,
        act: Typed = "",
        role: Typed = "",
        password: Typed = "",
        desks: Desks = _NONE,
    ) -> Response:
        """Another role, desks or password, no second step any more, closed, or opened again."""
        by = f"staff:{staff_of(request).login}"
        try:
            if act == "password":
                await self.accounts.set_password(login, password, by=by)
            elif act == "second_step":
                await self.second_step.reset(login, by=by)
            elif act in ("close", "open"):
                await self.accounts.change(login, by=by, is_active=act == "open")
            elif role in list(Role):
                await self.accounts.change(login, by=by, role=Role(role), desks=tuple(desks))
        except StaffRefusal as refusal:
            return await self._list(request, words=refusal.words, status=refusal.status)
        return RedirectResponse("/console/accounts", 303)

    async def show_audit(self, request: Request, who: str = "", act: str = "", before: Place = 0) -> Response:
        """Who did what, newest first."""
        lines = await self.audit.read(who.strip(), act.strip(), before)
        told = {"lines": lines, "who": who, "act": act, "acts": self.audit.words}
        return show_page(request, "desk/audit.html", told)

    async def show_waiting(self, request: Request) -> Response:
        """Colleagues who must wait after wrong tries."""
        return await self._show_waiting(request)

    async def unlock(self, request: Request, login: str) -> Response:
        """Lets one of them try again at once."""
        try:
            await self.accounts.unlock(login, by=f"staff:{staff_of(request).login}")
        except StaffRefusal as refusal:
            return await self._show_waiting(request, refusal.words, refusal.status)
        return RedirectResponse("/console/unlocking", 303)

    async def _show_waiting(self, request: Request, words: str = "", status: int = 200) -> Response:
        people = [one for one in await self.accounts.find_standing() if one.staff.is_active]
        return show_page(request, "desk/unlocking.html", {"people": people, "words": words}, status)

    async def _list(
        self, request: Request, *, words: str = "", typed: Mapping[str, str] | None = None, status: int = 200
    ) -> Response:
        told = {
            "people": await self.accounts.find_standing(),
            "roles": ROLES,
            "desks": DESKS,
            "words": words,
            "typed": typed or {},
        }
        return show_page(request, "desk/accounts.html", told, status)
