"""A feed that stands still is said in the log, not every minute, and makes /readyz say so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.desk.feeds import FeedWatch
from bot.kernel.members.feeds import IncomingFeed

NOW = datetime(2026, 3, 18, 2, tzinfo=UTC)
LONGEST = timedelta(days=3)


@dataclass
class GivenFeeds:
    """Feeds that came so long ago, and a clock that can be moved."""

    ages: dict[str, timedelta]
    now: datetime = NOW
    at: datetime = field(default=NOW)

    async def find(self) -> Sequence[IncomingFeed]:
        return [IncomingFeed(kind, self.at - age, self.at) for kind, age in self.ages.items()]


def watch(feeds: GivenFeeds) -> FeedWatch:
    return FeedWatch(feeds, lambda: feeds.now, LONGEST)


async def test_what_stands_still_is_said_once_and_again_after_hours() -> None:
    feeds = GivenFeeds({"claims": timedelta(days=3, minutes=1), "members": timedelta(days=2)})
    watching = watch(feeds)
    with capture_logs() as lines:
        await watching.look()
        feeds.now += timedelta(hours=1)
        await watching.look()
    assert [(line["code"], line["kind"]) for line in lines] == [("feed_stands_still", "claims")]
    assert lines[0]["advice"]
    with capture_logs() as later:
        feeds.now += timedelta(hours=6)
        await watching.look()
    assert [line["kind"] for line in later] == ["claims"]
    assert not await watching.is_well()


async def test_what_is_new_or_never_came_is_well() -> None:
    for ages in ({}, {"claims": timedelta(days=3)}):
        watching = watch(GivenFeeds(ages))
        with capture_logs() as lines:
            await watching.look()
        assert lines == []
        assert await watching.is_well()
