"""Commits each message before anything else is done with it, and knows a repeated delivery."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.kernel.conversations import Conversation, Received, Spoken
from bot.kernel.gate import OPENING_EVENTS, SCENE_EVENTS
from bot.kernel.masking import mask_numbers
from bot.kernel.messages import Inbound, Reply
from bot.records import inbox, transcript
from bot.records.conversations import (
    find_conversation_by_id,
    open_conversation,
    record_last_event,
    record_last_inbound,
    record_scene,
)

MAX_CHARACTERS = 5000


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
    clock: Callable[[], datetime]

    async def accept(self, inbound: Inbound) -> Accepted:
        """Stores the message, masked, or finds its first delivery; raises where the database is gone."""
        masked, found = mask_numbers(inbound.text[:MAX_CHARACTERS])
        details = {**inbound.details, "masked": "1"} if found else inbound.details
        kept = replace(inbound, text=masked, details=details)
        try:
            return await self._store(kept)
        except IntegrityError:
            # It was delivered before, or the first message of the same member was committed meanwhile.
            return await self._find(kept) or await self._store(kept)

    async def _find(self, inbound: Inbound) -> Accepted | None:
        async with self.records.begin() as session:
            received = await inbox.find_received_by_key(session, inbound.key)
            if received is None:
                return None
            conversation = await find_conversation_by_id(session, received.conversation_id)
            return Accepted(conversation, received, repeated=True)

    async def _store(self, inbound: Inbound) -> Accepted:
        now = self.clock()
        async with self.records.begin() as session:
            conversation = await open_conversation(
                session, inbound.channel, inbound.address, inbound.account, now
            )
            received_id = await inbox.record_inbound(session, conversation.id, inbound, now)
            await self._note(session, conversation.id, inbound, now)
            words = inbound.question or ("" if inbound.kind == "event" else f"［{inbound.kind}］")
            if words:
                said = Spoken(Reply(words), speaker="member")
                await transcript.record_spoken(session, conversation.id, [said], now, inbound_id=received_id)
        received = Received(received_id, conversation.id, inbound, now, False, None)
        return Accepted(conversation, received, repeated=False)

    @staticmethod
    async def _note(session: AsyncSession, conversation_id: int, inbound: Inbound, now: datetime) -> None:
        """Opens the window that WeChat opens by it. A tap on a choice of ours counts as a tap on the menu."""
        event = inbound.details.get("event")
        if event in OPENING_EVENTS or "menu_choice" in inbound.details:
            await record_last_event(session, conversation_id, now)
        elif inbound.kind != "event":
            await record_last_inbound(session, conversation_id, now)
        if event in SCENE_EVENTS and inbound.details.get("key"):
            await record_scene(session, conversation_id, inbound.details["key"])
