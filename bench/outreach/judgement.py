"""Judges by the stand-in's own book: who got it twice, who is lost, and whether the ledger tells the truth."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bench.outreach.campaign import FIRST
from bot.kernel.outreach.campaigns import RecipientState
from bot.records.database import Database
from bot.records.tables import RecipientRow
from wechat_sim.book import read_book
from wechat_sim.crowd import name_follower

_TAKEN = {RecipientState.SENT, RecipientState.DELIVERED}


@dataclass(frozen=True)
class CampaignJudgement:
    """`lost`: neither got it nor is shown as one who may not have; `lies`: shown as sent, and not in the book."""

    recipients: int
    received: int
    twice: int
    lost: int
    lies: int
    unknown: int
    unknown_received: int
    most_in_a_second: int

    @property
    def is_good(self) -> bool:
        """Whether every promise was kept."""
        return not (self.twice or self.lost or self.lies)


async def judge_campaign(database: Database, campaign_id: int, book: Path) -> CampaignJudgement:
    """Compares the ledger with the book."""
    entries = list(read_book(book))
    got = Counter(entry.openid for entry in entries)
    async with database.begin() as session:
        query = select(RecipientRow.member_id, RecipientRow.state)
        rows = (await session.execute(query.where(RecipientRow.campaign_id == campaign_id))).all()
    lost = lies = unknown = unknown_received = 0
    for member_id, state in rows:
        has_it = got[name_follower(member_id - FIRST)] > 0
        unknown += state == RecipientState.UNKNOWN
        unknown_received += state == RecipientState.UNKNOWN and has_it
        lies += state in _TAKEN and not has_it
        lost += not has_it and state in (RecipientState.PENDING, RecipientState.SENDING)
    return CampaignJudgement(
        recipients=len(rows),
        received=len(got),
        twice=sum(count > 1 for count in got.values()),
        lost=lost,
        lies=lies,
        unknown=unknown,
        unknown_received=unknown_received,
        most_in_a_second=count_most_in_a_second([entry.at for entry in entries]),
    )


def count_most_in_a_second(moments: list[float]) -> int:
    """The most messages in any window of one second, wherever it begins."""
    moments, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
