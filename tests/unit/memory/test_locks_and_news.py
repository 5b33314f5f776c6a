"""One suite over both memories: in this process, and in Redis."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.memory.in_process import InProcessLocks, InProcessNews
from bot.memory.redis import RedisLocks, RedisNews

Memory = tuple[InProcessLocks | RedisLocks, InProcessNews | RedisNews]


@pytest.fixture(params=["in_process", pytest.param("redis", marks=pytest.mark.redis)])
async def memory(request: pytest.FixtureRequest) -> AsyncIterator[Memory]:
    """Locks and news of one kind."""
    if request.param == "in_process":
        yield InProcessLocks(), InProcessNews()
        return
    redis = Redis.from_url(request.getfixturevalue("redis_url"))
    yield RedisLocks(redis, request.node.name), RedisNews(redis, request.node.name)
    await redis.aclose()


async def test_a_conversation_is_held_by_one_at_a_time(memory: Memory) -> None:
    locks, _ = memory
    inside, most = 0, 0

    async def enter() -> None:
        nonlocal inside, most
        async with locks.hold(1):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(enter() for _ in range(5)))
    assert most == 1


async def test_other_conversations_do_not_wait(memory: Memory) -> None:
    locks, _ = memory
    async with locks.hold(1), asyncio.timeout(5), locks.hold(2):
        pass


async def test_a_watcher_hears_its_own_conversation_and_no_other(memory: Memory) -> None:
    _, news = memory
    async with news.watch(1) as mine, news.watch(2) as other:
        await news.announce(1)
        async with asyncio.timeout(5):
            await mine.wait()
        assert not other.is_set()
