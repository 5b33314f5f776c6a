"""The steps of one campaign, from whom it is for to its sending."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct
from bot.kernel.outreach.audience_filter import CONDITIONS, AudienceFilter, describe_filter
from bot.kernel.outreach.audiences import VARIABLES, Audience
from bot.kernel.outreach.campaigns import (
    CAMPAIGN_STATES,
    RECIPIENT_STATES,
    SKIP_REASONS,
    Campaign,
    CampaignState,
)
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.doors import MemberSource
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id
from bot.web.outreach.forms import (
    read_content,
    read_filter,
    read_text,
    read_typed_filter,
    read_unions,
    read_version,
)
from bot.web.outreach.templates import OfferedTemplates
from bot.web.routing import Router

STEPS = {"audience": "收件人", "message": "内容", "preview": "预览", "approval": "批准", "sending": "发送"}
Asked = Annotated[str, Query(max_length=20)]
_NAMED = 20
_FIRST_STEP = {CampaignState.DRAFT: "audience", CampaignState.SUBMITTED: "approval"}
_DONE = {
    "try": "试发出去了，请同事看看微信。",
    "sent-back": "已经退回，写的人会看到您写的原因。",
    "retry": "已经放回待发；暂停着的，点“继续发”才会发。",
}


@dataclass(frozen=True)
class OutreachPages:
    """`/console/outreach/N`: writing a campaign."""

    guard: Guard
    drafting: Drafting
    reading: OutreachReading
    members: MemberSource
    templates: OfferedTemplates
    testers: Sequence[str]

    def router(self) -> APIRouter:
        write = [require(self.guard.page(StaffAct.WRITE_OUTREACH), StaffAct.WRITE_OUTREACH)]
        router = Router(prefix="/console/outreach")
        router.add_api_route("/{campaign_id}", self.show, methods=["GET"], dependencies=write)
        router.add_api_route(
            "/{campaign_id}/filter", self.choose_filter, methods=["POST"], dependencies=write
        )
        router.add_api_route("/{campaign_id}/list", self.upload_list, methods=["POST"], dependencies=write)
        router.add_api_route("/{campaign_id}/message", self.edit, methods=["POST"], dependencies=write)
        router.add_api_route("/{campaign_id}/submit", self.submit, methods=["POST"], dependencies=write)
        return router

    async def show(self, request: Request, campaign_id: Id, step: Asked = "", done: Asked = "") -> Response:
        """One step of a campaign; `done` is an act whose success shows nowhere else."""
        return await self.show_campaign(request, campaign_id, step, done=done)

    async def choose_filter(self, request: Request, campaign_id: Id) -> Response:
        """Whom it is for, by conditions."""
        form = await request.form()
        written = read_unions(form)
        try:
            codes, unknown = await self.members.find_unions(written)
            if unknown:
                named = "、".join(one[:40] for one in unknown[:5])
                raise StaffRefusal("unknown_union", f"这几个单位工会没找到：{named}", 422)
            chosen = read_filter(form, codes)
            await self.drafting.choose_filter(staff_of(request), campaign_id, read_version(form), chosen)
        except StaffRefusal as refusal:
            return await self.show_campaign(
                request, campaign_id, "audience", refusal, typed=read_typed_filter(form, written)
            )
        return _next(campaign_id, "audience")

    async def upload_list(self, request: Request, campaign_id: Id) -> Response:
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

    async def edit(self, request: Request, campaign_id: Id) -> Response:
        """What is sent."""
        form = await request.form()
        try:
            fields = await self.templates.find_fields(read_text(form, "template_id", 64))
            content, name = read_content(form, fields), read_text(form, "name")
            await self.drafting.edit(staff_of(request), campaign_id, read_version(form), name, content)
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "message", refusal)
        # A template that was just chosen still wants its fields.
        return _next(campaign_id, "message" if not any(content.patterns.values()) else "preview")

    async def submit(self, request: Request, campaign_id: Id) -> Response:
        """Hands it to a second person."""
        form = await request.form()
        try:
            await self.drafting.submit(staff_of(request), campaign_id, read_version(form))
        except StaffRefusal as refusal:
            return await self.show_campaign(request, campaign_id, "preview", refusal)
        return _next(campaign_id, "approval")

    async def show_campaign(
        self,
        request: Request,
        campaign_id: int,
        step: str,
        refusal: StaffRefusal | None = None,
        done: str = "",
        typed: AudienceFilter | None = None,
    ) -> Response:
        """One step, with what went wrong above it."""
        campaign = await self.drafting.find(campaign_id)
        shown = step if step in STEPS else _FIRST_STEP.get(campaign.state, "sending")
        told = await self._tell(campaign, shown)
        told |= {"words": refusal.words if refusal else "", "done": _DONE.get(done, ""), "step": shown}
        if typed:
            told["chosen"] = typed
        return show_page(request, "outreach/campaign.html", told, refusal.status if refusal else 200)

    async def _tell(self, campaign: Campaign, step: str) -> dict[str, Any]:
        audience = await self.drafting.find_audience(campaign)
        told: dict[str, Any] = {
            "campaign": campaign,
            "state_words": CAMPAIGN_STATES[campaign.state],
            "steps": STEPS,
            "audience": audience,
            "is_frozen": campaign.approved_at is not None,
            "progress": await self.reading.find_progress(campaign),
        }
        if step == "sending":
            failures = await self.reading.group_failures(campaign)
            return told | {"failures": failures, "states": RECIPIENT_STATES}
        if step == "message":
            return told | await self._tell_template(campaign) | {"variables": _name_variables(audience)}
        if step != "audience":
            told |= await self._tell_template(campaign) | await self._tell_checks(campaign)
            told["progress"] = await self.reading.find_progress(campaign)
        return told | await self._tell_audience(campaign, audience)

    async def _tell_audience(self, campaign: Campaign, audience: Audience | None) -> dict[str, Any]:
        choices = await self.members.find_choices()
        by_filter = audience is not None and audience.source == "filter"
        chosen = AudienceFilter.from_json(audience.definition) if audience and by_filter else AudienceFilter()
        return {
            "chosen": chosen,
            "asked": CONDITIONS,
            "choices": choices,
            "conditions": describe_filter(
                replace(chosen, unions=tuple(await self.members.name_unions(chosen.unions))), choices
            ),
            "repeated": await self.drafting.find(campaign.repeats) if campaign.repeats else None,
            "count": await self.drafting.count(campaign),
            "skip_words": SKIP_REASONS,
        }

    async def _tell_template(self, campaign: Campaign) -> dict[str, Any]:
        offers, fault = await self.templates.find()
        chosen = [one for one in offers if one.template_id == campaign.content.template_id]
        return {
            "offers": offers,
            "labels": {name: label for one in chosen for name, label in one.fields},
            "offer_fault": fault,
        }

    async def _tell_checks(self, campaign: Campaign) -> dict[str, Any]:
        obstacles, problems = await self.drafting.find_problems(campaign)
        return {
            "obstacles": obstacles,
            "problems": problems,
            "short_names": await self.drafting.find_short_names(campaign),
            "left_out": await self.reading.find_left_out(campaign, _NAMED) if problems else (),
            "previews": await self.reading.preview(campaign),
            "shared": await self.reading.find_shared(campaign),
            "hash": await self.drafting.find_hash(campaign),
            "testers": self.testers,
        }


def _name_variables(audience: Audience | None) -> dict[str, str]:
    names = audience.variables if audience else ()
    return {name: VARIABLES.get(name, "名单里的列") for name in names}


def _next(campaign_id: int, step: str) -> RedirectResponse:
    return RedirectResponse(f"/console/outreach/{campaign_id}?step={step}", 303)
