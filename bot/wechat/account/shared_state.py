"""What the processes of one account share through Redis: the access token, and sign-ins under way."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import LockError, RedisError

from bot.wechat.account.oauth import InMemorySignIns
from bot.wechat.account.tokens import InMemoryTokenStore

log = structlog.get_logger(__name__)

_LOCK_LIFE_SECONDS = 30.0
_LOCK_PATIENCE_SECONDS = 20.0


class RedisTokenStore:
    """The token for all processes. Without Redis each keeps its own copy: a stable token is the same for all."""

    def __init__(self, redis: Redis, clock: Callable[[], datetime], prefix: str = "huzhu") -> None:
        self._redis, self._clock, self._prefix = redis, clock, prefix
        self._own = InMemoryTokenStore(clock)

    async def find(self, app_id: str) -> str | None:
        """The token, unless it has expired."""
        try:
            token = await self._redis.get(self._key("token", app_id))
        except (RedisError, OSError) as fault:
            _report(fault)
            return await self._own.find(app_id)
        return _text(token)

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        """Keeps a token until it expires."""
        await self._own.record(app_id, token, expires_at)
        life = int((expires_at - self._clock()).total_seconds())
        try:
            if life > 0:
                await self._redis.set(self._key("token", app_id), token, ex=life)
            else:
                await self._redis.delete(self._key("token", app_id))
        except (RedisError, OSError) as fault:
            _report(fault)

    async def take_forced_renewal(self, app_id: str, apart: timedelta, a_day: int) -> bool:
        """Takes one of the day's forced renewals; False where that is too soon or too often, or unknown."""
        day = f"{self._clock():%Y%m%d}"
        count = self._key("forced", f"{app_id}:{day}")
        try:
            if not await self._redis.set(self._key("forced", app_id), "1", px=apart, nx=True):
                return False
            taken = int(await self._redis.incr(count))
            await self._redis.expire(count, timedelta(days=2))
        except (RedisError, OSError) as fault:
            _report(fault)
            return False
        return taken <= a_day

    @asynccontextmanager
    async def hold(self, app_id: str) -> AsyncIterator[None]:
        """Lets one process at a time replace the token; without Redis, or after long waiting, all at once."""
        lock = self._redis.lock(
            self._key("replacing", app_id),
            timeout=_LOCK_LIFE_SECONDS,
            blocking_timeout=_LOCK_PATIENCE_SECONDS,
            sleep=0.02,
            thread_local=False,
        )
        held = False
        try:
            held = await lock.acquire()
        except (RedisError, OSError) as fault:
            _report(fault)
        try:
            yield
        finally:
            if held:
                with suppress(LockError, RedisError, OSError):
                    await lock.release()

    def _key(self, what: str, name: str) -> str:
        return f"{self._prefix}:wechat:{what}:{name}"


class RedisSignIns:
    """Sign-ins under way, in whichever process the browser comes back; without Redis, in the one it left from."""

    def __init__(self, redis: Redis, clock: Callable[[], datetime], prefix: str = "huzhu") -> None:
        self._redis, self._prefix = redis, prefix
        self._own = InMemorySignIns(clock)

    async def keep(self, state: str, browser: str, life: timedelta) -> None:
        """Remembers which browser a state was given to."""
        await self._own.keep(state, browser, life)
        try:
            await self._redis.set(self._key(state), browser, ex=life)
        except (RedisError, OSError) as fault:
            _report(fault)

    async def take(self, state: str) -> str | None:
        """The browser a state was given to, once."""
        own = await self._own.take(state)
        try:
            return _text(await self._redis.getdel(self._key(state)))
        except (RedisError, OSError) as fault:
            _report(fault)
            return own

    def _key(self, state: str) -> str:
        return f"{self._prefix}:wechat:sign-in:{state}"


def _text(value: bytes | str | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value


def _report(fault: Exception) -> None:
    log.warning(
        "shared_state_unavailable",
        code="redis_unavailable",
        fault=type(fault).__name__,
        advice="Look whether Redis runs; meanwhile each process keeps its own copy.",
    )
