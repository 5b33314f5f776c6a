"""Reads a web chat's conversation back: pages of it, what is new, and who is to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records, WatchedWakeUps
from bot.kernel.conversation.channels import Channel
from bot.kernel.conversation.conversations import Utterance
from bot.kernel.conversation.gate import decide_status
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation, open_conversation
from bot.records.conversation.inbox import find_details
from bot.records.conversation.tickets import find_open_ticket

Said = tuple[Utterance, str | None]


@dataclass(frozen=True)
class ChatHistory:
    """The member's own view of a web chat."""

    records: Records
    wake_ups: WatchedWakeUps
    clock: Callable[[], datetime]
    channel: Channel

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            async with self.records.begin() as session:
                await session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    async def open(self, visitor: str) -> int:
        """The visitor's conversation, made where there is none."""
        async with self.records.begin() as session:
            return (await open_conversation(session, self.channel.name, visitor, "", self.clock())).id

    async def find_page(self, visitor: str, before: int | None, limit: int) -> tuple[list[Said], bool, str]:
        """The last `limit` utterances before `before`, whether there are more, and the status."""
        async with self.records.begin() as session:
            conversation = await find_conversation(session, self.channel.name, visitor)
            if conversation is None:
                return [], False, "bot"
            said = await transcript.find_said_before(session, conversation.id, before, limit + 1)
            page = await _with_message_ids(session, said[-limit:])
            ticket = await find_open_ticket(session, conversation.id)
            return page, len(said) > limit, decide_status(ticket)

    async def find_after(self, conversation_id: int, after: int) -> list[Said]:
        """What was said after the utterance `after`."""
        async with self.records.begin() as session:
            said = await transcript.find_said_after(session, conversation_id, after)
            return await _with_message_ids(session, said)

    async def find_standing(self, visitor: str) -> str | None:
        """The status of a visitor's conversation; None where they said nothing yet."""
        async with self.records.begin() as session:
            conversation = await find_conversation(session, self.channel.name, visitor)
            return decide_status(await find_open_ticket(session, conversation.id)) if conversation else None

    async def find_status(self, conversation_id: int) -> str:
        """`bot`, `waiting` or `staff`."""
        async with self.records.begin() as session:
            return decide_status(await find_open_ticket(session, conversation_id))


async def _with_message_ids(session: AsyncSession, said: Sequence[Utterance]) -> list[Said]:
    own = [one.inbound_id for one in said if one.speaker == "member" and one.inbound_id]
    details = await find_details(session, own)
    return [
        (one, details.get(one.inbound_id or 0, {}).get("message_id") if one.speaker == "member" else None)
        for one in said
    ]
