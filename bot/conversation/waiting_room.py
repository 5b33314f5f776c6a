"""Keeps what came while the database was away, and brings it in once it is back: the member has had words by then.

WeChat would carry a message itself for two repeats of five seconds, if it got no answer. But then somebody in need
looks at an empty chat for up to fifteen seconds, and behind a balancer nobody knows which repeat is the last. So
each delivery is answered after one wait, in words that say how it stands, and the message is kept here. Only a
process that ends while the database is away loses it; the words tell the member what to do then.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation import wording
from bot.conversation.reception import Accepted, Reception
from bot.kernel.conversation.danger import find_danger
from bot.kernel.conversation.messages import Inbound

MOST_KEPT = 1000
_LOOK_AGAIN_SECONDS = 0.25

log = structlog.get_logger(__name__)


@dataclass
class WaitingRoom:
    """Stands before the reception; every fault of the database is its own."""

    reception: Reception
    monotonic: Callable[[], float] = time.monotonic
    _kept: dict[str, Inbound] = field(default_factory=dict, repr=False)
    _working: set[asyncio.Task[int]] = field(default_factory=set, repr=False)

    async def accept(self, inbound: Inbound, patience_seconds: float) -> Accepted | None:
        """The committed message; None where the database did not come back in time: then it is kept."""
        deadline = self.monotonic() + patience_seconds
        while True:
            try:
                async with asyncio.timeout(max(0.05, deadline - self.monotonic())):
                    accepted = await self.reception.accept(inbound)
            except (SQLAlchemyError, OSError, TimeoutError) as fault:
                if self.monotonic() + _LOOK_AGAIN_SECONDS >= deadline:
                    self._keep(inbound, type(fault).__name__)
                    return None
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            else:
                self._bring_in_soon()
                return accepted

    async def bring_in(self) -> int:
        """Commits what is kept; recovery answers it. How many those are."""
        brought = 0
        for key, inbound in list(self._kept.items()):
            try:
                await self.reception.accept(inbound)
            except (SQLAlchemyError, OSError) as fault:
                log.warning(
                    "still_waiting",
                    code="database_unavailable",
                    fault=type(fault).__name__,
                    kept=len(self._kept),
                    advice="Look whether the database runs; what is kept comes in by itself.",
                )
                break
            self._kept.pop(key, None)
            brought += 1
        return brought

    def _keep(self, inbound: Inbound, fault: str) -> None:
        self._kept[inbound.key] = inbound
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        log.error(
            "database_away",
            code="database_unavailable",
            fault=fault,
            kept=len(self._kept),
            advice="Look whether the database runs and has room. Do not restart the bot now: it keeps these messages.",
        )

    def _bring_in_soon(self) -> None:
        if self._kept and not self._working:
            work = asyncio.create_task(self.bring_in())
            self._working.add(work)
            work.add_done_callback(self._working.discard)


def say_away(inbound: Inbound) -> str:
    """What is said in the place of an answer; whom to call comes first for somebody in danger."""
    danger = find_danger(inbound.question)
    return f"{wording.DANGER[danger]}{wording.AWAY_IN_DANGER}" if danger else wording.AWAY
