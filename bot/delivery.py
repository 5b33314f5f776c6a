"""The one door out: takes what was said to the member, inline, by a customer-service message, or held."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import TransportError
from bot.kernel.conversations import Conversation, Delivered, Utterance
from bot.kernel.messages import Reply
from bot.records import ledger, transcript
from bot.records.conversations import find_conversation_by_id

log = structlog.get_logger(__name__)


class Records(Protocol):
    """Opens transactions on the bot's database."""

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        """One transaction."""
        ...


class News(Protocol):
    """Wakes those who watch a conversation."""

    async def announce(self, conversation_id: int) -> None:
        """Something was said."""
        ...


class Messenger(Protocol):
    """Sends a customer-service message."""

    async def send(self, address: str, replies: Sequence[Reply]) -> None:
        """Sends the replies as one message; raises TransportError."""
        ...

    async def send_texts(self, address: str, texts: Sequence[str]) -> None:
        """Sends finished texts; raises TransportError."""
        ...


@dataclass(frozen=True)
class Delivery:
    """Takes utterances to members; each utterance takes exactly one way."""

    records: Records
    news: News
    clock: Callable[[], datetime]
    messenger: Messenger | None = None

    async def take_inline(self, conversation: Conversation, inbound_id: int) -> list[Utterance] | None:
        """The answers to one message for the open connection; None where they went another way.

        Repeated deliveries of the same message get the same answers again. What was held for the member
        comes first.
        """
        way = Delivered.SHOWN if conversation.channel == "webchat" else Delivered.INLINE
        async with self.records.begin() as session:
            await transcript.take_undelivered(session, inbound_id, way)
            answers = await transcript.find_answers(session, inbound_id)
        taken = [answer for answer in answers if answer.delivery == way]
        return taken if len(taken) == len(answers) else None

    async def hand_over(self, conversation_id: int, inbound_id: int) -> None:
        """Takes answers that nobody waits for: shown in web chat, sent or held in WeChat."""
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, conversation_id)
            way = Delivered.SHOWN if conversation.channel == "webchat" else Delivered.HELD
            if not await transcript.take_undelivered(session, inbound_id, way):
                return
            answers = await transcript.find_answers(session, inbound_id)
        if way is Delivered.HELD:
            await self._push(conversation, [one for one in answers if one.delivery == way], "answer")
        await self.news.announce(conversation_id)

    async def say(self, conversation: Conversation, utterances: Sequence[Utterance], purpose: str) -> None:
        """Takes something that answers no message: a notice, or a person's words."""
        way = Delivered.SHOWN if conversation.channel == "webchat" else Delivered.HELD
        async with self.records.begin() as session:
            await transcript.record_delivery(session, [one.id for one in utterances], way)
        if way is Delivered.HELD:
            await self._push(conversation, utterances, purpose)
        await self.news.announce(conversation.id)

    async def push_again(self, conversation: Conversation, utterance: Utterance, purpose: str) -> None:
        """Sends once more what was refused, held, or may not have arrived."""
        await self._push(conversation, [utterance], purpose)
        await self.news.announce(conversation.id)

    async def send_rest(self, conversation: Conversation, inbound_id: int, texts: Sequence[str]) -> None:
        """Sends what did not fit into an inline answer; where that fails the member gets all of it next time."""
        sent = await self._spend(conversation, "rest", lambda to: to.send_texts(conversation.address, texts))
        if sent in (None, "refused"):
            async with self.records.begin() as session:
                answers = await transcript.find_answers(session, inbound_id)
                await transcript.record_delivery(session, [answers[-1].id], Delivered.HELD)

    async def _push(self, conversation: Conversation, utterances: Sequence[Utterance], purpose: str) -> None:
        """Sends one customer-service message if WeChat's window allows; what stays held waits."""
        if not utterances:
            return
        ids = [one.id for one in utterances]
        # Marked before sending: after a crash in between it is better unsaid once than said twice.
        async with self.records.begin() as session:
            await transcript.record_delivery(session, ids, Delivered.PUSHED)
        replies = [one.signed for one in utterances]
        sent = await self._spend(
            conversation, purpose, lambda to: to.send(conversation.address, replies), ids
        )
        if sent in (None, "refused"):
            async with self.records.begin() as session:
                await transcript.record_delivery(session, ids, Delivered.HELD)

    async def _spend(
        self,
        conversation: Conversation,
        purpose: str,
        send: Callable[[Messenger], Awaitable[None]],
        utterance_ids: Sequence[int] = (),
    ) -> ledger.Outcome | None:
        """Reserves one message of the window, sends, and settles; None where the window has none left."""
        if self.messenger is None:
            return None
        async with self.records.begin() as session:
            reservation = await ledger.reserve(session, conversation.id, purpose, self.clock())
            if reservation is not None and utterance_ids:
                await transcript.record_delivery(session, utterance_ids, Delivered.PUSHED, reservation)
        if reservation is None:
            log.info("held_for_next_message", code="window_closed", conversation=conversation.id)
            return None
        outcome, errcode = await _try(self.messenger, send, conversation.id)
        async with self.records.begin() as session:
            await ledger.settle(session, reservation, outcome, errcode)
        return outcome


async def _try(
    messenger: Messenger, send: Callable[[Messenger], Awaitable[None]], conversation_id: int
) -> tuple[ledger.Outcome, int | None]:
    try:
        await send(messenger)
    except TransportError as fault:
        log.warning(
            "send_failed",
            code=fault.code,
            errcode=fault.errcode,
            conversation=conversation_id,
            advice=fault.detail or fault.advice,
        )
        return ("unknown" if fault.outcome_unknown else "refused"), fault.errcode
    return "accepted", None
