"""Finds what a killed process left behind: messages without an answer, and answers without a way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom
from bot.delivery import Delivery, Records
from bot.kernel.conversation.conversations import Received
from bot.records.conversation import inbox

log = structlog.get_logger(__name__)

_BATCH = 50


@dataclass(frozen=True)
class Recovery:
    """Goes over what was left, again and again; doing so twice, or on two machines, changes nothing."""

    records: Records
    turns: Turns
    delivery: Delivery
    clock: Callable[[], datetime]
    after: timedelta
    waiting: WaitingRoom | None = None

    async def recover(self) -> int:
        """Answers and delivers what is older than `after`; how many messages that were."""
        if self.waiting:
            await self.waiting.bring_in()
        before = self.clock() - self.after
        async with self.records.begin() as session:
            unanswered = await inbox.find_left_unanswered(session, before, _BATCH)
            for received in unanswered:
                await inbox.close_inline(session, received.id)
        for received in unanswered:
            await self._go_on(received, self._answer(received))
        async with self.records.begin() as session:
            undelivered = await inbox.find_left_undelivered(session, before, _BATCH)
        for received in undelivered:
            await self._go_on(received, self.delivery.hand_over(received.conversation_id, received.id))
        count = len(unanswered) + len(undelivered)
        if count:
            log.warning(
                "recovered",
                code="recovered",
                unanswered=len(unanswered),
                undelivered=len(undelivered),
                advice="Expected after a crash; if it goes on, look for slow turns.",
            )
        return count

    async def _answer(self, received: Received) -> None:
        """Counted before it is tried: what ends the process is known by its count, and comes last in line."""
        async with self.records.begin() as session:
            await inbox.count_try(session, received.id)
        await self.turns.work_up_to(received.conversation_id, received.id)

    @staticmethod
    async def _go_on(received: Received, work: Awaitable[None]) -> None:
        """One conversation's fault is no other's."""
        try:
            await work
        except Exception as fault:
            log.error(
                "recovery_failed",
                code="recovery_failed",
                fault=type(fault).__name__,
                conversation=received.conversation_id,
                advice="The next round tries it again, after all others; look at the bot's database.",
            )
