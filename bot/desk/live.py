"""Tells every open console what changed, from one reading of the changes in each process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import Records, WatchedWakeUps
from bot.kernel.conversation.tickets import STAFF_WAKE_UP
from bot.records.conversation.ticket_changes import TicketChange, find_changes, find_last_seq

log = structlog.get_logger(__name__)

_OVERLAP = 200
"""A number can be given out before one that is committed later: what is this near is read again."""
_MOST = 500
_LOOK_AGAIN_SECONDS = 1.0
_PATIENCE = 1000


@dataclass
class Live:
    """Follows the changes, and passes each on once to everybody who listens."""

    records: Records
    wake_ups: WatchedWakeUps
    _listeners: set["asyncio.Queue[TicketChange | int]"] = field(default_factory=set)
    _last: int = 0
    _passed_on: dict[int, None] = field(default_factory=dict)

    async def run(self) -> None:
        """Goes on until cancelled; wake-ups only make it faster, it looks every second all the same."""
        read = self.pass_on if self._last else self.skip_to_now
        async with self.wake_ups.watch(STAFF_WAKE_UP) as watcher:
            while True:
                watcher.clear()
                try:
                    await read()
                    read = self.pass_on
                except SQLAlchemyError as fault:
                    log.warning(
                        "console_blind",
                        code="database_unavailable",
                        fault=type(fault).__name__,
                        advice="Look whether the database runs; open consoles catch up by themselves.",
                    )
                try:
                    async with asyncio.timeout(_LOOK_AGAIN_SECONDS):
                        await watcher.wait()
                except TimeoutError:
                    pass

    async def skip_to_now(self) -> None:
        """Passes over what changed so far: whoever comes reads it as it stands."""
        async with self.records.begin() as session:
            self._last = await find_last_seq(session)

    async def pass_on(self) -> None:
        """Reads what is new and gives it to everybody."""
        if not self._listeners:
            await self.skip_to_now()
            return
        for change in await self.find_after(self._last):
            if change.seq in self._passed_on:
                continue
            self._passed_on[change.seq] = None
            self._last = max(self._last, change.seq)
            self._give(change)
        while len(self._passed_on) > 2 * _OVERLAP + _MOST:
            del self._passed_on[next(iter(self._passed_on))]

    def tell(self, ticket_id: int) -> None:
        """Says that other people look at a ticket now; known in this process only, and lost without harm."""
        self._give(ticket_id)

    def _give(self, change: TicketChange | int) -> None:
        for listener in self._listeners:
            if not listener.full():
                listener.put_nowait(change)

    async def find_after(self, seq: int) -> list[TicketChange]:
        """What changed after `seq`, and shortly before it."""
        async with self.records.begin() as session:
            return await find_changes(session, max(0, seq - _OVERLAP), _OVERLAP + _MOST)

    @asynccontextmanager
    async def listen(self) -> AsyncIterator["asyncio.Queue[TicketChange | int]"]:
        """A queue of what changes from now on, and of tickets that other people look at.

        One that is full loses changes, and its reader must begin anew.
        """
        queue: asyncio.Queue[TicketChange | int] = asyncio.Queue(_PATIENCE)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)
