"""Answers what an outage left open, in its order and the same way as in time: what is said is also done."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.bot_turn import BotTurn
from bot.conversation.doors import Locks
from bot.conversation.outage import is_owed
from bot.conversation.steadying import is_without_answer
from bot.delivery import Delivery, Records
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Delivered, Received, Spoken
from bot.kernel.conversation.gate import Answerer, decide_answerer
from bot.kernel.conversation.messages import Reply
from bot.records.conversation import inbox, owed, ticket_work, tickets, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.conversation.talks import find_dialogue

_LONGEST_TURN_SECONDS = 25.0
_SLOW_SECONDS = 1.0
_QUOTED = 20

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class LateAnswers:
    """Whoever holds the conversation's lock may call `catch_up`; a repeat, or a second process, changes nothing."""

    records: Records
    locks: Locks
    bot: BotTurn
    delivery: Delivery
    clock: Callable[[], datetime]

    async def answer(self, conversation_id: int) -> None:
        """Answers what is owed there, says it, and closes the ticket that only the outage opened."""
        async with self.locks.hold(conversation_id):
            answered = await self._go_on(conversation_id, None, way=None, counts=True)
            async with self.records.begin() as session:
                await self._close(session, conversation_id)
        if answered:
            await self.delivery.hand_over(conversation_id, *answered)

    async def catch_up(self, conversation_id: int, words: str) -> bool:
        """Answers what is owed before a new message is; False where it had better not be asked for now.

        What is answered is held for the new answer, which takes it along. The same `words` asked anew wait for
        their own turn.
        """
        begun = time.monotonic()
        await self._go_on(conversation_id, words, way=Delivered.HELD, counts=False)
        async with self.records.begin() as session:
            left = await owed.find_owed(session, conversation_id)
        # Asked once more, an engine that hangs would take longer than the member's connection lasts.
        return not left or time.monotonic() - begun < _SLOW_SECONDS

    async def _go_on(
        self, conversation_id: int, but: str | None, *, way: Delivered | None, counts: bool
    ) -> list[int]:
        async with self.records.begin() as session:
            left = await owed.find_owed(session, conversation_id)
        left = [one for one in left if but is None or one.inbound.question != but]
        answered: list[int] = []
        for received in left:
            turn = await self._think(received, counts=counts)
            if turn is None:
                break
            if await self._record(received, turn, opening=not answered, several=len(left) > 1, way=way):
                answered.append(received.id)
        return answered

    async def _think(self, received: Received, *, counts: bool) -> Turn | None:
        """The turn as it would have been in time; None where it still fails."""
        try:
            async with self.records.begin() as session:
                conversation = await find_conversation_by_id(session, received.conversation_id)
                dialogue = await find_dialogue(session, conversation)
            async with asyncio.timeout(_LONGEST_TURN_SECONDS):
                turn = await self.bot.think(conversation, received, dialogue)
        except Exception as fault:
            turn = None
            log.error(
                "late_answer_failed",
                code="late_answer_failed",
                fault=type(fault).__name__,
                conversation=received.conversation_id,
                advice="After three tries the question is left to staff, whose ticket stays open; see the fault.",
            )
        if turn is not None and not is_owed(turn):
            return turn
        if counts:
            async with self.records.begin() as session:
                await inbox.count_try(session, received.id)
        return None

    async def _record(
        self, received: Received, turn: Turn, *, opening: bool, several: bool, way: Delivered | None
    ) -> bool:
        """Does and says it in one transaction; False where another did, or a person has the conversation by now."""
        now = self.clock()
        async with self.records.begin() as session:
            if not await owed.settle_owed(session, received.id):
                return False
            conversation = await find_conversation_by_id(session, received.conversation_id)
            ticket = await tickets.find_open_ticket(session, conversation.id)
            if decide_answerer(received.inbound, ticket) is not Answerer.BOT:
                return False
            if ticket and ticket.is_alarm() and is_without_answer(turn):
                return False
            if turn.understood:
                await inbox.record_understood(session, received.id, turn.understood)
            said = await self.bot.act(session, conversation, received, turn, is_late=True)
            spoken = [*_introduce(received, opening=opening, several=several), *said] if said else []
            await transcript.record_spoken(
                session, conversation.id, spoken, now, inbound_id=received.id, delivery=way
            )
            await self.bot.handoffs.note_said(session, conversation.id)
            await self._close(session, conversation.id)
        return True

    async def _close(self, session: AsyncSession, conversation_id: int) -> None:
        """Closes the outage's ticket once nothing is owed, unless an answer needs a person."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket and not await owed.is_anything_owed(session, ticket.id):
            await ticket_work.close_outage(session, ticket.id, self.clock())


def _introduce(received: Received, *, opening: bool, several: bool) -> Sequence[Spoken]:
    """That the bot is back; and of several questions, which one is answered."""
    if not several:
        return [Spoken(Reply(wording.BOT_BACK))]
    words = received.inbound.question
    quoted = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    asked = [Spoken(Reply(wording.ASKED_LATE.format(words=quoted)))] if quoted else []
    return [*([Spoken(Reply(wording.BOT_BACK_TO_SEVERAL))] if opening else []), *asked]
