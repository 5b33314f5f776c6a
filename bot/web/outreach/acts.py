"""What is done with a campaign once it is written: approval, start, pause, retry, stop, and a try on a colleague."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.outreach.campaigns.launching import Launching
from bot.outreach.campaigns.trying_out import TryingOut
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id
from bot.web.outreach.campaign_pages import OutreachPages
from bot.web.outreach.forms import read_count, read_moment, read_text
from bot.web.routing import Router

_ERRCODE = re.compile(r"-?[0-9]{1,9}")
Act = Callable[[Request, int, FormData], Awaitable[object]]


@dataclass(frozen=True)
class OutreachActs:
    """`POST /console/outreach/N/ACT`."""

    guard: Guard
    pages: OutreachPages
    launching: Launching
    trying_out: TryingOut

    def router(self) -> APIRouter:
        router = Router(prefix="/console/outreach")
        acts: dict[str, tuple[Act, StaffAct, str, str]] = {
            "approve": (self._approve, StaffAct.APPROVE_OUTREACH, "approval", "sending"),
            "send-back": (self._send_back, StaffAct.APPROVE_OUTREACH, "approval", "approval&done=sent-back"),
            "schedule": (self._schedule, StaffAct.WRITE_OUTREACH, "sending", "sending"),
            "start": (self._start, StaffAct.WRITE_OUTREACH, "sending", "sending"),
            "pause": (self._pause, StaffAct.WRITE_OUTREACH, "sending", "sending"),
            "retry": (self._retry, StaffAct.WRITE_OUTREACH, "sending", "sending&done=retry"),
            "stop": (self._stop, StaffAct.WRITE_OUTREACH, "sending", "sending"),
            "try": (self._try, StaffAct.WRITE_OUTREACH, "preview", "preview&done=try"),
        }
        for name, (act, needed, step, after) in acts.items():
            router.add_api_route(
                f"/{{campaign_id}}/{name}",
                self._door(act, step, after),
                methods=["POST"],
                name=name,
                dependencies=[require(self.guard.page(needed), needed)],
            )
        return router

    def _door(self, act: Act, step: str, after: str) -> Callable[..., Awaitable[Response]]:
        async def respond(request: Request, campaign_id: Id) -> Response:
            try:
                await act(request, campaign_id, await request.form())
            except StaffRefusal as refusal:
                return await self.pages.show_campaign(request, campaign_id, step, refusal)
            return RedirectResponse(f"/console/outreach/{campaign_id}?step={after}", 303)

        return respond

    async def _approve(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.approve(staff_of(request), campaign_id, read_text(form, "hash"))

    async def _send_back(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.send_back(staff_of(request), campaign_id, read_text(form, "note"))

    async def _schedule(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.schedule(staff_of(request), campaign_id, read_moment(form))

    async def _start(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.start(staff_of(request), campaign_id, read_count(form))

    async def _pause(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.pause(staff_of(request), campaign_id)

    async def _retry(self, request: Request, campaign_id: int, form: FormData) -> None:
        codes = [int(code) for code in read_text(form, "errcode").split() if _ERRCODE.fullmatch(code)]
        await self.launching.retry_failed(staff_of(request), campaign_id, codes, read_count(form))

    async def _stop(self, request: Request, campaign_id: int, form: FormData) -> None:
        await self.launching.stop(staff_of(request), campaign_id)

    async def _try(self, request: Request, campaign_id: int, form: FormData) -> None:
        campaign = await self.pages.drafting.find(campaign_id)
        await self.trying_out.send(staff_of(request), campaign, read_text(form, "tester"))
