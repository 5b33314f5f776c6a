"""How often something may happen for each of many askers, within one process."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_ASKERS = 10_000


@dataclass
class Rates:
    """Each asker has a minute's worth at once, which fills up again evenly; `clock` is monotonic, in seconds."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def is_used_up(self, asker: str) -> bool:
        """Whether nothing is left for this asker now."""
        return self._find_left(asker) < 1

    def take(self, asker: str) -> bool:
        """Takes one, where one is left; those who asked longest ago are forgotten where there are too many."""
        left = self._find_left(asker)
        self._left[asker] = (left - 1 if left >= 1 else left), self.clock()
        self._left.move_to_end(asker)
        while len(self._left) > _MOST_ASKERS:
            self._left.popitem(last=False)
        return left >= 1

    def _find_left(self, asker: str) -> float:
        left, at = self._left.get(asker, (float(self.per_minute), 0.0))
        return min(float(self.per_minute), left + (self.clock() - at) * self.per_minute / 60)
