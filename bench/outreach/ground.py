"""The ground that outreach is measured on: a crowd of followers that are linked, and a campaign to all of them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert

from bot.kernel.audiences import AudienceChoices, AudienceFilter, BadRow, FoundMember, ListedMember
from bot.kernel.campaigns import CampaignContent, Way
from bot.kernel.notices import NoticeKind
from bot.kernel.staff import Role, StaffMember
from bot.outreach.audience_building import AudienceBuilding
from bot.outreach.checking import NoticeCheck
from bot.outreach.drafting import Drafting
from bot.outreach.launching import Launching
from bot.records.audiences import FrequencyCap
from bot.records.database import Database
from bot.records.tables import ConversationRow, IdentityLinkRow
from bot.wechat.template_offers import say_field_problem
from wechat_sim.crowd import name_follower
from wechat_sim.templates import LOCAL_TEMPLATE

WRITER = StaffMember(1, "zhoulan", "周岚", Role.SUPERVISOR)
SECOND = StaffMember(2, "sunmin", "孙敏", Role.REVIEWER)
CONTENT = CampaignContent(
    NoticeKind.NEWS,
    Way.TEMPLATE,
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

    async def find_choices(self) -> AudienceChoices:
        """One district."""
        return AudienceChoices(["朝阳区"], {}, {}, {})

    async def find_unions(self, written: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """There are none."""
        return [], written

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


async def approve_campaign(database: Database, count: int, content: CampaignContent = CONTENT) -> int:
    """An approved campaign to the whole crowd; its number."""
    cap = FrequencyCap(0, 1)
    building = AudienceBuilding(database, CrowdMembers(count), now)
    drafting = Drafting(database, building, NoticeCheck(database, say_field_problem), cap, now)
    campaign_id = await drafting.create(WRITER, "续保提醒", content)
    await drafting.choose_filter(WRITER, campaign_id, 1, AudienceFilter(districts=("朝阳区",)))
    await drafting.submit(WRITER, campaign_id, 2)
    seen = await drafting.find_hash(await drafting.find(campaign_id))
    await Launching(database, cap, now).approve(SECOND, campaign_id, seen)
    return campaign_id


async def start_campaign(database: Database, campaign_id: int) -> None:
    """Begins to send."""
    await Launching(database, FrequencyCap(0, 1), now).start(WRITER, campaign_id, None)
