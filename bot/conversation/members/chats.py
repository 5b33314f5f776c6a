"""Says something in several chats of a member at once, with a page each to undo it by."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.members.pages import MemberPages
from bot.delivery import Delivery
from bot.kernel.conversation.conversations import Conversation, Spoken, Utterance
from bot.kernel.conversation.messages import Reply
from bot.kernel.members.pages import PagePurpose
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id

Said = tuple[Conversation, list[Utterance]]


@dataclass(frozen=True)
class MemberChats:
    """Works within its callers' transactions; what was said is delivered after them."""

    pages: MemberPages
    delivery: Delivery
    clock: Callable[[], datetime]

    async def warn(
        self,
        session: AsyncSession,
        conversation_ids: Collection[int],
        words: str,
        undo: PagePurpose | None = None,
        target_id: int | None = None,
    ) -> list[Said]:
        """Says the same in each, with a page of its own to undo it by; kept for those that cannot be reached now."""
        told: list[Said] = []
        for conversation_id in conversation_ids:
            conversation = await find_conversation_by_id(session, conversation_id)
            links = (
                (await self.pages.issue(session, undo, conversation_id, target_id=target_id),) if undo else ()
            )
            code = "".join(self.pages.make_code_for(conversation, link) for link in links)
            text = words + (wording.say_code_with_link(code) if code else "")
            told.append((conversation, await self.say(session, conversation, Reply(text, links=links))))
        return told

    async def say(self, session: AsyncSession, conversation: Conversation, reply: Reply) -> list[Utterance]:
        """Says one thing that answers nothing."""
        spoken = [Spoken(reply, "system")]
        return await transcript.record_spoken(
            session, conversation.id, spoken, self.clock(), delivery=conversation.way_unasked
        )

    async def deliver(self, told: Sequence[Said]) -> None:
        """Takes it there, once it is committed."""
        for conversation, said in told:
            await self.delivery.say(conversation, said, "notice")
