"""Hands out moments to send at, one by one, from slots that are reserved in small batches."""

import asyncio
import math
from collections import deque

from bot.kernel.outreach.pacing import LATENESS_SECONDS, Lane
from bot.outreach.doors import Pace

_LOT_SECONDS = 0.25
_LARGEST_LOT = 50


class SlotStream:
    """One process's share of the account's pace; a slot that was missed is given up, never caught up on."""

    def __init__(self, pace: Pace, lane: Lane, per_second: float) -> None:
        self._pace, self._lane = pace, lane
        self._lot = max(1, min(_LARGEST_LOT, int(per_second * _LOT_SECONDS)))
        self._slots: deque[float] = deque()
        self._reserving = asyncio.Lock()

    async def wait(self, longest: float = math.inf) -> bool:
        """True when one message may be sent; False at once where that is not within `longest` seconds.

        Raises PaceUnavailable.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + longest
        while True:
            slot = await self._next(loop)
            if slot > deadline:
                self._slots.appendleft(slot)
                return False
            if slot > loop.time():
                await asyncio.sleep(slot - loop.time())
            if loop.time() - slot <= LATENESS_SECONDS:
                return True

    async def _next(self, loop: asyncio.AbstractEventLoop) -> float:
        async with self._reserving:
            while self._slots and loop.time() - self._slots[0] > LATENESS_SECONDS:
                self._slots.popleft()
            if not self._slots:
                reserved = await self._pace.reserve(self._lane, self._lot)
                first = loop.time() + reserved.wait
                self._slots.extend(first + number * reserved.interval for number in range(reserved.count))
            return self._slots.popleft()
