"""Writing a campaign: its notice and its audience, until it is submitted; every edit takes an approval back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter
from bot.kernel.outreach.audiences import Audience, AudienceCount
from bot.kernel.outreach.campaign_message import hash_campaign
from bot.kernel.outreach.campaigns import Campaign, CampaignContent, CampaignState, SkipReason
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.outreach.campaigns.audience_building import AudienceBuilding
from bot.outreach.campaigns.checking import FieldProblem, NoticeCheck, ShortNames
from bot.records.audit import record_audit
from bot.records.outreach import audiences, campaigns, left_out, recipients, standing

ExportedList = Literal["recipients", "left_out"]
_LONGEST_NAME = 60
_COPY = "（再发）"


@dataclass(frozen=True)
class Drafting:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    building: AudienceBuilding
    check: NoticeCheck
    cap: FrequencyCap
    clock: Callable[[], datetime]

    async def create(
        self, staff: StaffMember, name: str, content: CampaignContent, repeats: int | None = None
    ) -> int:
        """A new draft; its number."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        async with self.records.begin() as session:
            campaign_id = await campaigns.create_campaign(
                session, _check_name(name), content, staff, self.clock(), repeats
            )
            await self._audit(session, staff, "outreach_created", campaign_id)
        return campaign_id

    async def copy(self, staff: StaffMember, campaign_id: int, *, is_for_the_missed: bool) -> int:
        """A new draft that says the same; to whom is chosen anew, by today's data. Its number.

        Whoever got the first one does not get this one where it `is_for_the_missed`.
        """
        campaign = await self.find(campaign_id)
        name = f"{campaign.name[: _LONGEST_NAME - len(_COPY)]}{_COPY}"
        repeats = campaign.first if is_for_the_missed else None
        return await self.create(staff, name, campaign.content, repeats)

    async def find(self, campaign_id: int) -> Campaign:
        async with self.records.begin() as session:
            campaign = await campaigns.find_campaign(session, campaign_id)
        if campaign is None:
            raise StaffRefusal("unknown_campaign", "没有这次群发。", 404)
        return campaign

    async def find_audience(self, campaign: Campaign) -> Audience | None:
        """Whom it is for."""
        async with self.records.begin() as session:
            return await audiences.find_audience(session, campaign.audience_id)

    async def count(self, campaign: Campaign) -> AudienceCount | None:
        """How many would get it now, and why the others would not."""
        if campaign.audience_id is None:
            return None
        async with self.records.begin() as session:
            return await standing.count_audience(
                session, campaign, campaign.audience_id, self.cap, self.clock()
            )

    async def edit(
        self, staff: StaffMember, campaign_id: int, version: int, name: str, content: CampaignContent
    ) -> None:
        """Changes what is sent."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        await self._edit(staff, campaign_id, version, "outreach_edited", _check_name(name), content)

    async def choose_filter(
        self, staff: StaffMember, campaign_id: int, version: int, chosen: AudienceFilter
    ) -> None:
        """Changes whom it is for."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        campaign = await self._find_editable(campaign_id, version)
        audience_id = await self.building.build_by_filter(campaign, chosen)
        await self._edit(staff, campaign_id, version, "outreach_filtered", audience_id=audience_id)

    async def upload_list(
        self, staff: StaffMember, campaign_id: int, version: int, file_name: str, content: bytes
    ) -> None:
        """Changes whom it is for, by a list."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        campaign = await self._find_editable(campaign_id, version)
        audience_id = await self.building.build_by_list(campaign, file_name, content)
        await self._edit(staff, campaign_id, version, "outreach_listed", audience_id=audience_id)

    async def find_problems(self, campaign: Campaign) -> tuple[list[str], list[FieldProblem]]:
        """What keeps it from being submitted, and values that WeChat would refuse: theirs alone get nothing."""
        audience = await self.find_audience(campaign)
        obstacles = self.check.find_obstacles(campaign, audience)
        if obstacles or audience is None:
            return obstacles, []
        problems = await self.check.find_problems(campaign, audience)
        if problems and await self._reaches_nobody(campaign, audience):
            first = problems[0]
            obstacles = [f"没有一位会员收得到：“{first.field}”{first.words}（{first.count} 位）。"]
        return obstacles, problems

    async def find_short_names(self, campaign: Campaign) -> ShortNames:
        """Who would be called by a part of their name."""
        audience = await self.find_audience(campaign)
        if audience is None or self.check.find_obstacles(campaign, audience):
            return ShortNames()
        return await self.check.find_short_names(campaign, audience)

    async def _reaches_nobody(self, campaign: Campaign, audience: Audience) -> bool:
        async with self.records.begin() as session:
            broken = await left_out.count_left_out(session, campaign)
        count = await self.count(campaign)
        is_in_vain = count is not None and not count.reached and SkipReason.VALUE_REFUSED in count.left_out
        return broken == audience.found or is_in_vain

    async def record_export(self, staff: StaffMember, campaign_id: int, what: ExportedList) -> None:
        """Whoever takes a list of members along is noted."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        async with self.records.begin() as session:
            await self._audit(session, staff, f"outreach_{what}_exported", campaign_id)

    async def submit(self, staff: StaffMember, campaign_id: int, version: int) -> None:
        """Hands the campaign to a second person, once every member's values were checked."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        campaign = await self._find_editable(campaign_id, version)
        obstacles, problems = await self.find_problems(campaign)
        if obstacles:
            raise StaffRefusal("values_refused" if problems else "not_complete", obstacles[0], 422)
        async with self.records.begin() as session:
            is_done = await campaigns.record_state(
                session,
                campaign_id,
                [CampaignState.DRAFT],
                CampaignState.SUBMITTED,
                version=version,
                submitted_by=staff.id,
                submitted_at=self.clock(),
                pause_code="",
                pause_words="",
            )
            if not is_done:
                raise _changed()
            await self._audit(session, staff, "outreach_submitted", campaign_id)

    async def find_hash(self, campaign: Campaign) -> str:
        """What an approval is bound to."""
        audience = await self.find_audience(campaign)
        return hash_campaign(campaign, audience) if audience else ""

    async def _find_editable(self, campaign_id: int, version: int) -> Campaign:
        campaign = await self.find(campaign_id)
        if campaign.version != version:
            raise _changed()
        if campaign.state not in (CampaignState.DRAFT, CampaignState.SUBMITTED, CampaignState.APPROVED):
            raise StaffRefusal("already_begun", "已经开始发了，不能再改。可以另建一次群发。")
        return campaign

    async def _edit(
        self,
        staff: StaffMember,
        campaign_id: int,
        version: int,
        act: str,
        name: str | None = None,
        content: CampaignContent | None = None,
        audience_id: int | None = None,
    ) -> None:
        await self._find_editable(campaign_id, version)
        async with self.records.begin() as session:
            is_done = await campaigns.record_edit(
                session, campaign_id, version, name=name, content=content, audience_id=audience_id
            )
            if not is_done:
                raise _changed()
            # Nobody was sent anything yet: an approval that is taken back takes its recipients along.
            await recipients.remove_frozen(session, campaign_id)
            if audience_id is not None:
                await audiences.remove_others(session, campaign_id, audience_id)
            await self._audit(session, staff, act, campaign_id)

    async def _audit(self, session: AsyncSession, staff: StaffMember, act: str, campaign_id: int) -> None:
        await record_audit(
            session,
            f"staff:{staff.login}",
            act,
            self.clock(),
            details={"campaign": campaign_id},
        )


def _require(staff: StaffMember, act: StaffAct) -> None:
    if not staff.may(act):
        raise StaffRefusal("not_allowed", "您的角色不能做这一步。", 403)


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise StaffRefusal("bad_name", f"名称要有 1 到 {_LONGEST_NAME} 个字。", 422)
    return name


def _changed() -> StaffRefusal:
    return StaffRefusal("changed_meanwhile", "刚刚有人改过，请刷新后再看。")
