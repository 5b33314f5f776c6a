"""The one door out: takes what was said to the member, inline, by the channel's messenger, or held."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import TransportError
from bot.kernel.conversation.channels import Unasked
from bot.kernel.conversation.conversations import Conversation, Delivered, Utterance
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.records.conversation import ledger, transcript
from bot.records.conversation.conversations import find_conversation_by_id

log = structlog.get_logger(__name__)


class Records(Protocol):
    """Opens transactions on the bot's database."""

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]: ...


class WakeUps(Protocol):
    """Wakes those who watch a conversation."""

    async def announce(self, conversation_id: int) -> None: ...


class WatchedWakeUps(Protocol):
    """What those who watch wait for."""

    def watch(self, conversation_id: int) -> AbstractAsyncContextManager[asyncio.Event]:
        """An event that is set at each announcement."""
        ...


class Messenger(Protocol):
    """Writes and sends what members of one channel do not wait for."""

    def write(self, replies: Sequence[Reply]) -> Sequence[Any]:
        """The messages that say the replies."""
        ...

    async def send(self, address: str, message: Any) -> None:
        """Sends one of them; raises TransportError."""
        ...

    async def close(self) -> None:
        """Gives its connections back."""
        ...


@dataclass(frozen=True)
class Delivery:
    """Takes utterances to members; each utterance takes exactly one way."""

    records: Records
    wake_ups: WakeUps
    clock: Callable[[], datetime]
    messengers: Mapping[str, Messenger] = field(default_factory=dict)
    """By the name of the channel whose members they reach."""

    async def take_inline(self, conversation: Conversation, inbound_id: int) -> list[Utterance] | None:
        """The answers to one message for the open connection; None where they went another way.

        Repeated deliveries of the same message get the same answers again. What was held for the member
        comes first.
        """
        way = conversation.way_inline
        async with self.records.begin() as session:
            await transcript.take_undelivered(session, inbound_id, way)
            answers = await transcript.find_answers(session, inbound_id)
        taken = [answer for answer in answers if answer.delivery == way]
        if len(taken) < len(answers):
            return None
        return [replace(one, reply=conversation.channel.adapt(one.reply)) for one in taken]

    async def hand_over(self, conversation_id: int, *inbound_ids: int) -> None:
        """Takes answers that nobody waits for, all together: shown, sent or held, as the channel has it."""
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, conversation_id)
            way = conversation.way_unasked
            taken = [one for one in inbound_ids if await transcript.take_undelivered(session, one, way)]
            if not taken:
                return
            answers = [one for taken_id in taken for one in await transcript.find_answers(session, taken_id)]
        if way is Delivered.HELD:
            await self._push(conversation, [one for one in answers if one.delivery == way], "answer")
        await self.wake_ups.announce(conversation_id)

    async def say(self, conversation: Conversation, utterances: Sequence[Utterance], purpose: str) -> None:
        """Takes something that answers no message: a notice, or a person's words."""
        way = conversation.way_unasked
        async with self.records.begin() as session:
            await transcript.record_delivery(session, [one.id for one in utterances], way)
        if way is Delivered.HELD:
            await self._push(conversation, utterances, purpose)
        await self.wake_ups.announce(conversation.id)

    async def push_again(self, conversation: Conversation, utterance: Utterance, purpose: str) -> None:
        """Sends once more what was refused, held, or may not have arrived."""
        await self._push(conversation, [utterance], purpose)
        await self.wake_ups.announce(conversation.id)

    async def send_rest(self, conversation: Conversation, inbound_id: int, rest: Sequence[Any]) -> None:
        """Sends what did not fit into an inline answer; where that fails the member gets all of it next time."""
        if await self._spend(conversation, "rest", rest) in (None, "refused"):
            async with self.records.begin() as session:
                answers = await transcript.find_answers(session, inbound_id)
                await transcript.record_delivery(session, [answers[-1].id], Delivered.HELD)

    async def _push(self, conversation: Conversation, utterances: Sequence[Utterance], purpose: str) -> None:
        """Sends them if the channel's window allows; what stays held waits."""
        messenger = self._find_messenger(conversation)
        if not utterances or messenger is None:
            return
        ids = [one.id for one in utterances]
        # Marked before sending: after a crash in between it is better unsaid once than said twice.
        async with self.records.begin() as session:
            await transcript.record_delivery(session, ids, Delivered.PUSHED)
        messages = messenger.write([conversation.channel.adapt(one.signed) for one in utterances])
        if await self._spend(conversation, purpose, messages, ids) in (None, "refused"):
            async with self.records.begin() as session:
                await transcript.record_delivery(session, ids, Delivered.HELD)

    async def _spend(
        self,
        conversation: Conversation,
        purpose: str,
        messages: Sequence[Any],
        utterance_ids: Sequence[int] = (),
    ) -> ledger.Outcome | None:
        """Reserves a place for each message, sends, and settles; None where the window has not room for all."""
        messenger = self._find_messenger(conversation)
        if messenger is None:
            return None
        places = await self._reserve(conversation.id, purpose, len(messages), utterance_ids)
        if not places:
            log.info("held_for_next_message", code="window_closed", conversation=conversation.id)
            return None
        for number, message in enumerate(messages):
            outcome, refusal = await _try(messenger, conversation, message)
            async with self.records.begin() as session:
                await ledger.settle(session, places[number], outcome, refusal)
                if outcome != "accepted":
                    for place in places[number + 1 :]:
                        await ledger.settle(session, place, "refused", refusal)
            if outcome != "accepted":
                # Once the beginning has arrived, to hold all of it would say that twice.
                return "unknown" if number else outcome
        return "accepted"

    def _find_messenger(self, conversation: Conversation) -> Messenger | None:
        is_sent = conversation.channel.unasked is Unasked.SENT
        return self.messengers.get(conversation.channel.name) if is_sent else None

    async def _reserve(
        self, conversation_id: int, purpose: str, count: int, utterance_ids: Sequence[int]
    ) -> list[int]:
        """A place in the window for each of `count` messages, or none at all."""
        async with self.records.begin() as session:
            places = await ledger.reserve(session, conversation_id, purpose, count, self.clock())
            if places and utterance_ids:
                await transcript.record_delivery(session, utterance_ids, Delivered.PUSHED, places[-1])
            return places


async def _try(
    messenger: Messenger, conversation: Conversation, message: Any
) -> tuple[ledger.Outcome, SendRefusal]:
    try:
        await messenger.send(conversation.address, message)
    except TransportError as fault:
        log.warning(
            "send_failed",
            code=fault.code,
            errcode=fault.errcode,
            conversation=conversation.id,
            advice=fault.detail or fault.advice,
        )
        return ("unknown" if fault.outcome_unknown else "refused"), fault.refusal
    return "accepted", NO_ANSWER
