"""Delivers the outbox to the centre's system, round by round: each member's changes in order, many members side by side."""

import asyncio
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from prometheus_client import Counter, Gauge

from bot.kernel.members.outgoing import (
    AWAY,
    Mishap,
    OutgoingLane,
    OutgoingStanding,
    Parcel,
    find_pause,
)

log = structlog.get_logger(__name__)

DELIVERED = Counter("huzhu_outbox_delivered", "Changes that the centre's system said it has.")
FAILED = Counter("huzhu_outbox_failed", "Tries to deliver a change that failed, by why.", ["mishap"])
WAITING = Gauge("huzhu_outbox_waiting", "Changes that the centre's systems do not have yet.")
AGE = Gauge("huzhu_outbox_oldest_seconds", "How long the oldest of them has waited.")
PARKED = Gauge("huzhu_outbox_parked", "Members whose changes are not tried any more until staff say so.")

_AT_ONCE, _IN_A_ROW, _BATCHES = 5, 20, 40
"""Few at once: members' answers need connections to the same database."""
_LONG_AWAY = 5
_AWAY_PAUSE, _LONGEST_AWAY_PAUSE = timedelta(seconds=1), timedelta(minutes=1)


class OutboxLanes(Protocol):
    """What waits, a lane for each member."""

    async def take_lanes(self, limit: int, *, is_early: bool = False) -> Sequence[OutgoingLane]:
        """What is due, or also what waits to be tried again; this bot's alone for a while."""
        ...

    async def take_next(self, lane: OutgoingLane) -> Parcel | None: ...

    async def keep_delivered(self, lane: OutgoingLane, parcel: Parcel) -> None: ...

    async def keep_failed(self, lane: OutgoingLane, mishap: Mishap, again_at: datetime | None) -> None:
        """After `lane.tries`; without a moment to try again it is parked."""
        ...

    async def give_back(self, lane: OutgoingLane) -> None: ...

    async def hasten(self, mishaps: Collection[Mishap]) -> int: ...


class OutboxKeeping(Protocol):
    """How the outbox stands, and what of it is old."""

    async def find_standing(self) -> OutgoingStanding: ...

    async def forget(self) -> int: ...


class Receiver(Protocol):
    """The centre's system."""

    async def send(self, parcel: Parcel) -> Mishap | None:
        """None once it has it."""
        ...


@dataclass
class OutboxRounds:
    """Delivers until nothing is due.

    A receiver that is away is asked by one change at a time, less and less often; that counts as no try of the change's.
    """

    lanes: OutboxLanes
    receiver: Receiver
    clock: Callable[[], datetime]
    chance: Callable[[], float] = field(default=random.SystemRandom().random)
    _away_rounds: int = 0
    _asks_again_at: datetime | None = None

    async def go_round(self) -> None:
        if self._asks_again_at and self.clock() < self._asks_again_at:
            return
        for _ in range(_BATCHES):
            is_away = self._away_rounds > 0
            taken = await self.lanes.take_lanes(1 if is_away else _AT_ONCE, is_early=is_away)
            done = await asyncio.gather(*map(self._deliver, taken), return_exceptions=True)
            for fault in done:
                if isinstance(fault, BaseException):
                    raise fault
            if not taken:
                return
            if all(one in AWAY for one in done):
                self._note_away()
                return
            await self._note_there()

    async def _deliver(self, lane: OutgoingLane) -> Mishap | None:
        """What went wrong, or None where all of it that waited, or as much as fits into a turn, is delivered."""
        for _ in range(_IN_A_ROW):
            parcel = await self.lanes.take_next(lane)
            if parcel is None:
                return None
            mishap = await self.receiver.send(parcel)
            if mishap:
                await self._note_failure(lane, parcel, mishap)
                return mishap
            await self.lanes.keep_delivered(lane, parcel)
            DELIVERED.inc()
            lane = replace(lane, tries=0)
        await self.lanes.give_back(lane)
        return None

    async def _note_failure(self, lane: OutgoingLane, parcel: Parcel, mishap: Mishap) -> None:
        FAILED.labels(mishap).inc()
        is_known = self._away_rounds > 0 and mishap in AWAY
        tries = max(lane.tries, 1) if is_known else lane.tries + 1
        pause = find_pause(mishap, tries, self.chance())
        again_at = self.clock() + pause if pause else None
        await self.lanes.keep_failed(replace(lane, tries=tries), mishap, again_at)
        if pause is None:
            log.error(
                "change_parked",
                code="change_parked",
                change=parcel.key,
                event_name=parcel.event,
                mishap=mishap.value,
                tries=tries,
                advice="That member's changes wait until somebody presses 再试 under 业务系统 in the console; "
                "see what the centre's system says of this key first.",
            )

    def _note_away(self) -> None:
        if not self._away_rounds:
            log.warning(
                "receiver_away",
                code="receiver_away",
                advice="Look at the centre's system behind OUTBOX_WEBHOOK_URL; changes wait in the outbox, and go on "
                "by themselves.",
            )
        self._away_rounds += 1
        pause = min(_AWAY_PAUSE * 2.0 ** min(self._away_rounds - 1, 10), _LONGEST_AWAY_PAUSE)
        self._asks_again_at = self.clock() + pause

    async def _note_there(self) -> None:
        if self._away_rounds:
            log.info("receiver_back", code="receiver_back")
            if self._away_rounds >= _LONG_AWAY:
                await self.lanes.hasten(AWAY)
            self._away_rounds, self._asks_again_at = 0, None


@dataclass(frozen=True)
class OutboxCare:
    """Shows how the outbox stands, and forgets receipts that are old."""

    outbox: OutboxKeeping
    clock: Callable[[], datetime]

    async def go_round(self) -> None:
        standing = await self.outbox.find_standing()
        WAITING.set(standing.waiting)
        AGE.set((self.clock() - standing.oldest_at).total_seconds() if standing.oldest_at else 0)
        PARKED.set(standing.parked)
        await self.outbox.forget()
