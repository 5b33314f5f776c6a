"""Approving, starting, pausing and ending a campaign: what only a second person, or nobody twice, may do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.outreach.campaign_message import hash_campaign
from bot.kernel.outreach.campaigns import Campaign, CampaignState
from bot.kernel.outreach.links import LinkRule, say_foreign
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.records.audit import record_audit
from bot.records.outreach import audiences, campaigns, recipients, standing

_STARTABLE = (CampaignState.APPROVED, CampaignState.PAUSED)
_FORGOTTEN = "结束满 90 天，会员的信息已经删除，不能再重试。可以照抄内容另建一份，补发给没收到的。"
_STOPPABLE = frozenset(CampaignState) - {CampaignState.FINISHED, CampaignState.STOPPED}


@dataclass(frozen=True)
class Launching:
    """Every refusal is a `StaffRefusal`; every act stands in the audit trail."""

    records: Records
    cap: FrequencyCap
    links: LinkRule
    clock: Callable[[], datetime]

    async def approve(self, staff: StaffMember, campaign_id: int, seen_hash: str) -> int:
        """Freezes the recipients; how many. `seen_hash` is of what the second person looked at."""
        _require(staff, StaffAct.APPROVE_OUTREACH)
        async with self.records.begin() as session:
            campaign = await self._find(session, campaign_id)
            audience = await audiences.find_audience(session, campaign.audience_id)
            if campaign.state is not CampaignState.SUBMITTED or audience is None:
                raise StaffRefusal("not_submitted", "这次群发没有在等人批准。")
            if staff.id in (campaign.created_by, campaign.submitted_by):
                raise StaffRefusal("own_campaign", "自己写的要请另一位同事批准。", 403)
            if hash_campaign(campaign, audience) != seen_hash:
                raise StaffRefusal("changed_meanwhile", "您看的这一版之后又改过，请刷新后再看一遍。")
            self._check_links(campaign)
            now = self.clock()
            await self._move(
                session,
                campaign_id,
                [CampaignState.SUBMITTED],
                CampaignState.APPROVED,
                version=campaign.version,
                approved_by=staff.id,
                approved_name=staff.name,
                approved_at=now,
                approved_hash=seen_hash,
            )
            frozen = await standing.freeze_audience(session, campaign, audience.id, self.cap, now)
            await self._audit(session, staff, "outreach_approved", campaign_id, frozen=frozen, hash=seen_hash)
        return frozen

    async def send_back(self, staff: StaffMember, campaign_id: int, note: str) -> None:
        """The second person does not agree; what they wrote stands above the draft."""
        _require(staff, StaffAct.APPROVE_OUTREACH)
        words = f"{staff.name}退回：{' '.join(note.split())[:150] or '请再改改'}"
        async with self.records.begin() as session:
            await self._move(
                session,
                campaign_id,
                [CampaignState.SUBMITTED],
                CampaignState.DRAFT,
                pause_code="sent_back",
                pause_words=words,
            )
            await self._audit(session, staff, "outreach_sent_back", campaign_id)

    async def schedule(self, staff: StaffMember, campaign_id: int, starts_at: datetime | None) -> None:
        """When it starts by itself; None: when somebody says so."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        if starts_at is not None and starts_at <= self.clock():
            raise StaffRefusal("in_the_past", "开始时间已经过去了。", 422)
        async with self.records.begin() as session:
            await self._check_approval(session, await self._find(session, campaign_id))
            await self._move(
                session,
                campaign_id,
                [CampaignState.APPROVED],
                CampaignState.APPROVED,
                starts_at=starts_at,
                pause_code="",
                pause_words="",
            )
            at = starts_at.isoformat() if starts_at else ""
            await self._audit(session, staff, "outreach_scheduled", campaign_id, at=at)

    async def start(self, staff: StaffMember, campaign_id: int, count: int | None) -> None:
        """Begins, or goes on after a pause; with a `count` it pauses by itself when so many are sent."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        _check_count(count)
        async with self.records.begin() as session:
            campaign = await self._find(session, campaign_id)
            await self._check_approval(session, campaign)
            await self._move(
                session,
                campaign_id,
                _STARTABLE,
                CampaignState.RUNNING,
                started_at=campaign.started_at or self.clock(),
                starts_at=None,
                pause_code="",
                pause_words="",
            )
            await campaigns.begin_portion(session, campaign_id, count)
            await self._audit(session, staff, "outreach_started", campaign_id, count=count)

    async def pause(self, staff: StaffMember, campaign_id: int) -> None:
        """Takes effect within seconds; what is on its way still goes out."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        words = f"{staff.name}按了暂停。"
        async with self.records.begin() as session:
            await self._move(
                session,
                campaign_id,
                [CampaignState.RUNNING],
                CampaignState.PAUSED,
                pause_code="by_staff",
                pause_words=words,
            )
            await self._audit(session, staff, "outreach_paused", campaign_id)

    async def retry_failed(
        self, staff: StaffMember, campaign_id: int, errcodes: Collection[int], count: int | None
    ) -> int:
        """Those that were certainly not sent, for these reasons, are sent once more; how many those are."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        _check_count(count)
        async with self.records.begin() as session:
            # Nobody ends or stops it between this look and the change.
            await campaigns.lock_campaign(session, campaign_id)
            campaign = await self._find(session, campaign_id)
            await self._check_approval(session, campaign)
            if not await audiences.has_values(session, campaign.audience_id):
                raise StaffRefusal("values_forgotten", _FORGOTTEN)
            retried = await recipients.retry_failed(session, campaign_id, errcodes, count)
            if not retried:
                raise StaffRefusal("nothing_to_retry", "没有可以重试的。")
            if campaign.state is not CampaignState.PAUSED:
                # A paused campaign stays so: going on is for whoever looks at why it paused.
                expected = [CampaignState.RUNNING, CampaignState.FINISHED]
                running = CampaignState.RUNNING
                await self._move(session, campaign_id, expected, running, finished_at=None)
            await self._audit(session, staff, "outreach_retried", campaign_id, count=retried)
        return retried

    async def stop(self, staff: StaffMember, campaign_id: int) -> int:
        """For good, also a draft that nobody wants: what waits is skipped; how many those are."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        async with self.records.begin() as session:
            await self._move(
                session,
                campaign_id,
                _STOPPABLE,
                CampaignState.STOPPED,
                finished_at=self.clock(),
                starts_at=None,
            )
            skipped = await recipients.skip_pending(session, campaign_id, self.clock())
            await self._audit(session, staff, "outreach_stopped", campaign_id, skipped=skipped)
        return skipped

    async def _check_approval(self, session: AsyncSession, campaign: Campaign) -> None:
        """What is sent is what was approved, or nothing is."""
        audience = await audiences.find_audience(session, campaign.audience_id)
        if not campaign.approved_hash or audience is None:
            raise StaffRefusal("not_approved", "还没有人批准。")
        if hash_campaign(campaign, audience) != campaign.approved_hash:
            raise StaffRefusal("approval_void", "批准之后内容变过，要重新批准。")
        self._check_links(campaign)

    def _check_links(self, campaign: Campaign) -> None:
        """Which hosts are ours may have changed since it was written."""
        if foreign := self.links.find_foreign_in(campaign.content.patterns, campaign.content.url):
            raise StaffRefusal("foreign_link", say_foreign(foreign), 422)

    async def _find(self, session: AsyncSession, campaign_id: int) -> Campaign:
        campaign = await campaigns.find_campaign(session, campaign_id)
        if campaign is None:
            raise StaffRefusal("unknown_campaign", "没有这次群发。", 404)
        return campaign

    async def _move(
        self,
        session: AsyncSession,
        campaign_id: int,
        expected: Collection[CampaignState],
        state: CampaignState,
        **values: Any,
    ) -> None:
        if not await campaigns.record_state(session, campaign_id, expected, state, **values):
            raise StaffRefusal("wrong_state", "现在不能这样做，可能刚有同事做了别的。请刷新后再看。")

    async def _audit(
        self, session: AsyncSession, staff: StaffMember, act: str, campaign_id: int, **details: object
    ) -> None:
        told = {"campaign": campaign_id, **details}
        await record_audit(session, f"staff:{staff.login}", act, self.clock(), details=told)


def _require(staff: StaffMember, act: StaffAct) -> None:
    if not staff.may(act):
        raise StaffRefusal("not_allowed", "您的角色不能做这一步。", 403)


def _check_count(count: int | None) -> None:
    if count is not None and count <= 0:
        raise StaffRefusal("bad_count", "数量要大于 0。", 422)
