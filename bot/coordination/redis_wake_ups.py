"""Wake-ups shared by many processes through Redis; while it is away each process still hears its own."""

import asyncio
import random
import secrets
from contextlib import AbstractAsyncContextManager, suppress

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError

from bot.coordination.in_process import InProcessWakeUps

_QUIET_SECONDS = 2.0
"""A line on which nothing came for so long is asked whether it still stands."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.2, 2.0


class RedisWakeUps:
    """Wakes those who watch a conversation, in whichever process they are, over one connection a process.

    What was announced while the line was down is lost: all who watch are woken once it stands again, and every
    few seconds until then, to look for themselves.
    """

    def __init__(self, redis: Redis, prefix: str = "huzhu") -> None:
        self._redis, self._channel = redis, f"{prefix}:news"
        self._own = InProcessWakeUps()
        self._name = secrets.token_hex(6)
        self._on_their_way: set[asyncio.Task[None]] = set()

    async def announce(self, conversation_id: int) -> None:
        """Wakes every watcher of the conversation; nobody waits for Redis to pass it on, and it never fails."""
        await self._own.announce(conversation_id)
        telling = asyncio.create_task(self._tell_others(conversation_id))
        self._on_their_way.add(telling)
        telling.add_done_callback(self._on_their_way.discard)

    async def close(self) -> None:
        """Lets what was announced go out."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way)

    def watch(self, conversation_id: int) -> AbstractAsyncContextManager[asyncio.Event]:
        """An event that is set at each announcement; the watcher clears it."""
        return self._own.watch(conversation_id)

    async def run(self) -> None:
        """Listens to the other processes until cancelled."""
        pause = _SHORTEST_PAUSE
        while True:
            try:
                async with self._redis.pubsub() as line:
                    await line.subscribe(self._channel)
                    pause = _SHORTEST_PAUSE
                    await self._listen(line)
            except (RedisError, OSError):
                await self._own.announce_all()
                await asyncio.sleep(pause * random.uniform(0.5, 1))
                pause = min(_LONGEST_PAUSE, pause * 2)

    async def _tell_others(self, conversation_id: int) -> None:
        with suppress(RedisError, OSError):
            await self._redis.publish(self._channel, f"{self._name} {conversation_id}")

    async def _listen(self, line: PubSub) -> None:
        is_asked = False
        while True:
            message = await line.get_message(timeout=_QUIET_SECONDS)
            if message is None:
                if is_asked:
                    raise NotConnected("Redis fell silent.")
                await line.ping()
                is_asked = True
                continue
            is_asked = False
            if message["type"] == "subscribe":
                await self._own.announce_all()
            elif message["type"] == "message":
                await self._pass_on(message["data"])

    async def _pass_on(self, told: bytes) -> None:
        sender, _, conversation = told.decode().partition(" ")
        if sender != self._name:
            await self._own.announce(int(conversation))
