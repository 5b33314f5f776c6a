"""The relief desk: the applications by step, one household's file, and what staff do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.relief import ReliefDesk
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.members.relief import (
    ACTS,
    DECISIONS,
    TABS,
    ReliefActDraft,
    ReliefActName,
    ReliefLine,
    ReliefTab,
)
from bot.web.desk.pages import PRIVATE_FILE, show_page
from bot.web.desk.relief_form import LABELS, find_faults, find_field, parse_amount
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Count, Id
from bot.web.routing import Router

Typed = Annotated[str, Form(max_length=2000)]
Asked = Annotated[str, Query(max_length=60)]
_HINTS: Mapping[ReliefActName, str] = {
    "agreed": "（没到评审委员会的报上一级）",
    "disagreed": "（只有同事看得见）",
}
VERDICTS = {"met": "符合", "not_met": "不符合", "unknown": "要人看"}
REVEALABLE = {"name": "姓名", "phone": "手机号", "id_number": "身份证号", "card": "银行卡号"}


@dataclass(frozen=True)
class ReliefPages:
    """`/console/relief` and what lies below."""

    guard: Guard
    desk: ReliefDesk

    def router(self) -> APIRouter:
        """Its routes; whether somebody may decide is asked of each act."""
        check = [require(self.guard.page(StaffAct.CHECK_RELIEF), StaffAct.CHECK_RELIEF)]
        reveal = [require(self.guard.page(StaffAct.REVEAL), StaffAct.REVEAL)]
        router = Router(prefix="/console/relief")
        router.add_api_route("", self.show_list, methods=["GET"], dependencies=check)
        router.add_api_route("/{number}", self.open, methods=["GET"], dependencies=check)
        router.add_api_route("/{number}", self.act, methods=["POST"], dependencies=check)
        router.add_api_route("/{number}/reveal", self.reveal, methods=["POST"], dependencies=reveal)
        router.add_api_route("/{number}/papers/{paper_id}", self.paper, methods=["GET"], dependencies=check)
        return router

    async def show_list(
        self, request: Request, tab: Asked = "unit", township: Asked = "", number: Asked = ""
    ) -> Response:
        """The applications at one step, the urgent first."""
        shown = cast(ReliefTab, tab if tab in TABS else "unit")
        lines, counts = await self.desk.find_lines(shown, township.strip(), number.strip())
        today = self.desk.today()
        told = {
            "tabs": TABS,
            "counts": counts,
            "tab": shown,
            "township": township,
            "number": number,
            "lines": [(line, (today - line.since).days) for line in lines],
            "townships": _find_townships(lines),
        }
        return show_page(request, "desk/relief.html", told)

    async def open(self, request: Request, number: str) -> Response:
        """One household's file."""
        return await self._show(request, number)

    async def act(
        self,
        request: Request,
        number: str,
        act: Typed = "",
        seen: Annotated[Count, Form()] = 0,
        for_member: Typed = "",
        for_staff: Typed = "",
        amount: Typed = "",
    ) -> Response:
        """Does one of the acts; whoever is refused keeps what they typed."""
        typed = {"act": act, "for_member": for_member, "for_staff": for_staff, "amount": amount}
        staff = staff_of(request)
        try:
            if act in get_args(ReliefActName) and not _may(staff, cast(ReliefActName, act)):
                raise StaffRefusal("not_allowed", "您的角色不能做这一步，请找审核员。", 403)
            faults = find_faults(await self.desk.open(number, staff), typed)
            if faults:
                return await self._show(request, number, typed=typed, faults=faults)
            draft = ReliefActDraft(
                cast(ReliefActName, act), seen, for_member, for_staff, parse_amount(amount)
            )
            await self.desk.act(number, staff, draft)
        except StaffRefusal as refusal:
            return await self._show(request, number, refusal=refusal, typed=typed)
        return RedirectResponse(f"/console/relief/{number}", 303)

    async def reveal(self, request: Request, number: str, field: Typed = "", reason: Typed = "") -> Response:
        """The file with one detail in clear."""
        try:
            found = await self.desk.reveal(number, staff_of(request), field, reason)
        except StaffRefusal as refusal:
            return await self._show(request, number, refusal=refusal)
        return await self._show(request, number, revealed={field: found})

    async def paper(self, request: Request, number: str, paper_id: Id) -> Response:
        """One paper of the household."""
        media_type, content = await self.desk.open_paper(number, staff_of(request), paper_id)
        return Response(content, media_type=media_type, headers=PRIVATE_FILE)

    async def _show(
        self,
        request: Request,
        number: str,
        refusal: StaffRefusal | None = None,
        typed: dict[str, str] | None = None,
        revealed: dict[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> Response:
        if refusal is not None and refusal.status == 404:
            raise refusal
        staff = staff_of(request)
        case = await self.desk.open(number, staff)
        if refusal is not None and typed and (field := find_field(refusal)):
            faults = {field: refusal.words}
        told: dict[str, Any] = {
            "case": case,
            "acts": {
                act: words + _HINTS.get(act, "")
                for act, words in ACTS.items()
                if act in case.may and _may(staff, act)
            },
            "is_waiting_for_decision": bool(case.may & DECISIONS) and not staff.may(StaffAct.DECIDE_RELIEF),
            "verdicts": VERDICTS,
            "revealable": REVEALABLE,
            "revealed": revealed or {},
            "typed": typed or {},
            "labels": LABELS,
            "faults": faults or {},
            "words": refusal.words if refusal and not faults else "",
            "is_of_form": bool(typed),
        }
        status = refusal.status if refusal else 422 if faults else 200
        return show_page(request, "desk/relief_file.html", told, status)


def _may(staff: StaffMember, act: ReliefActName) -> bool:
    return staff.may(StaffAct.DECIDE_RELIEF if act in DECISIONS else StaffAct.CHECK_RELIEF)


def _find_townships(lines: Sequence[ReliefLine]) -> Sequence[str]:
    return sorted({line.township for line in lines if line.township})
