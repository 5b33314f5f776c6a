"""What becomes of a conversation whose member leaves: its personal content goes, in both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.doors import MemberDetails
from bot.conversation.handoff import Handoffs
from bot.delivery import Records
from bot.records.audit import record_audit
from bot.records.members.forgetting import forget_conversation
from bot.records.members.identity import find_conversations_of


@dataclass(frozen=True)
class Leaving:
    """Forgets conversations."""

    records: Records
    handoffs: Handoffs
    details: MemberDetails
    clock: Callable[[], datetime]

    async def forget(self, session: AsyncSession, conversation_id: int) -> None:
        """Within the caller's transaction."""
        await self.handoffs.close_unfollowed(session, conversation_id)
        await forget_conversation(session, conversation_id, self.clock())
        await record_audit(session, "member", "forget", self.clock(), conversation_id=conversation_id)

    async def forget_drafts(self, member_id: int) -> None:
        """What a member left half filled in, unless they go on in another chat."""
        async with self.records.begin() as session:
            elsewhere = await find_conversations_of(session, [member_id])
        if not elsewhere:
            await self.details.forget_drafts(member_id)
