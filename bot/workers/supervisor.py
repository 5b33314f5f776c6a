"""Keeps what goes on by itself going: begins again whatever ended or failed, and knows what is not well."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Counter, Gauge

from bot.logs import find_place

log = structlog.get_logger(__name__)

FAILURES = Counter("huzhu_work_failures", "How often background work failed or ended.", ["work"])
WELL = Gauge("huzhu_work_well", "Whether background work goes on: 1, or 0 while it does not.", ["work"])

_LONGEST_PAUSE_SECONDS = 10.0
_SETTLED_AFTER_SECONDS = 60.0
_FAILURES_IN_A_ROW = 3
"""One failed round may be chance; so many are a fault that somebody should look at."""


@dataclass(frozen=True)
class Work:
    """Something that goes on by itself; `advice` is for the operator when it fails.

    With a `pause`, `run` is one round, and the next begins so many seconds after it; a round that takes longer
    than `longest` hangs. Without one, `run` goes on until it is cancelled, and its end is a fault.
    """

    name: str
    run: Callable[[], Awaitable[object]]
    advice: str
    pause: float | None = None
    longest: float = 900.0


@dataclass
class _State:
    failures: int = 0
    begun: float | None = None
    """When what is under way began; None between rounds, and between a failure and the next try."""


class Supervisor:
    """Runs every work until it is cancelled itself; no fault of one touches another."""

    def __init__(
        self,
        works: Sequence[Work],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._works = {work.name: work for work in works}
        self._states = {name: _State() for name in self._works}
        self._sleep, self._clock = sleep, clock

    async def run(self) -> None:
        """Goes on until cancelled, and then lets each work end what it is at."""
        await asyncio.gather(*(self._keep(work) for work in self._works.values()))

    def find_unwell(self) -> list[str]:
        """The names of what is not running, keeps failing, or hangs."""
        unwell = [name for name, work in self._works.items() if not self._is_well(work, self._states[name])]
        for name in self._works:
            WELL.labels(name).set(name not in unwell)
        return unwell

    def _is_well(self, work: Work, state: _State) -> bool:
        lasted = None if state.begun is None else self._clock() - state.begun
        if work.pause is not None:
            hangs = lasted is not None and lasted > work.longest
            return state.failures < _FAILURES_IN_A_ROW and not hangs
        if lasted is None:
            return False
        return state.failures < _FAILURES_IN_A_ROW or lasted > _SETTLED_AFTER_SECONDS

    async def _keep(self, work: Work) -> None:
        state = self._states[work.name]
        while True:
            state.begun = self._clock()
            fault = await _run(work)
            lasted, state.begun = self._clock() - state.begun, None
            if fault is None and work.pause is not None:
                state.failures = 0
                await self._sleep(work.pause)
                continue
            has_settled = work.pause is None and lasted > _SETTLED_AFTER_SECONDS
            state.failures = 1 if has_settled else state.failures + 1
            pause = min(2.0 ** (state.failures - 1), _LONGEST_PAUSE_SECONDS)
            self._report(work, fault, pause)
            await self._sleep(pause)

    def _report(self, work: Work, fault: BaseException | None, pause: float) -> None:
        FAILURES.labels(work.name).inc()
        self.find_unwell()
        log.error(
            "work_failed",
            code=f"{work.name}_failed",
            fault=type(fault).__name__ if fault else "ended",
            where=find_place(fault) if fault else "",
            again_in_seconds=pause,
            advice=work.advice,
        )


async def _run(work: Work) -> BaseException | None:
    """What went wrong, or None; a cancellation that is not meant for this task is a fault like others."""
    try:
        await work.run()
    except asyncio.CancelledError as fault:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        return fault
    except Exception as fault:
        return fault
    return None
