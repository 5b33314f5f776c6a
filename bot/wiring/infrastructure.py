"""Joins what all parts stand on: the databases, Redis, the engine, WeChat, the clock, and the one door out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.coordination.in_process import InProcessLocks, InProcessWakeUps
from bot.coordination.postgres_locks import PostgresLocks
from bot.coordination.presence import InProcessPresence
from bot.coordination.redis_client import CarefulRedis, open_redis
from bot.coordination.redis_presence import RedisPresence
from bot.coordination.redis_wake_ups import RedisWakeUps
from bot.delivery import Delivery
from bot.desk.presence import Presence
from bot.kernel.members.webhook_signature import read_secrets
from bot.members.database import ClaimsDatabase, CoreAddress, open_claims_database, put_core_behind
from bot.members.webhook import Webhook
from bot.records.database import Database, open_database
from bot.records.desk.pictures import KeptPictures
from bot.settings import Settings
from bot.wiring.channels import RegisteredChannel, collect_channels
from bot.wiring.doors import Clock, Doors, ServedEngine
from bot.wiring.member_doors import MemberDoors
from bot.wiring.wechat_parts import WeChatParts


@dataclass(frozen=True)
class Infrastructure:
    """What a process is connected to."""

    clock: Clock
    today: Callable[[], date]
    database: Database
    claims: ClaimsDatabase
    members: MemberDoors
    engine: ServedEngine
    redis: CarefulRedis | None
    wake_ups: InProcessWakeUps | RedisWakeUps
    locks: InProcessLocks | PostgresLocks
    wechat: WeChatParts | None
    channels: Sequence[RegisteredChannel]
    delivery: Delivery
    presence: Presence
    webhook: Webhook | None

    async def close(self) -> None:
        """Gives every connection back."""
        await self.engine.close()
        for messenger in self.delivery.messengers.values():
            await messenger.close()
        if self.webhook:
            await self.webhook.close()
        await self.claims.close()
        await self.wake_ups.close()
        await self.locks.close()
        await self.database.close()
        if self.redis:
            await self.redis.aclose()


def _open_claims(settings: Settings, clock: Clock) -> ClaimsDatabase:
    """The claims database, and the centre's core system behind it where there is one."""
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
        settings.own_days,
        settings.own_numbers_begin,
    )
    if not settings.claims_source_url:
        return claims
    key, seconds = settings.claims_source_key.get_secret_value(), settings.claims_source_seconds
    return put_core_behind(claims, CoreAddress(settings.claims_source_url, key, seconds), clock)


def join_infrastructure(settings: Settings, doors: Doors) -> Infrastructure:
    """By the settings: SQLite and this process alone, or PostgreSQL and Redis for many; opens no connection yet."""
    database = open_database(settings.bot_database, collect_channels(doors.channels))
    claims = _open_claims(settings, doors.clock)
    redis = open_redis(settings.redis_url) if settings.redis_url else None
    wake_ups = RedisWakeUps(redis) if redis else InProcessWakeUps()
    wechat = doors.open_wechat(settings, redis, KeptPictures(database), doors.clock)
    opened = {one.channel.name: one.open_messenger(settings, wechat) for one in doors.channels}
    messengers = {name: messenger for name, messenger in opened.items() if messenger}
    return Infrastructure(
        clock=doors.clock,
        today=doors.today,
        database=database,
        claims=claims,
        members=doors.open_members(claims, doors.clock, doors.today),
        engine=doors.open_engine(settings, claims, doors.clock),
        redis=redis,
        wake_ups=wake_ups,
        locks=PostgresLocks(settings.bot_database) if database.is_shared else InProcessLocks(),
        wechat=wechat,
        channels=doors.channels,
        delivery=Delivery(database, wake_ups, doors.clock, messengers),
        presence=RedisPresence(redis, doors.clock) if redis else InProcessPresence(doors.clock),
        webhook=_open_webhook(settings, doors.clock),
    )


def _open_webhook(settings: Settings, clock: Clock) -> Webhook | None:
    """The centre's system that changes are sent to; without one they wait to be fetched."""
    if not settings.outbox_webhook_url:
        return None
    keys = read_secrets(settings.outbox_webhook_secret.get_secret_value())
    return Webhook(settings.outbox_webhook_url, keys, clock)
