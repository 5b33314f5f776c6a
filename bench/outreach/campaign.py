"""What outreach is measured on: a crowd of followers that are linked to members, and a campaign to all of them."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import insert

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from bot.members.database import ClaimsDatabase
from bot.records.database import Database
from bot.records.tables import ConversationRow, IdentityLinkRow
from bot.settings import Settings
from bot.wiring import Doors, OutreachParts, join_parts
from bot.wiring.doors import Clock
from bot.wiring.member_doors import MemberDoors, ask_claims
from wechat_sim.crowd import name_follower
from wechat_sim.templates import LOCAL_TEMPLATE

WRITER = StaffMember(1, "zhoulan", "周岚", Role.SUPERVISOR)
SECOND = StaffMember(2, "sunmin", "孙敏", Role.REVIEWER)
CONTENT = CampaignContent(
    NoticeKind.NEWS,
    SendingWay.TEMPLATE,
    LOCAL_TEMPLATE,
    {"thing1": "{姓名}，保障快到期了", "phrase2": "请续保", "time3": "2026年12月31日 18:00"},
)
_PAGE = 5000
# Members of the crowd are numbered behind those of the demonstration.
FIRST = 1_000_000


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class CrowdMembers:
    """A claims database whose every member follows the account."""

    count: int

    async def find_members(self, chosen: AudienceFilter) -> AsyncIterator[Sequence[FoundMember]]:
        """Pages of them."""
        for first in range(1, self.count + 1, _PAGE):
            numbers = range(first, min(first + _PAGE, self.count + 1))
            yield [FoundMember(FIRST + number, {"姓名": f"会员{number}"}) for number in numbers]

    async def find_choices(self) -> Choices:
        """One district."""
        return {"districts": {"朝阳区": "朝阳区"}}

    async def find_unions(self, written: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """There are none."""
        return [], written

    async def name_unions(self, codes: Sequence[str]) -> Sequence[str]:
        """There are none."""
        return codes

    async def find_listed(
        self, rows: Sequence[ListedMember]
    ) -> tuple[Sequence[tuple[int, FoundMember]], Sequence[BadRow]]:
        """Nobody is looked for by a list here."""
        raise NotImplementedError


@dataclass(frozen=True)
class OutreachBench:
    """Outreach as staff have it: a campaign written by one person and approved by another, step by step."""

    database: Database
    claims: ClaimsDatabase
    outreach: OutreachParts

    async def choose(self, chosen: AudienceFilter, content: CampaignContent) -> int:
        """The audience is found; the campaign's number."""
        drafting = self.outreach.drafting
        campaign_id = await drafting.create(WRITER, "续保提醒", content)
        await drafting.choose_filter(WRITER, campaign_id, 1, chosen)
        return campaign_id

    async def submit(self, campaign_id: int) -> None:
        """Every member's values are checked."""
        await self.outreach.drafting.submit(WRITER, campaign_id, 2)

    async def approve(self, campaign_id: int) -> None:
        """The recipients are frozen."""
        drafting = self.outreach.drafting
        seen = await drafting.find_hash(await drafting.find(campaign_id))
        await self.outreach.launching.approve(SECOND, campaign_id, seen)

    async def start(self, campaign_id: int) -> None:
        """Begins to send."""
        await self.outreach.launching.start(WRITER, campaign_id, None)

    async def start_to_all(self) -> int:
        """A campaign to the whole crowd begins; its number."""
        campaign_id = await self.choose(AudienceFilter(districts=("朝阳区",)), CONTENT)
        await self.submit(campaign_id)
        await self.approve(campaign_id)
        await self.start(campaign_id)
        return campaign_id


async def make_followers(database: Database, count: int) -> None:
    """Conversations of the crowd, linked to its members."""
    for first in range(1, count + 1, _PAGE):
        numbers = range(first, min(first + _PAGE, count + 1))
        async with database.begin() as session:
            await session.execute(
                insert(ConversationRow),
                [
                    {
                        "id": FIRST + number,
                        "channel": "wechat",
                        "address": name_follower(number),
                        "account": "",
                        "dialogue": 0,
                        "opened_at": now(),
                    }
                    for number in numbers
                ],
            )
            await session.execute(
                insert(IdentityLinkRow),
                [
                    {"conversation_id": FIRST + number, "member_id": FIRST + number, "linked_at": now()}
                    for number in numbers
                ],
            )


@asynccontextmanager
async def join_bench(settings: Settings, doors: Doors | None = None) -> AsyncIterator[OutreachBench]:
    """Joins the parts as every process does; its connections are given back with the block."""
    parts = join_parts(settings, doors)
    assert parts.outreach, "there is a WeChat account"
    try:
        yield OutreachBench(parts.base.database, parts.base.claims, parts.outreach)
    finally:
        await parts.close()


def show_crowd(count: int) -> Doors:
    """Production's doors, but for the audience: so many members, who all follow the account."""

    def ask(claims: ClaimsDatabase, clock: Clock, find_today: Callable[[], date]) -> MemberDoors:
        return replace(ask_claims(claims, clock, find_today), audience=CrowdMembers(count))

    return Doors(open_members=ask)
