"""Answers committed messages in their order, one at a time in each conversation."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.bot_turn import BotTurn
from bot.conversation.doors import DeliveryReports, Locks
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.leaving import Leaving
from bot.conversation.outage import answer_without_engine, give_up, is_owed
from bot.conversation.reception import Accepted
from bot.conversation.steadying import Steadying
from bot.conversation.wording import TOO_FAST
from bot.delivery import Delivery, Records
from bot.engine.answers import Turn
from bot.kernel.conversation.channel_events import MemberLeft, OtherDeskClosed, SendReported
from bot.kernel.conversation.conversations import Conversation, Received, Spoken, Utterance
from bot.kernel.conversation.dialogues import Dialogue
from bot.kernel.conversation.gate import Answerer, decide_answerer
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.person_wish import wants_person
from bot.kernel.conversation.tickets import STAFF_WAKE_UP, Ticket
from bot.records.conversation import inbox, owed, transcript
from bot.records.conversation.talks import find_dialogue
from bot.records.conversation.tickets import find_open_ticket
from bot.records.members.forgetting import is_only_reported
from bot.records.members.identity import find_linked_member
from vocabulary.tickets import TicketReason

_MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE = 60
MOST_TRIES = 2
"""After so many tries that ended in a fault a message gets an apology."""
LONGEST_TURN_SECONDS = 25.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Begun:
    """An open message with what was known of its conversation when its turn came."""

    received: Received
    conversation: Conversation
    ticket: Ticket | None
    haste: int
    dialogue: Dialogue


@dataclass
class Turns:
    """Takes turns; keeps hold of the work that outlives its connection."""

    records: Records
    locks: Locks
    bot: BotTurn
    delivery: Delivery
    leaving: Leaving
    clock: Callable[[], datetime]
    late: LateAnswers
    reports: DeliveryReports | None = None
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
        """Answers the oldest open message; its id, 0 where it is to be tried again, or None where none is open."""
        begun = await self._begin(conversation_id, up_to)
        if begun is None:
            return None
        received = begun.received
        if received.tries > MOST_TRIES:
            # Each process that tried it ended: a fault that nobody could catch.
            await self._give_up(begun, "ProcessEnded")
            return received.id
        try:
            await self._record(begun, await self._decide(begun))
        except Exception as fault:
            async with self.records.begin() as session:
                tries = await inbox.count_try(session, received.id)
            if tries < MOST_TRIES:
                log.warning(
                    "turn_failed",
                    code="turn_failed",
                    fault=type(fault).__name__,
                    conversation=conversation_id,
                    advice="It is tried once more at once; look at the database first.",
                )
                return 0
            await self._give_up(begun, type(fault).__name__)
        return received.id

    async def _begin(self, conversation_id: int, up_to: int) -> "_Begun | None":
        async with self.records.begin() as session:
            found = await inbox.find_oldest_unanswered(session, conversation_id, up_to)
            if found is None:
                return None
            received, conversation = found
            since = received.received_at - _MINUTE
            return _Begun(
                received,
                conversation,
                await find_open_ticket(session, conversation_id),
                await inbox.count_since(session, conversation_id, since, received.id),
                await find_dialogue(session, conversation),
            )

    async def _decide(self, begun: "_Begun") -> Turn:
        received, inbound = begun.received, begun.received.inbound
        if self.reports and isinstance(inbound.event, SendReported):
            await self.reports.keep_report(received.conversation_id, inbound.event)
        answerer = decide_answerer(inbound, begun.ticket)
        if begun.haste > MOST_IN_A_MINUTE:
            return _slow_down(begun, answerer)
        if answerer is not Answerer.BOT:
            return Turn(())
        async with asyncio.timeout(LONGEST_TURN_SECONDS):
            if begun.ticket and begun.ticket.is_alarm():
                return await self._answer_in_danger(begun, begun.ticket)
            return await self._answer(begun)

    async def _answer(self, begun: "_Begun") -> Turn:
        received, conversation = begun.received, begun.conversation
        if begun.ticket is None:  # Nothing is owed, and nobody is awaited.
            return await self.bot.think(conversation, received, begun.dialogue)
        if not await self.late.catch_up(conversation.id, received.inbound.question):
            return answer_without_engine(received.inbound.question)
        async with self.records.begin() as session:
            dialogue = await find_dialogue(session, conversation)
            waiting = await self.bot.handoffs.find_waiting(session, conversation.id)
        return await self.bot.think(conversation, received, replace(dialogue, waiting=waiting))

    async def _answer_in_danger(self, begun: "_Begun", ticket: Ticket) -> Turn:
        """The bot is never silent towards one in danger whom nobody has yet, and still answers what is asked."""
        steadying = Steadying(self.bot.handoffs)
        async with self.records.begin() as session:
            if await steadying.follows_danger(session, ticket, begun.received):
                await self.bot.put_aside(session, begun.conversation)
        turn = await self._answer(begun)
        async with self.records.begin() as session:
            return await steadying.stay_with(session, ticket, begun.received, turn)

    async def _give_up(self, begun: "_Begun", fault: str) -> None:
        """The apology and a ticket: a message that cannot be answered stands in nobody's way."""
        log.error(
            "turn_given_up",
            code="turn_given_up",
            fault=fault,
            conversation=begun.conversation.id,
            kind=begun.received.inbound.details.get("event", begun.received.inbound.kind),
            advice="The member was told and staff have a ticket; report the fault with its name, it will come again.",
        )
        await self._record(begun, give_up(begun.received.inbound), is_given_up=True)

    async def _record(self, begun: "_Begun", turn: Turn, *, is_given_up: bool = False) -> None:
        received, conversation, now = begun.received, begun.conversation, self.clock()
        async with self.records.begin() as session:
            is_closed = await inbox.record_answered(session, received.id, now, turn.understood)
            if is_closed is None:
                return
            left = None if is_given_up else await self._obey_event(session, conversation, received)
            spoken = await self.bot.act(session, conversation, received, turn)
            await self._note_owed(session, begun, turn)
            # A report of the channel's is no word of the member: nothing may go back on it.
            if spoken or received.inbound.kind != "event":
                await transcript.take_held(session, conversation.id, received.id)
            await transcript.record_spoken(session, conversation.id, spoken, now, inbound_id=received.id)
            if received.inbound.kind == "event":
                is_closed = is_closed and await inbox.find_received(session, received.id) is not None
            concerns_staff = await self.bot.handoffs.note_said(session, conversation.id)
        if left is not None:
            await self.leaving.forget_drafts(left)
        if concerns_staff:
            await self.delivery.wake_ups.announce(STAFF_WAKE_UP)
        if is_closed:
            await self.delivery.hand_over(conversation.id, received.id)
        else:
            await self.delivery.wake_ups.announce(conversation.id)

    async def _obey_event(
        self, session: AsyncSession, conversation: Conversation, received: Received
    ) -> int | None:
        """Does what an event asks for; whose membership it was where its conversation is forgotten."""
        event = received.inbound.event
        if isinstance(event, OtherDeskClosed):
            await self.bot.handoffs.give_back(session, conversation.id)
        is_late_report = isinstance(event, SendReported) and conversation.opened_at == received.received_at
        if isinstance(event, MemberLeft) or (
            is_late_report and await is_only_reported(session, conversation.id)
        ):
            member_id = await find_linked_member(session, conversation.id)
            await self.leaving.forget(session, conversation.id)
            return member_id
        return None

    @staticmethod
    async def _note_owed(session: AsyncSession, begun: "_Begun", turn: Turn) -> None:
        received = begun.received
        if begun.ticket:  # Without one nothing is owed.
            await owed.settle_repeated(session, received)
        ticket = await find_open_ticket(session, received.conversation_id) if is_owed(turn) else None
        if ticket:
            await owed.record_owed(session, received.id, ticket.id)

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


def _slow_down(begun: "_Begun", answerer: Answerer) -> Turn:
    """Said once; what comes faster still is kept. The wish for a person is met, once."""
    is_called = begun.ticket is not None and begun.ticket.reason.urgency <= TicketReason.REQUESTED.urgency
    if answerer is Answerer.BOT and not is_called and wants_person(begun.received.inbound.question):
        return answer_without_engine(begun.received.inbound.question)
    return Turn((Spoken(Reply(TOO_FAST)),)) if begun.haste == MOST_IN_A_MINUTE + 1 else Turn(())
