"""Joins bulk outreach: who is found, who approves, and what sends, here or in a worker."""

import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.kernel.outreach.links import read_link_rule
from bot.kernel.outreach.sending_limits import FrequencyCap, SendingLimits
from bot.kernel.outreach.sending_plan import parse_quiet_hours
from bot.members.audience import ClaimsAudience
from bot.members.database import ClaimsDatabase
from bot.memory.pace import InProcessPace
from bot.memory.redis_client import open_redis
from bot.memory.redis_pace import RedisPace
from bot.outreach.campaigns.audience_building import AudienceBuilding
from bot.outreach.campaigns.checking import NoticeCheck
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.launching import Launching
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.campaigns.trying_out import TryingOut, parse_testers
from bot.outreach.doors import Dispatcher, Pace
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.outreach.sending.inline import InlineDispatcher
from bot.outreach.sending.recipient_ledger import RecipientLedger
from bot.outreach.sending.reports import Reports
from bot.outreach.sending.scheduler import CampaignScheduler
from bot.outreach.sending.senders import Senders, TemplateRecipientSender, TextRecipientSender
from bot.outreach.sending.service_slots import ServiceSlots
from bot.outreach.sending.slices import SLICE_SECONDS, CampaignSender
from bot.records.database import Database, open_database
from bot.settings import Settings
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.quick_connection import QuickConnection
from bot.wechat.account.shared_state import RedisTokenStore
from bot.wechat.outbound.outreach_sender import WeChatOutreach
from bot.wechat.outbound.template_offers import TemplateOffers, say_field_problem
from bot.wiring.clock import now
from bot.workers.outreach_tasks import (
    CeleryDispatcher,
    create_celery,
    create_worker,
    note_at_work,
    run_worker,
)
from vocabulary.beijing import today

_TIMEOUT = (3.0, 8.0)


@dataclass(frozen=True)
class Sender:
    """What sends, and the connection to WeChat that it sends over."""

    api: WeChatApi
    wechat: WeChatOutreach
    pace: Pace
    sending: CampaignSender
    lane: ServiceSlots


@dataclass(frozen=True)
class OutreachParts:
    """Bulk outreach in the bot's process."""

    drafting: Drafting
    launching: Launching
    reading: OutreachReading
    trying_out: TryingOut
    members: ClaimsAudience
    templates: TemplateOffers
    scheduler: CampaignScheduler
    reports: Reports
    switches: AutomaticSwitches
    inline: InlineDispatcher
    sender: Sender

    async def close(self) -> None:
        """Gives its connections back."""
        await self.sender.api.close()


def join_outreach(
    settings: Settings,
    database: Database,
    claims: ClaimsDatabase,
    redis: Redis | None,
    sender: Sender,
) -> OutreachParts:
    """The parts; with Redis, workers send."""
    inline = InlineDispatcher(sender.sending)
    dispatcher: Dispatcher = inline
    if redis:
        dispatcher = CeleryDispatcher(create_celery(settings.redis_url), redis, inline)
    members, limits = ClaimsAudience(claims, today), read_limits(settings)
    building = AudienceBuilding(database, members, now)
    reading = OutreachReading(database, limits, now)
    testers = parse_testers(settings.outreach_testers)
    links = read_link_rule(settings.base_url, settings.outreach_link_hosts)
    return OutreachParts(
        Drafting(database, building, NoticeCheck(database, say_field_problem, links), limits.cap, now),
        Launching(database, limits.cap, links, now),
        reading,
        TryingOut(database, reading, sender.wechat, sender.pace, testers, now),
        members,
        TemplateOffers(sender.api),
        CampaignScheduler(database, dispatcher, limits, links, now),
        Reports(database, now),
        AutomaticSwitches(database, say_field_problem, links, now),
        inline,
        sender,
    )


def read_limits(settings: Settings) -> SendingLimits:
    """The bounds that the operator set."""
    return SendingLimits(
        settings.outreach_per_second,
        settings.outreach_per_day,
        settings.outreach_kept_for_service,
        FrequencyCap(settings.outreach_cap_notices, settings.outreach_cap_days),
        parse_quiet_hours(settings.outreach_quiet_hours),
    )


def join_sender(settings: Settings, database: Database, redis: Redis | None) -> Sender:
    """What sends, in whichever process."""
    limits = read_limits(settings)
    api = WeChatApi(
        settings.wechat_app_id,
        settings.wechat_app_secret.get_secret_value(),
        api_base=settings.wechat_api_base,
        store=RedisTokenStore(redis, now) if redis else None,
        connection=QuickConnection(settings.wechat_api_base, _TIMEOUT),
    )
    wechat = WeChatOutreach(api)
    pace: Pace = RedisPace(redis, limits.per_second) if redis else InProcessPace(limits.per_second)
    senders = Senders(TemplateRecipientSender(wechat), TextRecipientSender(wechat, database, now))
    return Sender(
        api,
        wechat,
        pace,
        CampaignSender(RecipientLedger(database, limits, now), senders, pace),
        ServiceSlots(database, pace, limits, now),
    )


def serve_outreach(settings: Settings) -> None:
    """A worker process: takes slices of campaigns from Redis until it is told to end."""
    redis = open_redis(settings.redis_url)
    sender = join_sender(settings, open_database(settings.bot_database), redis)
    with asyncio.Runner() as runner:

        async def work(campaign_id: int) -> None:
            await note_at_work(redis)
            await sender.sending.work(campaign_id, SLICE_SECONDS)

        def send_slice(campaign_id: int) -> None:
            runner.run(work(campaign_id))

        run_worker(create_worker(settings.redis_url, send_slice))
        runner.run(sender.api.close())
