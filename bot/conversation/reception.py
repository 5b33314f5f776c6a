"""Commits each message before anything else is done with it, and knows a repeated delivery."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.handoff import Handoffs
from bot.delivery import Records
from bot.kernel.conversation.channel_events import Arrived
from bot.kernel.conversation.conversations import Conversation, Received, Spoken
from bot.kernel.conversation.danger import Danger, find_danger
from bot.kernel.conversation.gate import opens_window
from bot.kernel.conversation.masking import mask_numbers
from bot.kernel.conversation.messages import Inbound, Reply
from bot.kernel.conversation.understanding import Understood
from bot.kernel.plain_text import drop_no_text
from bot.kernel.signing import Signer
from bot.records.conversation import inbox, transcript
from bot.records.conversation.conversations import (
    find_conversation_by_id,
    open_conversation,
    record_last_event,
    record_last_inbound,
    record_scene,
)
from bot.records.members.forgetting import HASHED, close_unused

MAX_CHARACTERS = 5000
_CRISIS = Understood((("crisis", 1.0),))


@dataclass(frozen=True)
class Accepted:
    """A committed message, in its conversation; `repeated` when it had been delivered before."""

    conversation: Conversation
    received: Received
    repeated: bool


@dataclass(frozen=True)
class Reception:
    """Where every message comes in."""

    records: Records
    signer: Signer
    clock: Callable[[], datetime]
    handoffs: Handoffs

    async def accept(self, inbound: Inbound) -> Accepted:
        """Stores the message, masked, or finds its first delivery; raises where the database is gone."""
        masked, found = mask_numbers(drop_no_text(inbound.text)[:MAX_CHARACTERS])
        details = {**inbound.details, "masked": "1"} if found else inbound.details
        # The key holds the sender's address: what is left of a message must not tell it.
        key = f"{HASHED}{self.signer.sign('inbound', inbound.key)}"
        kept = replace(inbound, text=masked, details=details, key=key)
        now = self.clock()
        async with self.records.begin() as session:
            conversation = await open_conversation(session, kept.channel, kept.address, kept.account, now)
            received_id = await inbox.record_inbound(session, conversation.id, kept, now)
            if received_id is None:
                return await self._find_first(session, kept.key, conversation)
            await self._note(session, conversation.id, kept, now)
            words = kept.question or ("" if kept.kind == "event" else f"［{kept.kind}］")
            if words:
                said = Spoken(Reply(words), speaker="member")
                await transcript.record_spoken(session, conversation.id, [said], now, inbound_id=received_id)
            received = Received(received_id, conversation.id, kept, now, False, None)
            if danger := find_danger(kept.question):
                received = await self._answer_danger(session, conversation, received, danger)
        return Accepted(conversation, received, repeated=False)

    async def _answer_danger(
        self, session: AsyncSession, conversation: Conversation, received: Received, danger: Danger
    ) -> Received:
        """Answers words of danger with the commit itself: no lock, no queue and no understanding comes before.

        What is held for the member stays held: nothing stands before the numbers to call.
        """
        conversation_id, now = conversation.id, self.clock()
        spoken = await self.handoffs.raise_alarm(session, received, danger)
        if spoken and received.inbound.details.get("masked"):
            spoken.append(Spoken(Reply(wording.say_masked(conversation.channel))))
        await inbox.record_answered(session, received.id, now, _CRISIS)
        await transcript.record_spoken(session, conversation_id, spoken, now, inbound_id=received.id)
        await self.handoffs.note_said(session, conversation_id)
        return replace(received, answered_at=now)

    @staticmethod
    async def _find_first(session: AsyncSession, key: str, opened: Conversation) -> Accepted:
        """The first delivery; a conversation that only this one opened, for its member has left since, goes again."""
        received = await inbox.find_received_by_key(session, key)
        if received is None:
            raise LookupError("no such message")
        if opened.id != received.conversation_id:
            await close_unused(session, opened.id)
        conversation = await find_conversation_by_id(session, received.conversation_id)
        return Accepted(conversation, received, repeated=True)

    @staticmethod
    async def _note(session: AsyncSession, conversation_id: int, inbound: Inbound, now: datetime) -> None:
        """Opens the window that the channel opens by it."""
        if opens_window(inbound):
            await record_last_event(session, conversation_id, now)
        elif inbound.kind != "event":
            await record_last_inbound(session, conversation_id, now)
        if isinstance(inbound.event, Arrived) and inbound.event.scene:
            await record_scene(session, conversation_id, inbound.event.scene)
