"""One conversation as staff see it: everything said, by whom, how it fared, and the notes beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.desk.tickets import unknown_ticket
from bot.errors import StaffRefusal
from bot.kernel.conversation.conversations import Conversation, Utterance
from bot.kernel.conversation.understanding import Understood
from bot.kernel.desk.reply_states import ReplyDelivery, describe_delivery
from bot.records.conversation import ledger, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.conversation.inbox import find_kinds, find_understood
from bot.records.conversation.tickets import find_ticket
from bot.records.desk import staff_notes
from bot.records.desk.staff_notes import StaffNote

PAGE = 50


@dataclass(frozen=True)
class ShownMessage:
    """One utterance with its fate, the rows it was read from, and what kind of message it came in."""

    utterance: Utterance
    sending: ReplyDelivery | None
    facts: tuple[Mapping[str, Any], ...]
    kind: str
    understood: Understood | None = None


@dataclass(frozen=True)
class ThreadPage:
    """A stretch of a conversation, oldest first, and every note; `seen` is the newest utterance there is."""

    messages: tuple[ShownMessage, ...]
    notes: tuple[StaffNote, ...]
    has_more: bool
    seen: int


@dataclass(frozen=True)
class Threads:
    """Reads conversations."""

    records: Records
    clock: Callable[[], datetime]

    async def read(self, ticket_id: int, before: int | None = None, after: int | None = None) -> ThreadPage:
        """The last page, the page before an utterance, or what came after one."""
        async with self.records.begin() as session:
            ticket = await find_ticket(session, ticket_id)
            if ticket is None:
                raise unknown_ticket()
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            if after is not None:
                said = await transcript.find_said_after(session, conversation.id, after)
                has_more = False
            else:
                said = await transcript.find_said_before(session, conversation.id, before, PAGE + 1)
                has_more, said = len(said) > PAGE, said[-PAGE:]
            notes = await staff_notes.find_notes(session, conversation.id)
            seen = await transcript.find_newest(session, conversation.id)
            return ThreadPage(await self._show(session, conversation, said), tuple(notes), has_more, seen)

    async def read_message(self, utterance_id: int) -> ShownMessage:
        async with self.records.begin() as session:
            found = await transcript.find_utterance(session, utterance_id)
            if found is None:
                raise StaffRefusal("unknown_message", "没有这条消息。", 404)
            utterance, conversation_id = found
            conversation = await find_conversation_by_id(session, conversation_id)
            return (await self._show(session, conversation, [utterance]))[0]

    async def _show(
        self, session: AsyncSession, conversation: Conversation, said: Sequence[Utterance]
    ) -> tuple[ShownMessage, ...]:
        """Utterances with what staff see besides."""
        outcomes = await ledger.find_outcomes(
            session, {one.service_message_id for one in said if one.service_message_id}
        )
        facts = await transcript.find_facts(session, [one.id for one in said if one.speaker == "bot"])
        kinds = await find_kinds(
            session, [one.inbound_id for one in said if one.speaker == "member" and one.inbound_id]
        )
        understood = await find_understood(
            session, {one.inbound_id for one in said if one.speaker == "bot" and one.inbound_id}
        )
        now = self.clock()
        return tuple(
            ShownMessage(
                one,
                describe_delivery(one, outcomes.get(one.service_message_id or 0), conversation.channel, now),
                tuple(facts.get(one.id, ())),
                kinds.get(one.inbound_id or 0, "text") if one.speaker == "member" else "text",
                understood.get(one.inbound_id or 0) if one.speaker == "bot" else None,
            )
            for one in said
        )
