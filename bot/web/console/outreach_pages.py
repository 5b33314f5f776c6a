"""Campaigns: the list with its calendar, and the steps of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.audiences import VARIABLES, AudienceFilter
from bot.kernel.campaigns import (
    CAMPAIGN_STATES,
    SKIP_REASONS,
    Campaign,
    CampaignContent,
    CampaignState,
    Way,
)
from bot.kernel.notices import NoticeKind
from bot.kernel.staff import StaffAct
from bot.kernel.working_hours import find_day
from bot.outreach.doors import MemberSource
from bot.outreach.drafting import Drafting
from bot.outreach.reading import OutreachReading
from bot.web.console.outreach_forms import read_content, read_filter, read_text, read_unions, read_version
from bot.web.console.outreach_templates import OfferedTemplates
from bot.web.console.pages import show_page
from bot.web.console.seats import Doorkeeper, seat, staff_of

STEPS = {"audience": "收件人", "message": "内容", "preview": "预览", "approval": "批准", "sending": "发送"}
_FIRST_STEP = {CampaignState.DRAFT: "audience", CampaignState.SUBMITTED: "approval"}
_WITH_LABELS = ("message", "preview", "approval")
_BLANK = CampaignContent(NoticeKind.NEWS, Way.TEMPLATE)


@dataclass(frozen=True)
class OutreachPages:
    """`/console/outreach`: writing a campaign."""

    guard: Doorkeeper
    drafting: Drafting
    reading: OutreachReading
    members: MemberSource
    templates: OfferedTemplates
    testers: Sequence[str]

    def router(self) -> APIRouter:
        """Its routes."""
        write = [seat(self.guard.page(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        router = APIRouter(prefix="/console/outreach")
        router.add_api_route("", self.show_list, methods=["GET"], dependencies=write)
        router.add_api_route("", self.create, methods=["POST"], dependencies=write)
        router.add_api_route("/{campaign_id}", self.show, methods=["GET"], dependencies=write)
        router.add_api_route(
            "/{campaign_id}/filter", self.choose_filter, methods=["POST"], dependencies=write
        )
        router.add_api_route("/{campaign_id}/list", self.upload_list, methods=["POST"], dependencies=write)
        router.add_api_route("/{campaign_id}/message", self.edit, methods=["POST"], dependencies=write)
        router.add_api_route("/{campaign_id}/submit", self.submit, methods=["POST"], dependencies=write)
        return router

    async def show_list(self, request: Request) -> Response:
        """All campaigns, and by day."""
        return await self._list(request)

    async def create(self, request: Request) -> Response:
        """A new draft."""
        name = read_text(await request.form(), "name")
        try:
            campaign_id = await self.drafting.create(staff_of(request), name, _BLANK)
        except StaffRefusal as refusal:
            return await self._list(request, refusal)
        return RedirectResponse(f"/console/outreach/{campaign_id}?step=audience", 303)

    async def show(
        self, request: Request, campaign_id: int, step: Annotated[str, Query(max_length=20)] = ""
    ) -> Response:
        """One step of a campaign."""
        return await self.show_campaign(request, campaign_id, step)

    async def choose_filter(self, request: Request, campaign_id: int) -> Response:
        """Whom it is for, by conditions."""
        form = await request.form()
        try:
            codes, unknown = await self.members.find_unions(read_unions(form))
            if unknown:
                raise StaffRefusal("unknown_union", f"没有这个单位工会：{unknown[0][:40]}", 422)
            chosen = read_filter(form, codes)
            await self.drafting.choose_filter(staff_of(request), campaign_id, read_version(form), chosen)
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "audience", refusal)
        return _next(campaign_id, "audience")

    async def upload_list(self, request: Request, campaign_id: int) -> Response:
        """Whom it is for, by a list."""
        form = await request.form()
        file = form.get("file")
        try:
            if file is None or isinstance(file, str) or not file.filename:
                raise StaffRefusal("no_file", "请选一个 CSV 文件。", 422)
            content = await file.read()
            version = read_version(form)
            await self.drafting.upload_list(staff_of(request), campaign_id, version, file.filename, content)
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "audience", refusal)
        return _next(campaign_id, "audience")

    async def edit(self, request: Request, campaign_id: int) -> Response:
        """What is sent."""
        form = await request.form()
        try:
            offers, _ = await self.templates.find()
            wanted = read_text(form, "template_id", 64)
            fields = [name for one in offers if one.template_id == wanted for name, _ in one.fields]
            content, name = read_content(form, fields), read_text(form, "name")
            await self.drafting.edit(staff_of(request), campaign_id, read_version(form), name, content)
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "message", refusal)
        # A template that was just chosen still wants its fields.
        return _next(campaign_id, "message" if not any(content.patterns.values()) else "preview")

    async def submit(self, request: Request, campaign_id: int) -> Response:
        """Hands it to a second person."""
        form = await request.form()
        try:
            await self.drafting.submit(staff_of(request), campaign_id, read_version(form))
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "preview", refusal)
        return _next(campaign_id, "approval")

    async def show_campaign(
        self, request: Request, campaign_id: int, step: str, refusal: StaffRefusal | None = None
    ) -> Response:
        """One step, with what went wrong above it."""
        campaign = await self.drafting.find(campaign_id)
        shown = step if step in STEPS else _FIRST_STEP.get(campaign.state, "sending")
        told = await self._tell(campaign, shown)
        told |= {"words": refusal.words if refusal else "", "step": shown}
        return show_page(request, "outreach_campaign.html", told, refusal.status if refusal else 200)

    async def _tell(self, campaign: Campaign, step: str) -> dict[str, Any]:
        audience = await self.drafting.find_audience(campaign)
        offers, fault = await self.templates.find() if step in _WITH_LABELS else ((), "")
        obstacles, problems = (
            await self.drafting.find_problems(campaign) if step in ("preview", "approval") else ([], [])
        )
        is_begun = campaign.state not in (CampaignState.DRAFT, CampaignState.SUBMITTED)
        return {
            "campaign": campaign,
            "state_words": CAMPAIGN_STATES[campaign.state],
            "steps": STEPS,
            "audience": audience,
            "chosen": AudienceFilter.from_json(audience.definition)
            if audience and audience.source == "filter"
            else AudienceFilter(),
            "count": await self.drafting.count(campaign)
            if step in ("audience", "preview", "approval")
            else None,
            "skip_words": SKIP_REASONS,
            "choices": await self.members.find_choices() if step == "audience" else None,
            "offers": offers,
            "labels": {
                name: label
                for one in offers
                if one.template_id == campaign.content.template_id
                for name, label in one.fields
            },
            "offer_fault": fault,
            "variables": {name: VARIABLES.get(name, "名单里的列") for name in audience.variables}
            if audience
            else {},
            "obstacles": obstacles,
            "problems": problems,
            "previews": await self.reading.preview(campaign) if step in ("preview", "approval") else [],
            "hash": await self.drafting.find_hash(campaign) if step == "approval" else "",
            "testers": self.testers,
            "progress": await self.reading.find_progress(campaign),
            "failures": await self.reading.group_failures(campaign) if is_begun and step == "sending" else [],
        }

    async def _list(self, request: Request, refusal: StaffRefusal | None = None) -> Response:
        found = await self.reading.find_all()
        days: dict[date, list[Campaign]] = {}
        for one in found:
            if moment := one.starts_at or one.started_at:
                days.setdefault(find_day(moment), []).append(one)
        told = {
            "found": found,
            "days": sorted(days.items(), reverse=True),
            "states": CAMPAIGN_STATES,
            "words": refusal.words if refusal else "",
        }
        return show_page(request, "outreach.html", told, refusal.status if refusal else 200)


def _next(campaign_id: int, step: str) -> RedirectResponse:
    return RedirectResponse(f"/console/outreach/{campaign_id}?step={step}", 303)
