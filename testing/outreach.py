"""Bulk outreach over real SQLite, against the stand-in for WeChat; the claims database is a list of members."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter
from bot.kernel.outreach.audiences import FoundMember
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from bot.kernel.outreach.links import LinkRule
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.launching import Launching
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.sending.inline import InlineDispatcher
from bot.outreach.sending.scheduler import CampaignScheduler
from bot.outreach.sending.slices import CampaignSender
from bot.records.database import Database
from bot.records.tables import ConversationRow, IdentityLinkRow
from bot.wechat.account.client import WeChatApi
from bot.wiring import OutreachParts, Parts, join_parts
from bot.wiring.wechat_parts import join_wechat
from testing.audience import FakeAudience
from testing.fakes import FakeClock
from testing.migrated import open_migrated
from testing.settings import make_settings
from testing.stand_ins import StandIns
from testing.wechat_account import ACCOUNT
from wechat_sim.allowances import Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve
from wechat_sim.templates import LOCAL_TEMPLATE

WRITER = StaffMember(1, "zhoulan", "周岚", Role.SUPERVISOR)
SECOND = StaffMember(2, "sunmin", "孙敏", Role.REVIEWER)
CONTENT = CampaignContent(
    NoticeKind.NEWS,
    SendingWay.TEMPLATE,
    LOCAL_TEMPLATE,
    {"thing1": "{姓名}，保障快到期了", "phrase2": "请续保", "time3": "2026年3月31日 18:00"},
)
LINKS = LinkRule(frozenset({"a.example"}))


@dataclass
class Outreach:
    """A bot that sends to many, and the stand-in's side."""

    parts: Parts
    outreach: OutreachParts
    clock: FakeClock
    wechat: OutgoingApi
    members: FakeAudience

    @property
    def database(self) -> Database:
        """The bot's own."""
        return self.parts.base.database

    @property
    def drafting(self) -> Drafting:
        return self.outreach.drafting

    @property
    def launching(self) -> Launching:
        return self.outreach.launching

    @property
    def reading(self) -> OutreachReading:
        return self.outreach.reading

    @property
    def scheduler(self) -> CampaignScheduler:
        return self.outreach.scheduler

    @property
    def inline(self) -> InlineDispatcher:
        return self.outreach.inline

    @property
    def sending(self) -> CampaignSender:
        return self.outreach.sending.campaigns

    @property
    def api(self) -> WeChatApi:
        return self.outreach.sending.api

    async def follow(self, count: int, first: int = 1) -> None:
        """So many members follow the account and are linked."""
        now = self.clock()
        for number in range(first, first + count):
            openid = f"oFollower{number:06}"
            self.wechat.followers[openid] = Follower()
            self.members.members.append(FoundMember(number, {"姓名": f"会员{number}"}))
            async with self.database.begin() as session:
                session.add(
                    ConversationRow(
                        id=number, channel="wechat", address=openid, opened_at=now, last_inbound_at=now
                    )
                )
                await session.flush()
                session.add(IdentityLinkRow(conversation_id=number, member_id=number, linked_at=now))

    async def approve(self, content: CampaignContent = CONTENT) -> int:
        """A campaign to everybody, approved by a second person."""
        campaign_id = await self.submit(content)
        seen = await self.drafting.find_hash(await self.drafting.find(campaign_id))
        await self.launching.approve(SECOND, campaign_id, seen)
        return campaign_id

    async def submit(self, content: CampaignContent = CONTENT) -> int:
        """A campaign to everybody that waits for a second person."""
        campaign_id = await self.drafting.create(WRITER, "续保提醒", content)
        await self.drafting.choose_filter(WRITER, campaign_id, 1, AudienceFilter(districts=("朝阳区",)))
        await self.drafting.submit(WRITER, campaign_id, 2)
        return campaign_id

    async def start(self, content: CampaignContent = CONTENT, count: int | None = None) -> int:
        """An approved campaign that runs."""
        campaign_id = await self.approve(content)
        await self.launching.start(WRITER, campaign_id, count)
        return campaign_id

    async def send(self, campaign_id: int) -> int:
        """Works on a campaign until nothing is left for now."""
        return await self.sending.work(campaign_id, 30)

    async def states(self, campaign_id: int) -> dict[str, int]:
        """How many recipients are in each state."""
        rows = await self.rows(
            "SELECT state, count(*) FROM recipients WHERE campaign_id = :id GROUP BY state", id=campaign_id
        )
        return {state: count for state, count in rows}

    async def rows(self, statement: str, **values: Any) -> list[Any]:
        """What the database holds."""
        async with self.database.begin() as session:
            return list((await session.execute(text(statement), values)).all())

    async def execute(self, statement: str, **values: Any) -> None:
        """Changes what the database holds."""
        async with self.database.begin() as session:
            await session.execute(text(statement), values)


@asynccontextmanager
async def open_outreach(folder: Path, **settings: Any) -> AsyncIterator[Outreach]:
    """Joins it, with nobody to send to; `settings` are those that differ from the tests' own."""
    stand_ins = StandIns()
    wechat = OutgoingApi(ACCOUNT, stand_ins.clock, lambda _message: None)
    async with serve(wechat.application()) as base:
        bounds = {"outreach_per_second": 1000, "outreach_kept_for_service": 1000, "outreach_cap_notices": 2}
        places = {"wechat_api_base": base, "public_url": "https://a.example"}
        made = make_settings(folder, **{**bounds, **places, **settings})
        await (await open_migrated(made.bot_database)).close()
        parts = join_parts(made, replace(stand_ins.doors(), open_wechat=join_wechat))
        assert parts.outreach
        yield Outreach(parts, parts.outreach, stand_ins.clock, wechat, stand_ins.audience)
        await parts.outreach.inline.finish()
        await parts.close()
