"""Joins what sends campaigns, in the bot's process or in a worker's."""

import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.coordination.pace import InProcessPace
from bot.coordination.redis_client import open_redis
from bot.coordination.redis_pace import RedisPace
from bot.kernel.outreach.sending_limits import FrequencyCap, SendingLimits
from bot.kernel.outreach.sending_plan import parse_quiet_hours
from bot.outreach.doors import Pace
from bot.outreach.sending.recipient_ledger import RecipientLedger
from bot.outreach.sending.senders import Senders, TemplateRecipientSender, TextRecipientSender
from bot.outreach.sending.service_slots import ServiceSlots
from bot.outreach.sending.slices import SLICE_SECONDS, CampaignSender
from bot.records.database import Database, open_database
from bot.settings import Settings
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.shared_state import RedisTokenStore
from bot.wechat.outbound.outreach_sender import WeChatOutreach
from bot.wiring.channels import CHANNELS
from bot.wiring.doors import Doors
from bot.workers.outreach_tasks import create_worker, note_at_work, run_worker


@dataclass(frozen=True)
class SendingParts:
    """What sends, and the connection to WeChat that it sends over."""

    api: WeChatApi
    wechat: WeChatOutreach
    pace: Pace
    campaigns: CampaignSender
    service: ServiceSlots


def join_sending(settings: Settings, doors: Doors, database: Database, redis: Redis | None) -> SendingParts:
    """What sends, in whichever process; with Redis all of them keep one pace."""
    limits, clock = read_limits(settings), doors.clock
    api = WeChatApi(
        settings.wechat_app_id,
        settings.wechat_app_secret.get_secret_value(),
        api_base=settings.wechat_api_base,
        store=RedisTokenStore(redis, clock) if redis else None,
        timeout=doors.outreach_timeout,
        clock=clock,
    )
    wechat = WeChatOutreach(api)
    pace: Pace = RedisPace(redis, limits.per_second) if redis else InProcessPace(limits.per_second)
    senders = Senders(TemplateRecipientSender(wechat), TextRecipientSender(wechat, database, clock))
    return SendingParts(
        api,
        wechat,
        pace,
        CampaignSender(RecipientLedger(database, limits, clock), senders, pace),
        ServiceSlots(database, pace, limits, clock),
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


def serve_outreach(settings: Settings) -> None:
    """A worker process: takes slices of campaigns from Redis until it is told to end."""
    redis = open_redis(settings.redis_url)
    sending = join_sending(settings, Doors(), open_database(settings.bot_database, CHANNELS), redis)
    with asyncio.Runner() as runner:

        async def work(campaign_id: int) -> None:
            await note_at_work(redis)
            await sending.campaigns.work(campaign_id, SLICE_SECONDS)

        def send_slice(campaign_id: int) -> None:
            runner.run(work(campaign_id))

        run_worker(create_worker(settings.redis_url, send_slice))
        runner.run(sending.api.close())
