"""The ground that outreach is measured on: a crowd of followers that are linked, and a campaign to all of them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from bot.kernel.outreach.links import LinkRule
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.outreach.campaigns.audience_building import AudienceBuilding
from bot.outreach.campaigns.checking import NoticeCheck
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.launching import Launching
from bot.outreach.doors import MemberSource
from bot.records.database import Database
from bot.records.tables import ConversationRow, IdentityLinkRow
from bot.wechat.outbound.template_offers import say_field_problem
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
_NO_LINKS = LinkRule(frozenset())
_NO_CAP = FrequencyCap(0, 1)
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


async def approve_campaign(database: Database, count: int) -> int:
    """An approved campaign to the whole crowd; its number."""
    writing = Writing(database, CrowdMembers(count))
    campaign_id = await writing.choose(AudienceFilter(districts=("朝阳区",)), CONTENT)
    await writing.submit(campaign_id)
    await writing.approve(campaign_id)
    return campaign_id


@dataclass(frozen=True)
class Writing:
    """A campaign written by one person and approved by another, step by step."""

    database: Database
    source: MemberSource

    async def choose(self, chosen: AudienceFilter, content: CampaignContent) -> int:
        """The audience is found; the campaign's number."""
        drafting = self._drafting()
        campaign_id = await drafting.create(WRITER, "续保提醒", content)
        await drafting.choose_filter(WRITER, campaign_id, 1, chosen)
        return campaign_id

    async def submit(self, campaign_id: int) -> None:
        """Every member's values are checked."""
        await self._drafting().submit(WRITER, campaign_id, 2)

    async def approve(self, campaign_id: int) -> None:
        """The recipients are frozen."""
        drafting = self._drafting()
        seen = await drafting.find_hash(await drafting.find(campaign_id))
        await Launching(self.database, _NO_CAP, _NO_LINKS, now).approve(SECOND, campaign_id, seen)

    def _drafting(self) -> Drafting:
        building = AudienceBuilding(self.database, self.source, now)
        return Drafting(
            self.database, building, NoticeCheck(self.database, say_field_problem, _NO_LINKS), _NO_CAP, now
        )


async def start_campaign(database: Database, campaign_id: int) -> None:
    """Begins to send."""
    await Launching(database, _NO_CAP, _NO_LINKS, now).start(WRITER, campaign_id, None)
