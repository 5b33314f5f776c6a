"""Answers committed messages in their order, one at a time in each conversation."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.conversation.bot_turn import BotTurn
from bot.conversation.doors import Locks
from bot.conversation.reception import Accepted
from bot.conversation.template_notices import REPORT, TemplateNotices
from bot.conversation.wording import TOO_FAST
from bot.delivery import Delivery, Records
from bot.engine.answers import Turn
from bot.kernel.conversations import Conversation, Received, Spoken, Utterance
from bot.kernel.gate import Answerer, decide_answerer
from bot.kernel.messages import Reply
from bot.kernel.tickets import STAFF_NEWS, Ticket, TicketState
from bot.records import inbox, transcript
from bot.records.conversations import find_conversation_by_id, forget_conversation
from bot.records.tickets import find_open_ticket

_DESK_CLOSED = "kf_close_session"
_MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE = 60

log = structlog.get_logger(__name__)


@dataclass
class Turns:
    """Takes turns; keeps hold of the work that outlives its connection."""

    records: Records
    locks: Locks
    bot: BotTurn
    delivery: Delivery
    clock: Callable[[], datetime]
    templates: TemplateNotices | None = None
    _working: set[asyncio.Task[None]] = field(default_factory=set)

    async def answer_inline(self, accepted: Accepted, patience_seconds: float) -> list[Utterance] | None:
        """The answer, if it is there within `patience_seconds`; else None, and it goes another way.

        Repeated deliveries wait for the same work. The work goes on when the waiting ends.
        """
        received = accepted.received
        if received.answered_at is None:
            work = asyncio.create_task(self.work_up_to(received.conversation_id, received.id))
            self._working.add(work)
            work.add_done_callback(self._finished)
            await asyncio.wait({work}, timeout=patience_seconds)
            if not _has_succeeded(work) and await self._close_inline(received.id):
                return None
        return await self.delivery.take_inline(accepted.conversation, received.id)

    async def work_up_to(self, conversation_id: int, received_id: int) -> None:
        """Answers this conversation's open messages, oldest first, up to and with `received_id`."""
        async with self.locks.hold(conversation_id):
            while await self._take_turn(conversation_id, received_id) not in (None, received_id):
                pass

    async def finish(self) -> None:
        """Waits for the work under way: the process is about to stop."""
        if self._working:
            await asyncio.wait(self._working, timeout=10)

    async def _close_inline(self, received_id: int) -> bool:
        async with self.records.begin() as session:
            return await inbox.close_inline(session, received_id)

    async def _take_turn(self, conversation_id: int, up_to: int) -> int | None:
        """Answers the oldest open message; its id, or None where none is open."""
        async with self.records.begin() as session:
            received = await inbox.find_oldest_unanswered(session, conversation_id, up_to)
            if received is None:
                return None
            conversation = await find_conversation_by_id(session, conversation_id)
            ticket = await find_open_ticket(session, conversation.id)
            member_id = await self.bot.find_member(session, conversation)
            haste = await inbox.count_since(
                session, conversation_id, received.received_at - _MINUTE, received.id
            )
        if self.templates and received.inbound.details.get("event") == REPORT:
            await self.templates.keep_report(conversation_id, received.inbound)
        answerer = decide_answerer(received.inbound, ticket)
        turn = Turn(())
        if haste > MOST_IN_A_MINUTE:
            turn = _slow_down(haste)
        elif answerer is Answerer.BOT:
            turn = await self.bot.think(conversation, received, member_id)
        elif answerer is Answerer.PERSON:
            turn = await self._stand_by(ticket, received.id)
        await self._record(conversation, received, turn)
        return received.id

    async def _stand_by(self, ticket: Ticket | None, received_id: int) -> Turn:
        """While a person holds it the bot is silent, but never towards one in danger whom nobody has yet."""
        if ticket and ticket.state is TicketState.WAITING:
            return Turn((await self.bot.desk.stand_by(ticket, received_id),))
        return Turn(())

    async def _record(self, conversation: Conversation, received: Received, turn: Turn) -> None:
        now = self.clock()
        async with self.records.begin() as session:
            if not await inbox.record_answered(session, received.id, now):
                return
            if received.inbound.details.get("event") == "unsubscribe":
                await forget_conversation(session, conversation.id)
                await self.bot.desk.close_unfollowed(session, conversation.id)
            if received.inbound.details.get("event") == _DESK_CLOSED:
                await self.bot.desk.give_back(session, conversation.id)
            if turn.understood:
                await inbox.record_understood(session, received.id, turn.understood)
            spoken = await self.bot.act(session, conversation, received, turn)
            # A report of WeChat's is no word of the member: nothing may go back on it.
            if spoken or received.inbound.kind != "event":
                await transcript.take_held(session, conversation.id, received.id)
            await transcript.record_spoken(session, conversation.id, spoken, now, inbound_id=received.id)
            fresh = await inbox.find_received(session, received.id)
            concerns_staff = await self.bot.desk.note_said(session, conversation.id)
        if concerns_staff:
            await self.delivery.news.announce(STAFF_NEWS)
        if fresh and fresh.inline_closed:
            await self.delivery.hand_over(conversation.id, received.id)
        else:
            await self.delivery.news.announce(conversation.id)

    def _finished(self, work: asyncio.Task[None]) -> None:
        self._working.discard(work)
        if not work.cancelled() and (fault := work.exception()):
            log.error(
                "turn_failed",
                code="turn_failed",
                fault=type(fault).__name__,
                advice="The message stays open and is answered by recovery; look at the database first.",
            )


def _has_succeeded(work: "asyncio.Task[None]") -> bool:
    return work.done() and not work.cancelled() and work.exception() is None


def _slow_down(haste: int) -> Turn:
    """Said once; what comes faster still is kept, and people see it."""
    return Turn((Spoken(Reply(TOO_FAST)),)) if haste == MOST_IN_A_MINUTE + 1 else Turn(())
