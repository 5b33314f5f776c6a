"""Joins what all parts stand on: the databases, Redis, Rasa, WeChat, and the one door out."""

from dataclasses import dataclass

from actions.passes import Passes
from bot.delivery import Delivery
from bot.desk.presence import Presence
from bot.engine.rasa import RasaClient
from bot.members.database import ClaimsDatabase, open_claims_database
from bot.memory.in_process import InProcessLocks, InProcessWakeUps
from bot.memory.postgres_locks import PostgresLocks
from bot.memory.presence import InProcessPresence
from bot.memory.redis_client import CarefulRedis, open_redis
from bot.memory.redis_presence import RedisPresence
from bot.memory.redis_wake_ups import RedisWakeUps
from bot.records.database import Database, open_database
from bot.records.desk.pictures import KeptPictures
from bot.settings import Settings
from bot.wiring.clock import now
from bot.wiring.wechat_parts import WeChatParts, join_wechat


@dataclass(frozen=True)
class Infrastructure:
    """What a process is connected to."""

    database: Database
    claims: ClaimsDatabase
    engine: RasaClient
    redis: CarefulRedis | None
    wake_ups: InProcessWakeUps | RedisWakeUps
    locks: InProcessLocks | PostgresLocks
    wechat: WeChatParts | None
    delivery: Delivery
    presence: Presence

    async def close(self) -> None:
        """Gives every connection back."""
        await self.engine.close()
        if self.wechat:
            await self.wechat.api.close()
        await self.claims.close()
        await self.wake_ups.close()
        await self.locks.close()
        await self.database.close()
        if self.redis:
            await self.redis.aclose()


def join_infrastructure(settings: Settings) -> Infrastructure:
    """By the settings: SQLite and this process alone, or PostgreSQL and Redis for many; opens no connection yet."""
    database = open_database(settings.bot_database)
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
        settings.own_days,
    )
    redis = open_redis(settings.redis_url) if settings.redis_url else None
    wake_ups = RedisWakeUps(redis) if redis else InProcessWakeUps()
    wechat = join_wechat(settings, redis, KeptPictures(database))
    return Infrastructure(
        database=database,
        claims=claims,
        engine=_join_engine(settings, claims),
        redis=redis,
        wake_ups=wake_ups,
        locks=PostgresLocks(settings.bot_database) if database.is_shared else InProcessLocks(),
        wechat=wechat,
        delivery=Delivery(database, wake_ups, now, wechat.messenger if wechat else None),
        presence=RedisPresence(redis, now) if redis else InProcessPresence(now),
    )


def _join_engine(settings: Settings, claims: ClaimsDatabase) -> RasaClient:
    """Rasa, asked with the token, and with passes that only the bot can write."""
    return RasaClient(
        settings.rasa_address,
        settings.rasa_token.get_secret_value(),
        settings.engine_timeout_seconds,
        Passes.from_secret(claims.sealer.hash_key, now).write,
    )
