"""Joins the pages of bulk outreach."""

from fastapi import APIRouter

from bot.web.desk.signed_in import Guard
from bot.web.outreach.acts import OutreachActs
from bot.web.outreach.automatic_pages import AutomaticPages
from bot.web.outreach.campaign_list import OutreachList
from bot.web.outreach.campaign_pages import OutreachPages
from bot.web.outreach.report import OutreachReport
from bot.web.outreach.templates import OfferedTemplates
from bot.wiring.outreach_parts import OutreachParts


def outreach_routers(parts: OutreachParts, guard: Guard) -> list[APIRouter]:
    """The pages of bulk outreach."""
    templates = OfferedTemplates(parts.templates)
    pages = OutreachPages(
        guard,
        parts.drafting,
        parts.reading,
        parts.audience,
        templates,
        tuple(parts.trying_out.testers),
    )
    return [
        OutreachList(guard, parts.drafting, parts.reading, parts.switches).router(),
        OutreachReport(guard, parts.drafting, parts.reading).router(),
        OutreachActs(guard, pages, parts.launching, parts.trying_out).router(),
        pages.router(),
        AutomaticPages(guard, parts.switches, templates).router(),
    ]
