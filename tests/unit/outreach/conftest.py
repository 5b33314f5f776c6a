"""Bulk outreach over real SQLite, against the stand-in for WeChat; the claims database is a list of members."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from bot.kernel.outreach.links import LinkRule
from bot.kernel.outreach.sending_limits import FrequencyCap, SendingLimits
from bot.kernel.outreach.sending_plan import QuietHours
from bot.memory.pace import InProcessPace
from bot.outreach.campaigns.audience_building import AudienceBuilding
from bot.outreach.campaigns.checking import NoticeCheck
from bot.outreach.campaigns.drafting import Drafting
from bot.outreach.campaigns.launching import Launching
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.sending.inline import InlineDispatcher
from bot.outreach.sending.recipient_ledger import RecipientLedger
from bot.outreach.sending.scheduler import CampaignScheduler
from bot.outreach.sending.senders import Senders, TemplateRecipientSender, TextRecipientSender
from bot.outreach.sending.slices import CampaignSender
from bot.records.database import Database
from bot.records.tables import ConversationRow, IdentityLinkRow
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.quick_connection import QuickConnection
from bot.wechat.outbound.outreach_sender import WeChatOutreach
from bot.wechat.outbound.template_offers import say_field_problem
from testing.fakes import FakeClock
from testing.migrated import open_migrated
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
CAP = FrequencyCap(2, 30)
LINKS = LinkRule(frozenset({"a.example"}))


@dataclass
class FakeMembers:
    """A claims database of some members, all found by any filter."""

    members: list[FoundMember] = field(default_factory=list)

    async def find_members(self, chosen: AudienceFilter) -> AsyncIterator[Sequence[FoundMember]]:
        """One page."""
        yield self.members

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
        """A row's name is the member's."""
        known = {one.values["姓名"]: one for one in self.members}
        found = [(row.line, known[row.name]) for row in rows if row.name in known]
        return found, [BadRow(row.line, "没有这个会员") for row in rows if row.name not in known]


@dataclass
class Outreach:
    """Everything that is joined to send, and the stand-in's side."""

    database: Database
    clock: FakeClock
    wechat: OutgoingApi
    members: FakeMembers
    drafting: Drafting
    launching: Launching
    sending: CampaignSender
    scheduler: CampaignScheduler
    inline: InlineDispatcher
    reading: OutreachReading
    api: WeChatApi

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
async def join_outreach(url: str) -> AsyncIterator[Outreach]:
    """The parts, joined."""
    clock, members = FakeClock(), FakeMembers()
    wechat = OutgoingApi(ACCOUNT, clock, lambda _message: None)
    database = await open_migrated(url)
    limits = SendingLimits(1000, 100_000, 1000, CAP, QuietHours(time(21), time(8, 30)))
    async with serve(wechat.application()) as base:
        connection = QuickConnection(base, (1.0, 2.0))
        api = WeChatApi(ACCOUNT.app_id, ACCOUNT.secret, api_base=base, connection=connection, clock=clock)
        sender = WeChatOutreach(api)
        ledger = RecipientLedger(database, limits, clock)
        pace = InProcessPace(limits.per_second)
        senders = Senders(TemplateRecipientSender(sender), TextRecipientSender(sender, database, clock))
        sending = CampaignSender(ledger, senders, pace)
        inline = InlineDispatcher(sending)
        building = AudienceBuilding(database, members, clock)
        yield Outreach(
            database,
            clock,
            wechat,
            members,
            Drafting(database, building, NoticeCheck(database, say_field_problem, LINKS), CAP, clock),
            Launching(database, CAP, LINKS, clock),
            sending,
            CampaignScheduler(database, inline, limits, LINKS, clock),
            inline,
            OutreachReading(database, limits, clock),
            api,
        )
        await inline.finish()
        await api.close()
    await database.close()


@pytest.fixture
async def outreach(tmp_path: Path) -> AsyncIterator[Outreach]:
    """Ready, with nobody to send to."""
    async with join_outreach(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}") as joined:
        yield joined
