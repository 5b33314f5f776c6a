"""Looks after tickets that people forget: silent holders, snoozed ones, and those that only an outage opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.conversation import wording
from bot.conversation.late_answers import LateAnswers
from bot.delivery import Delivery, Records
from bot.desk.doors import WatchedEngine
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import STAFF_WAKE_UP, Ticket
from bot.records.audit import record_audit
from bot.records.conversation import owed, ticket_work, tickets, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.conversation.ledger import FOR_STAFF
from bot.records.conversation.ticket_changes import forget_changes

log = structlog.get_logger(__name__)

_KEPT = timedelta(days=7)
SILENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class DeskWatch:
    """Goes over the tickets again and again; doing so twice, or on two machines, changes nothing."""

    records: Records
    delivery: Delivery
    engine: WatchedEngine
    late: LateAnswers
    clock: Callable[[], datetime]
    silence: timedelta = SILENCE

    async def sweep(self) -> int:
        """How many tickets were moved."""
        now = self.clock()
        async with self.records.begin() as session:
            silent = await ticket_work.find_silent(session, now - self.silence)
            waking = await ticket_work.find_waking(session, now)
            for ticket_id in waking:
                await ticket_work.snooze_ticket(session, ticket_id, None, now)
            left = await owed.find_conversations_owed(session)
            await forget_changes(session, now - _KEPT)
        for ticket_id in silent:
            await self._take_back(ticket_id)
        if left and await self.engine.is_ready():
            for conversation_id in left:
                await self._answer_late(conversation_id)
        if silent or waking or left:
            await self.delivery.wake_ups.announce(STAFF_WAKE_UP)
        return len(silent) + len(waking) + len(left)

    async def _take_back(self, ticket_id: int) -> None:
        """Puts the ticket of somebody who fell silent back into the queue, and tells the member."""
        async with self.records.begin() as session:
            ticket = await tickets.find_ticket(session, ticket_id)
            if ticket is None or not await ticket_work.release_ticket(session, ticket_id, self.clock()):
                return
            await record_audit(
                session,
                "system",
                "take_back_ticket",
                self.clock(),
                conversation_id=ticket.conversation_id,
                details={"ticket": ticket_id, "from": ticket.taken_by},
            )
        log.info("ticket_taken_back", code="silent_holder", ticket=ticket_id)
        await self._say(ticket, [Spoken(Reply(wording.STAFF_SILENT), "system")])

    async def _answer_late(self, conversation_id: int) -> None:
        try:
            await self.late.answer(conversation_id)
        except Exception as fault:
            log.error(
                "late_answer_failed",
                code="late_answer_failed",
                fault=type(fault).__name__,
                conversation=conversation_id,
                advice="The next sweep tries again, and goes on with the others; look at the bot's database.",
            )

    async def _say(self, ticket: Ticket, spoken: Sequence[Spoken]) -> None:
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            said = await transcript.record_spoken(session, conversation.id, spoken, self.clock())
        await self.delivery.say(conversation, said, FOR_STAFF)
