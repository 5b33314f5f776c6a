"""Judges a load by two books: what the members read, and what the bot's database says was said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from bench.wechat_load.members import SentMessage
from bot.records.database import open_database
from bot.wiring.channels import CHANNELS
from wechat_sim.api import OutgoingApi

_WAYS = text(
    "SELECT inbound.key, utterances.delivery, utterances.speaker FROM inbound"
    " LEFT JOIN utterances ON utterances.inbound_id = inbound.id AND utterances.speaker <> 'member'"
)
_TICKETS = text("SELECT count(*) FROM tickets WHERE reason = 'outage'")
_WITHIN_SECONDS = 5.0
_OVER_LIMIT = (45015, 45047)


@dataclass(frozen=True)
class LoadJudgement:
    """What became of all messages."""

    messages: int
    inline: int
    later: int
    held: int
    lost: int
    twice: int
    fault_notices: int
    over_limit: int
    outage_tickets: int
    p50: float
    p99: float
    within_five_seconds: float

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing twice, nothing over the limit."""
        return not (self.lost or self.twice or self.over_limit)


async def judge(sent: Sequence[SentMessage], api: OutgoingApi, database_url: str) -> LoadJudgement:
    """Compares both books, message by message."""
    ways, tickets = await _read_ways(database_url)
    read = {one.message_id: one for one in sent}
    way_of = {number: ways.get(f"msg:{one.openid}:{number}", Counter()) for number, one in read.items()}
    inline = {number for number, one in read.items() if one.replies}
    pushed = {number for number in read if way_of[number]["pushed"]}
    held = {number for number in read if way_of[number]["held"]} - inline - pushed
    different = {number for number, one in read.items() if len(set(one.replies)) > 1}
    times = sorted(one.seconds for one in sent if one.replies) or [0.0]
    return LoadJudgement(
        messages=len(sent),
        inline=len(inline),
        later=len(pushed - inline),
        held=len(held),
        lost=len(set(read) - inline - pushed - held),
        twice=len(inline & pushed) + len(different),
        fault_notices=sum(bool(one.fault) for one in sent),
        over_limit=sum(api.errors.count(number) for number in _OVER_LIMIT),
        outage_tickets=tickets,
        p50=times[len(times) // 2],
        p99=times[int(len(times) * 0.99)],
        within_five_seconds=sum(one.seconds < _WITHIN_SECONDS and bool(one.replies) for one in sent)
        / max(1, len(sent)),
    )


async def _read_ways(database_url: str) -> tuple[Mapping[str, Counter[str]], int]:
    database = open_database(database_url, CHANNELS)
    ways: dict[str, Counter[str]] = {}
    async with database.begin() as session:
        for key, delivery, _speaker in await session.execute(_WAYS):
            ways.setdefault(key, Counter())[delivery or "none"] += 1
        tickets = int(await session.scalar(_TICKETS) or 0)
    await database.close()
    return ways, tickets
