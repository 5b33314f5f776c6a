"""Keeps which notices a member wants, and says which of them there really are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.engine.answers import Need
from bot.kernel.automatic_notices import OCCASIONS, Occasion
from bot.kernel.conversations import Conversation
from bot.kernel.notices import NoticeKind
from bot.records.automatic_notices import find_automatic_notices
from bot.records.identity import find_linked_member
from bot.records.notices import record_choice_everywhere

_CHOICES: Mapping[Need, tuple[NoticeKind, bool]] = {
    "stop_news": (NoticeKind.NEWS, False),
    "want_news": (NoticeKind.NEWS, True),
    "stop_service": (NoticeKind.SERVICE, False),
    "want_service": (NoticeKind.SERVICE, True),
}
_SHOWN_IN_THE_PAGE = (Occasion.RELIEF_STEP, Occasion.VISIT_TOMORROW)
"""The web chat shows these by themselves; WeChat lets nothing through unasked but template messages."""


@dataclass(frozen=True)
class NoticeChoices:
    """Within the caller's transaction."""

    has_visit_template: bool = False

    async def keep(
        self, session: AsyncSession, conversation: Conversation, needs: frozenset[Need], now: datetime
    ) -> str:
        """Keeps what was chosen; what to add where notices were opened: those that will come, or that none do."""
        for need, (kind, is_wanted) in _CHOICES.items():
            if need in needs:
                await record_choice_everywhere(session, conversation.id, kind, is_wanted, now)
        if "want_service" not in needs or "stop_news" in needs:
            return ""
        if await find_linked_member(session, conversation.id) is None:
            return wording.NOTICES_NEED_IDENTITY
        return wording.say_notices(await self._find_told(session, conversation))

    async def _find_told(self, session: AsyncSession, conversation: Conversation) -> Sequence[str]:
        if conversation.channel != "wechat":
            return [OCCASIONS[one] for one in _SHOWN_IN_THE_PAGE]
        told = {one.occasion for one in await find_automatic_notices(session) if one.is_on}
        told |= {Occasion.VISIT_TOMORROW} if self.has_visit_template else set()
        return [words for occasion, words in OCCASIONS.items() if occasion in told]
