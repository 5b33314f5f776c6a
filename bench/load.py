"""Asks from several members at once, and keeps every time taken."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Ask = Callable[[int, int], Awaitable[None]]


@dataclass(frozen=True)
class Timing:
    """Seconds of each turn, sorted, and of the whole."""

    turns: tuple[float, ...]
    whole: float

    def percentile(self, share: float) -> float:
        """Milliseconds below which this share of the turns lies."""
        return 1000 * self.turns[min(len(self.turns) - 1, int(len(self.turns) * share))]

    @property
    def per_second(self) -> float:
        """Turns a second."""
        return len(self.turns) / self.whole


async def run_load(ask: Ask, members: int, turns_each: int) -> Timing:
    """Each of `members` asks `turns_each` times, one after the other; `ask` gets the member and the turn."""
    taken: list[float] = []

    async def live(member: int) -> None:
        for turn in range(turns_each):
            started = time.perf_counter()
            await ask(member, turn)
            taken.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(live(member) for member in range(members)))
    return Timing(tuple(sorted(taken)), time.perf_counter() - started)


async def run_arrivals(ask: Callable[[int], Awaitable[object]], per_second: float, count: int) -> Timing:
    """Asks `count` times at fixed moments, however long answers take: each is timed from the moment it was due."""
    taken: list[float] = []
    began = time.perf_counter()

    async def answer(number: int) -> None:
        due = began + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await ask(number)
        taken.append(time.perf_counter() - due)

    await asyncio.gather(*(answer(number) for number in range(count)))
    return Timing(tuple(sorted(taken)), time.perf_counter() - began)
