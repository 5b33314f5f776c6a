"""How a campaign goes: live progress, its recipients one by one, and the same as a CSV file."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.kernel.desk.staff import StaffAct
from bot.kernel.outreach.campaigns import (
    CAMPAIGN_STATES,
    RECIPIENT_STATES,
    SKIP_REASONS,
    Campaign,
    CampaignState,
    RecipientState,
    SkipReason,
)
from bot.kernel.outreach.recipients import WantedLines
from bot.kernel.outreach.sending_plan import say_moment
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.reading import LINES_A_PAGE, OutreachReading, Progress
from bot.web.csv_cells import BYTE_ORDER_MARK, write_rows
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id
from bot.web.routing import Router

_PING_SECONDS = 15
_PAUSE_SECONDS, _LONG_PAUSE_SECONDS = 1.0, 5.0
_LARGE = 100_000
_LONGEST_SECONDS = 600.0
_DONE = (
    RecipientState.SENT,
    RecipientState.DELIVERED,
    RecipientState.REFUSED,
    RecipientState.FAILED,
    RecipientState.UNKNOWN,
)
_STUCK_SECONDS = 20.0
_REPORTED_WITHIN = timedelta(hours=1)
_LEFT_OUT_HEAD = ("会员", "单位工会", "为什么收不到")
_HEAD = ("会员", "单位工会", "结果", "错误号", "试过几次", "时间")
Asked = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True)
class OutreachReport:
    """`/console/outreach/N/…`, to look at only."""

    guard: Guard
    drafting: Drafting
    reading: OutreachReading

    def router(self) -> APIRouter:
        page = [require(self.guard.page(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        api = [require(self.guard.api(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        router = Router(prefix="/console/outreach/{campaign_id}")
        router.add_api_route("/progress", self.get_progress, methods=["GET"], dependencies=api)
        router.add_api_route("/missed", self.show_missed, methods=["GET"], dependencies=api)
        router.add_api_route("/recipients", self.show_recipients, methods=["GET"], dependencies=page)
        router.add_api_route("/recipients.csv", self.export, methods=["GET"], dependencies=page)
        router.add_api_route("/left-out.csv", self.export_left_out, methods=["GET"], dependencies=page)
        return router

    async def show_missed(self, request: Request, campaign_id: Id) -> Response:
        """Whoever was not reached, by why: a part of the page, read anew while it is sent."""
        campaign = await self.drafting.find(campaign_id)
        told = {
            "campaign": campaign,
            "state": campaign.state.value,
            "at": f"/console/outreach/{campaign.id}",
            "failures": await self.reading.group_failures(campaign),
        }
        return show_page(request, "outreach/missed.html", told)

    async def get_progress(self, campaign_id: Id) -> EventSourceResponse:
        """The counts each second while it is sent."""
        campaign = await self.drafting.find(campaign_id)
        return EventSourceResponse(self.follow(campaign), ping=_PING_SECONDS)

    async def follow(self, campaign: Campaign) -> AsyncIterator[ServerSentEvent]:
        """Ends when the campaign does, or after a while, so that the guard looks at who it is again."""
        began = time.monotonic()
        before: tuple[float, int] | None = None
        moved_at = began
        while time.monotonic() - began < _LONGEST_SECONDS:
            progress = await self.reading.find_progress(campaign)
            done = sum(progress.counts.get(state, 0) for state in _DONE)
            moment = time.monotonic()
            rate = (done - before[1]) / (moment - before[0]) if before else 0.0
            moved_at = moment if rate or not progress.should_move else moved_at
            before = moment, done
            told = write_progress(progress, rate, is_stuck=moment - moved_at > _STUCK_SECONDS)
            yield ServerSentEvent(data=json.dumps(told), event="progress")
            if self._is_over(progress):
                yield ServerSentEvent(data="{}", event="end")
                return
            # To count a million rows takes the database a while, and reports come in slowly.
            is_slow = sum(progress.counts.values()) > _LARGE or progress.state is not CampaignState.RUNNING
            await asyncio.sleep(_LONG_PAUSE_SECONDS if is_slow else _PAUSE_SECONDS)

    def _is_over(self, progress: Progress) -> bool:
        """Reports of what was sent come in for a while after its end."""
        ended_at = progress.finished_at
        return ended_at is not None and self.reading.clock() - ended_at > _REPORTED_WITHIN

    async def show_recipients(
        self,
        request: Request,
        campaign_id: Id,
        state: Asked = "",
        skip: Asked = "",
        errcode: Annotated[int | None, Query(ge=-(10**9), le=10**9)] = None,
        name: Asked = "",
        after: Annotated[int, Query(ge=0, le=10**15)] = 0,
    ) -> Response:
        """A page of them, by state, by why, and by name."""
        campaign = await self.drafting.find(campaign_id)
        wanted = WantedLines(
            RecipientState(state) if state in set(RecipientState) else None,
            SkipReason(skip) if skip in set(SkipReason) else None,
            errcode,
            name.strip(),
        )
        found = await self.reading.find_lines(campaign, wanted, after)
        told = {
            "campaign": campaign,
            "found": found,
            "states": RECIPIENT_STATES,
            "wanted": wanted,
            "skip_words": SKIP_REASONS,
            "more": found[-1].line.id if len(found) == LINES_A_PAGE else None,
        }
        return show_page(request, "outreach/recipients.html", told)

    async def export(self, request: Request, campaign_id: Id) -> Response:
        """All of them, in a file that a spreadsheet opens, some by full name: who takes it along is noted."""
        campaign = await self.drafting.find(campaign_id)
        await self.drafting.record_export(staff_of(request), campaign.id, "recipients")
        return _give(f"outreach-{campaign.id}", self._write(campaign))

    async def _write(self, campaign: Campaign) -> AsyncIterator[bytes]:
        yield BYTE_ORDER_MARK + write_rows([_HEAD]).encode()
        async for page in self.reading.export_lines(campaign):
            rows = [
                (
                    one.name,
                    one.union,
                    one.line.words,
                    one.line.errcode or "",
                    one.line.tries,
                    say_moment(one.line.settled_at) if one.line.settled_at else "",
                )
                for one in page
            ]
            yield write_rows(rows).encode()

    async def export_left_out(self, request: Request, campaign_id: Id) -> Response:
        """Whom a value of theirs leaves out, by full name: who takes it along is noted."""
        campaign = await self.drafting.find(campaign_id)
        await self.drafting.record_export(staff_of(request), campaign.id, "left_out")
        return _give(f"outreach-{campaign.id}-left-out", self._write_left_out(campaign))

    async def _write_left_out(self, campaign: Campaign) -> AsyncIterator[bytes]:
        yield BYTE_ORDER_MARK + write_rows([_LEFT_OUT_HEAD]).encode()
        async for page in self.reading.export_left_out(campaign):
            yield write_rows([(one.name, one.union, one.words) for one in page]).encode()


def write_progress(progress: Progress, rate: float, *, is_stuck: bool = False) -> dict[str, object]:
    """What the page draws; moments in words."""
    finish = progress.plan.finishes_at
    return {
        "state": progress.state,
        "state_words": CAMPAIGN_STATES[progress.state],
        "pause_words": progress.pause_words,
        "counts": {state.value: progress.counts.get(state, 0) for state in RecipientState},
        "rate": round(rate, 1),
        "left_today": progress.plan.left_today,
        "finish": say_moment(finish) if finish else "",
        "quiet": progress.is_quiet,
        "stuck": is_stuck,
        "held_until": say_moment(progress.held_until) if progress.held_until else "",
    }


def _give(name: str, written: AsyncIterator[bytes]) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(written, media_type="text/csv; charset=utf-8", headers=headers)
