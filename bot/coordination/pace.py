"""The account's pace within one process."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.kernel.outreach.pacing import Lane, Slots, find_factor, interval_of, slow_down


@dataclass
class InProcessPace:
    """Enough while one process alone sends; `clock` is monotonic, in seconds."""

    per_second: float
    clock: Callable[[], float] = time.monotonic
    _free_from: dict[Lane, float] = field(default_factory=dict)
    _slowed_to: float = 1.0
    _slowed_at: float = 0.0

    async def reserve(self, lane: Lane, count: int) -> Slots:
        """The next `count` slots."""
        now = self.clock()
        interval = interval_of(lane, self.per_second, self._factor(now))
        first = max(now, self._free_from.get(lane, now))
        self._free_from[lane] = first + count * interval
        return Slots(first - now, interval, count)

    async def slow_down(self) -> None:
        now = self.clock()
        if now - self._slowed_at >= 1.0:
            self._slowed_to, self._slowed_at = slow_down(self._factor(now)), now

    def _factor(self, now: float) -> float:
        return find_factor(self._slowed_to, now - self._slowed_at)
