"""The account's pace over a real Redis: one limit for all, which a restart does not forget to its harm."""

import time

import pytest
from redis.asyncio import Redis

from bench.outreach.judgement import count_most_in_a_second
from bot.coordination.redis_pace import RedisPace
from bot.errors import PaceUnavailable
from bot.kernel.outreach.pacing import Lane

pytestmark = pytest.mark.redis


async def test_two_processes_share_one_limit(redis_url: str) -> None:
    clients = [Redis.from_url(redis_url), Redis.from_url(redis_url)]
    paces = [RedisPace(client, 50, prefix="shared") for client in clients]
    moments = []
    for number in range(60):
        slots = await paces[number % 2].reserve(Lane.OUTREACH, 5)
        now = time.monotonic()
        moments += [now + slots.wait + place * slots.interval for place in range(slots.count)]
    assert 36 <= count_most_in_a_second(moments) <= 40
    for client in clients:
        await client.aclose()


async def test_what_a_member_waits_for_does_not_wait_for_a_campaign(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        pace = RedisPace(client, 10, prefix="lanes")
        await pace.reserve(Lane.SERVICE, 1)
        campaign = await pace.reserve(Lane.OUTREACH, 500)
        assert (await pace.reserve(Lane.OUTREACH, 1)).wait > 50
        assert (await pace.reserve(Lane.SERVICE, 1)).wait < 3
        assert campaign.interval < 0.14


async def test_a_redis_that_forgot_everything_is_not_believed_for_a_second(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        pace = RedisPace(client, 100, prefix="restarted")
        await pace.reserve(Lane.OUTREACH, 1)
        await client.delete("restarted:pace:outreach")
        assert (await pace.reserve(Lane.OUTREACH, 1)).wait >= 1.0


async def test_busy_halves_the_pace_once_a_second(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        pace = RedisPace(client, 100, prefix="slow")
        usual = (await pace.reserve(Lane.OUTREACH, 1)).interval
        for _ in range(5):
            await pace.slow_down()
        slowed = (await pace.reserve(Lane.OUTREACH, 1)).interval
        assert slowed == pytest.approx(usual * 2, rel=0.1)
        assert (await pace.reserve(Lane.SERVICE, 1)).interval == pytest.approx(0.125, rel=0.01)


async def test_without_redis_nothing_is_sent() -> None:
    async with Redis.from_url("redis://127.0.0.1:9/0") as client:
        with pytest.raises(PaceUnavailable):
            await RedisPace(client, 100).reserve(Lane.OUTREACH, 1)
