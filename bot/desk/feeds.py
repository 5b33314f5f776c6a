"""Watches what the centre hands in: a feed that stands still is said in the log, in /readyz and on the desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from prometheus_client import Gauge

from bot.kernel.members.feeds import IncomingFeed, find_still

log = structlog.get_logger(__name__)

AGE = Gauge("huzhu_feed_age_seconds", "How old the centre's data are, since they were complete.", ["kind"])
KINDS: Mapping[str, str] = {
    "unions": "工会",
    "members": "会员",
    "enrolments": "参保",
    "claims": "理赔",
    "claim_steps": "理赔进度",
    "claim_documents": "理赔材料",
    "payments": "打款",
    "relief_applications": "救助申请",
    "relief_steps": "救助进度",
}
_SAID_AGAIN_AFTER = timedelta(hours=6)


class Feeds(Protocol):
    """How far the centre's data are in."""

    async def find(self) -> Sequence[IncomingFeed]:
        """Those that ever came."""
        ...


@dataclass
class FeedWatch:
    """`longest`: how old a feed may be before it stands still."""

    feeds: Feeds
    clock: Callable[[], datetime]
    longest: timedelta
    _said: dict[str, datetime] = field(default_factory=dict)

    async def look(self) -> None:
        """One round: measures, and says what stands still, again every six hours."""
        now, feeds = self.clock(), await self.feeds.find()
        for one in feeds:
            AGE.labels(one.kind).set((now - one.complete_up_to).total_seconds())
        still = find_still(feeds, now, self.longest)
        self._said = {one.kind: self._said[one.kind] for one in still if one.kind in self._said}
        for one in still:
            if now - self._said.get(one.kind, now - _SAID_AGAIN_AFTER) >= _SAID_AGAIN_AFTER:
                self._said[one.kind] = now
                log.error(
                    "feed_stands_still",
                    code="feed_stands_still",
                    kind=one.kind,
                    complete_up_to=one.complete_up_to.isoformat(),
                    advice="Members hear of old data. See why the centre's files do not come, and import newer ones.",
                )

    async def find_all(self) -> tuple[Sequence[IncomingFeed], Sequence[IncomingFeed]]:
        """All of them, and those that stand still."""
        feeds = await self.feeds.find()
        return feeds, find_still(feeds, self.clock(), self.longest)

    async def is_well(self) -> bool:
        """Whether none stands still."""
        return not (await self.find_all())[1]
