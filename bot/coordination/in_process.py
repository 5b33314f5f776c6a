"""Locks and wake-ups for one process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class InProcessLocks:
    """One lock per conversation, first come first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation_id: int) -> AsyncIterator[None]:
        """Holds the conversation's lock; others wait."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield

    async def close(self) -> None:
        """There is nothing to give back."""


class InProcessWakeUps:
    """Wakes those who watch a conversation when something was said in it."""

    def __init__(self) -> None:
        self._watchers: defaultdict[int, set[asyncio.Event]] = defaultdict(set)

    async def announce(self, conversation_id: int) -> None:
        """Wakes every watcher of the conversation."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.set()

    async def close(self) -> None:
        """Nothing is on its way."""

    async def announce_all(self) -> None:
        """Wakes everybody: a wake-up may have been lost."""
        for watcher in [one for watchers in self._watchers.values() for one in watchers]:
            watcher.set()

    @asynccontextmanager
    async def watch(self, conversation_id: int) -> AsyncIterator[asyncio.Event]:
        """An event that is set at each announcement; the watcher clears it."""
        watcher = asyncio.Event()
        self._watchers[conversation_id].add(watcher)
        try:
            yield watcher
        finally:
            self._watchers[conversation_id].discard(watcher)
            if not self._watchers[conversation_id]:
                del self._watchers[conversation_id]
