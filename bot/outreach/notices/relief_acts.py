"""Hands the teller what the relief desk did: each act once, at any hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.kernel.conversation.messages import Reply
from bot.kernel.members.relief import ReliefStepNotice
from bot.kernel.outreach.occasions import Change, Occasion
from bot.outreach.notices.doors import ReliefNews
from bot.outreach.notices.teller import Teller
from bot.outreach.notices.wording import say_relief_step

log = structlog.get_logger(__name__)

_TOLD_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class ReliefActs:
    """Acts of the last days; what was told already is left out by the teller."""

    news: ReliefNews
    teller: Teller
    clock: Callable[[], datetime]

    async def tell_waiting(self) -> int:
        """Tells what was done and not told yet; how many notices that were."""
        count = 0
        async for page in self.news.find_news(self.clock() - _TOLD_WITHIN):
            count += (await self.teller.tell([_read(one) for one in page])).count
        if count:
            log.info("relief_told", code="relief_told", count=count)
        return count


def _read(one: ReliefStepNotice) -> Change:
    """It goes by no template message: those tell the step that the claims database has."""
    return Change(Occasion.RELIEF_STEP, f"relief:{one.id}", one.member_id, words=Reply(say_relief_step(one)))
