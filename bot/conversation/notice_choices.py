"""Keeps which notices a member wants, and says which of them there really are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import ToldOccasions
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.notices import NoticeKind
from bot.records.conversation.notices import find_unwanted, record_choice_everywhere
from bot.records.members.identity import find_linked_member
from vocabulary.needs import Need

_CHOICES: Mapping[Need, tuple[NoticeKind, bool]] = {
    "stop_news": (NoticeKind.NEWS, False),
    "want_news": (NoticeKind.NEWS, True),
    "stop_service": (NoticeKind.SERVICE, False),
    "want_service": (NoticeKind.SERVICE, True),
}


@dataclass(frozen=True)
class NoticeChoices:
    """Within the caller's transaction."""

    occasions: ToldOccasions

    async def keep(
        self, session: AsyncSession, conversation: Conversation, needs: frozenset[Need], now: datetime
    ) -> str:
        """Keeps what was chosen; what to add where notices were opened or asked about: what will come, and what not."""
        for need, (kind, is_wanted) in _CHOICES.items():
            if need in needs:
                await record_choice_everywhere(session, conversation.id, kind, is_wanted, now)
        if "tell_notices" in needs:
            return await self._say_state(session, conversation)
        if "want_service" not in needs or "stop_news" in needs:
            return ""
        if await find_linked_member(session, conversation.id) is None:
            return wording.NOTICES_NEED_IDENTITY
        return wording.say_notices(await self.occasions.find_told(session, conversation))

    async def _say_state(self, session: AsyncSession, conversation: Conversation) -> str:
        """What was stopped, and what comes of the rest."""
        stopped = await find_unwanted(session, conversation.id)
        said = wording.say_stopped(stopped)
        if NoticeKind.SERVICE in stopped:
            return said
        if await find_linked_member(session, conversation.id) is None:
            return said + wording.NOTICES_NEED_IDENTITY
        return said + wording.say_notices(await self.occasions.find_told(session, conversation))
