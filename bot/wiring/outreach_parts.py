"""Joins bulk outreach in the bot's process: who is found, who approves, and what has it sent."""

from dataclasses import dataclass

from bot.kernel.outreach.links import read_link_rule
from bot.outreach.campaigns.audience_building import AudienceBuilding
from bot.outreach.campaigns.checking import NoticeCheck
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.launching import Launching
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.campaigns.trying_out import TryingOut, parse_testers
from bot.outreach.doors import Dispatcher, MemberSource
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.outreach.sending.inline import InlineDispatcher
from bot.outreach.sending.reports import Reports
from bot.outreach.sending.scheduler import CampaignScheduler
from bot.settings import Settings
from bot.wechat.outbound.template_offers import TemplateOffers, say_field_problem
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.sending_parts import SendingParts, read_limits
from bot.workers.outreach_tasks import CeleryDispatcher, create_celery


@dataclass(frozen=True)
class OutreachParts:
    """Bulk outreach in the bot's process."""

    drafting: Drafting
    launching: Launching
    reading: OutreachReading
    trying_out: TryingOut
    audience: MemberSource
    templates: TemplateOffers
    scheduler: CampaignScheduler
    reports: Reports
    switches: AutomaticSwitches
    inline: InlineDispatcher
    sending: SendingParts

    async def close(self) -> None:
        """Gives its connections back."""
        await self.sending.api.close()


def join_outreach(settings: Settings, base: Infrastructure, sending: SendingParts) -> OutreachParts:
    """The parts; with Redis, workers send."""
    database, audience, clock = base.database, base.members.audience, base.clock
    inline = InlineDispatcher(sending.campaigns)
    dispatcher: Dispatcher = inline
    if base.redis:
        dispatcher = CeleryDispatcher(create_celery(settings.redis_url), base.redis, inline)
    limits = read_limits(settings)
    reading = OutreachReading(database, limits, clock)
    testers = parse_testers(settings.outreach_testers)
    links = read_link_rule(settings.base_url, settings.outreach_link_hosts)
    building, check = (
        AudienceBuilding(database, audience, clock),
        NoticeCheck(database, say_field_problem, links),
    )
    return OutreachParts(
        drafting=Drafting(database, building, check, limits.cap, clock),
        launching=Launching(database, limits.cap, links, clock),
        reading=reading,
        trying_out=TryingOut(database, reading, sending.wechat, sending.pace, testers, clock),
        audience=audience,
        templates=TemplateOffers(sending.api),
        scheduler=CampaignScheduler(database, dispatcher, limits, links, clock),
        reports=Reports(database, clock),
        switches=AutomaticSwitches(database, say_field_problem, links, clock),
        inline=inline,
        sending=sending,
    )
