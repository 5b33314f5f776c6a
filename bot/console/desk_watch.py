"""Looks after tickets that people forget: silent holders, snoozed ones, and those that only an outage opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.console.doors import Engine, Locks
from bot.conversation import wording
from bot.delivery import Delivery, Records
from bot.errors import EngineUnavailable
from bot.kernel.conversations import Spoken
from bot.kernel.messages import Reply
from bot.kernel.tickets import STAFF_NEWS, Outcome, Ticket, TicketReason, TicketState
from bot.records import inbox, ticket_work, tickets, transcript
from bot.records.audit import record_audit
from bot.records.conversations import find_conversation_by_id
from bot.records.identity import find_linked_member
from bot.records.ledger import FOR_STAFF
from bot.records.ticket_changes import forget_changes

log = structlog.get_logger(__name__)

_KEPT = timedelta(days=7)
SILENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class DeskWatch:
    """Goes over the tickets again and again; doing so twice, or on two machines, changes nothing."""

    records: Records
    delivery: Delivery
    engine: Engine
    locks: Locks
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
            left = await ticket_work.find_left_by_the_bot(session)
            await forget_changes(session, now - _KEPT)
        for ticket_id in silent:
            await self._take_back(ticket_id)
        if left and await self.engine.is_ready():
            for ticket_id in left:
                await self._answer_late(ticket_id)
        if silent or waking or left:
            await self.delivery.news.announce(STAFF_NEWS)
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

    async def _answer_late(self, ticket_id: int) -> None:
        """Answers what an outage left open, and closes the ticket; where the bot still fails it stays."""
        async with self.records.begin() as session:
            ticket = await tickets.find_ticket(session, ticket_id)
        if ticket is None:
            return
        async with self.locks.hold(ticket.conversation_id):
            async with self.records.begin() as session:
                ticket = await tickets.find_ticket(session, ticket_id)
                if not ticket or not _is_left(ticket):
                    return
                conversation = await find_conversation_by_id(session, ticket.conversation_id)
                question = await inbox.find_last_question(session, conversation.id, ticket.opened_at)
                member_id = await find_linked_member(session, conversation.id)
            if question is None:
                return
            try:
                turn = await self.engine.ask(conversation.dialogue_key, question, member_id)
            except EngineUnavailable:
                return
            async with self.records.begin() as session:
                await ticket_work.close_ticket(session, ticket_id, self.clock(), Outcome.BOT_BACK)
            await self._say(ticket, [Spoken(Reply(wording.BOT_BACK)), *turn.spoken])

    async def _say(self, ticket: Ticket, spoken: Sequence[Spoken]) -> None:
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            said = await transcript.record_spoken(session, conversation.id, spoken, self.clock())
        await self.delivery.say(conversation, said, FOR_STAFF)


def _is_left(ticket: Ticket) -> bool:
    return ticket.state is TicketState.WAITING and ticket.reason is TicketReason.OUTAGE
