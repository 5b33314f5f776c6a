"""Locks and news shared by many processes through Redis."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import LockNotOwnedError

_LOCK_LIFE_SECONDS = 30.0


class RedisLocks:
    """One lock per conversation across processes; a dead holder's lock ends by itself.

    Order is kept all the same: whoever gets the lock answers the oldest open message first.
    """

    def __init__(self, redis: Redis, prefix: str = "huzhu") -> None:
        self._redis = redis
        self._prefix = prefix

    @asynccontextmanager
    async def hold(self, conversation_id: int) -> AsyncIterator[None]:
        """Holds the conversation's lock; others wait."""
        lock = self._redis.lock(
            f"{self._prefix}:lock:{conversation_id}",
            timeout=_LOCK_LIFE_SECONDS,
            sleep=0.02,
            thread_local=False,
        )
        await lock.acquire()
        try:
            yield
        finally:
            # Where it outlived its life, whoever took it since works on the next message.
            with suppress(LockNotOwnedError):
                await lock.release()


class RedisNews:
    """Wakes those who watch a conversation, in whichever process they are."""

    def __init__(self, redis: Redis, prefix: str = "huzhu") -> None:
        self._redis = redis
        self._prefix = prefix

    async def announce(self, conversation_id: int) -> None:
        """Wakes every watcher of the conversation."""
        await self._redis.publish(f"{self._prefix}:news:{conversation_id}", "1")

    @asynccontextmanager
    async def watch(self, conversation_id: int) -> AsyncIterator[asyncio.Event]:
        """An event that is set at each announcement; the watcher clears it."""
        watcher = asyncio.Event()
        async with self._redis.pubsub() as channel:
            await channel.subscribe(f"{self._prefix}:news:{conversation_id}")
            listening = asyncio.create_task(_wake(channel, watcher))
            try:
                yield watcher
            finally:
                listening.cancel()


async def _wake(channel: PubSub, watcher: asyncio.Event) -> None:
    async for message in channel.listen():
        if message["type"] == "message":
            watcher.set()
