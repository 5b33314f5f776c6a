"""The one way to Redis: bounded waiting, and no second question to a server that just did not answer."""

import asyncio
import time
from typing import Any, cast

import structlog
from prometheus_client import Gauge
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NoAnswer

log = structlog.get_logger(__name__)

ANSWERS = Gauge("huzhu_redis_up", "1 while Redis answers this process, 0 while it does not.")

SOCKET_SECONDS = 1.0
ANSWER_SECONDS = 1.5
"""Longer than any answer takes; what is asked while Redis hangs costs this much, once."""
REST_SECONDS = 3.0
_RETRIES = 2
_MOST_CONNECTIONS = 32
_AWAY = (NotConnected, NoAnswer, OSError)


class CarefulRedis(Redis):
    """After a failure every command fails at once for `REST_SECONDS`; then one alone tries again."""

    _is_away = False
    _rests_until = 0.0

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Asks, within `ANSWER_SECONDS`; raises RedisError."""
        if self._is_away and time.monotonic() < self._rests_until:
            raise NotConnected("Redis did not answer a moment ago.")
        self._rests_until = time.monotonic() + REST_SECONDS
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except TimeoutError as fault:
            self._note(fault)
            raise NoAnswer("Redis did not answer in time.") from fault
        except _AWAY as fault:
            self._note(fault)
            raise
        self._note(None)
        return answer

    async def is_ready(self) -> bool:
        try:
            await self.execute_command("PING")
        except (RedisError, OSError):
            return False
        return True

    def _note(self, fault: Exception | None) -> None:
        """Tells of each change once, however many ask."""
        ANSWERS.set(fault is None)
        if fault is not None:
            self._rests_until = time.monotonic() + REST_SECONDS
        if self._is_away == (fault is not None):
            return
        self._is_away = fault is not None
        if fault is None:
            log.info("redis_back", code="redis_back")
            return
        log.error(
            "redis_unavailable",
            code="redis_unavailable",
            fault=type(fault).__name__,
            advice="Look whether Redis runs. Members are answered all the same; outreach waits, "
            "and what is said elsewhere appears on open pages a few seconds late.",
        )


def open_redis(url: str) -> CarefulRedis:
    """Opens no connection yet. A connection that broke is replaced; a server that hangs is not asked twice."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=_MOST_CONNECTIONS,
        timeout=SOCKET_SECONDS,
        socket_timeout=SOCKET_SECONDS,
        socket_connect_timeout=SOCKET_SECONDS,
        health_check_interval=15,
        retry=Retry(ExponentialWithJitterBackoff(cap=0.2, base=0.02), _RETRIES, (NotConnected,)),
    )
    return cast(CarefulRedis, CarefulRedis.from_pool(pool))
