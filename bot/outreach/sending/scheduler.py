"""Conducts campaigns: starts those that are due, has the running ones worked on, and ends those that are done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.kernel.outreach.campaigns import Campaign, CampaignState, SendingWay
from bot.kernel.outreach.links import LinkRule, say_foreign
from bot.kernel.outreach.sending_limits import SendingLimits
from bot.kernel.outreach.sending_plan import say_moment
from bot.outreach.doors import Dispatcher
from bot.records.outreach import audiences, campaigns, recipients, sending_days
from vocabulary.beijing import find_day

log = structlog.get_logger(__name__)

_LATE = timedelta(hours=1)
_VALUES_KEPT = timedelta(days=90)
_SEARCHED_AT_LONGEST = timedelta(days=1)
PAST_DUE, FOREIGN_LINK = "past_due", "foreign_link"


@dataclass(frozen=True)
class CampaignScheduler:
    """Any number of processes may run at once: each change is made by one of them."""

    records: Records
    dispatcher: Dispatcher
    limits: SendingLimits
    links: LinkRule
    clock: Callable[[], datetime]

    async def run_round(self) -> int:
        """One round; how many campaigns were worked on."""
        now = self.clock()
        async with self.records.begin() as session:
            lost = await recipients.mark_lost(session, now)
            for campaign in await campaigns.find_campaigns(session, [CampaignState.APPROVED]):
                await self._start_if_due(session, campaign, now)
            running = await campaigns.find_campaigns(session, [CampaignState.RUNNING])
            ready = [one for one in running if await self._is_ready(session, one, now)]
        if lost:
            log.warning(
                "recipients_lost",
                code="outreach_interrupted",
                count=lost,
                advice="A process died while sending. Within ten minutes they are sent once more by themselves.",
            )
        # Another one is first each second: no campaign waits for a newer one.
        first = int(now.timestamp()) % len(ready) if ready else 0
        for campaign in [*ready[first:], *ready[:first]]:
            await self.dispatcher.dispatch(campaign.id)
        return len(ready)

    async def forget(self) -> int:
        """Deletes the members' values of campaigns that ended three months ago; how many members' those were.

        Audiences that no campaign has any more, or whose draft is as old, go with them.
        """
        now = self.clock()
        async with self.records.begin() as session:
            await audiences.remove_abandoned(session, now - _SEARCHED_AT_LONGEST, now - _VALUES_KEPT)
            return await audiences.forget_values(session, now - _VALUES_KEPT)

    async def _start_if_due(self, session: AsyncSession, campaign: Campaign, now: datetime) -> None:
        """Long past its time, it asks: what was right for the morning may be wrong at night."""
        if not _is_due(campaign, now):
            return
        current = await campaigns.lock_campaign(session, campaign.id)
        if current is None or current.starts_at is None or not _is_due(current, now):
            return
        state = CampaignState.RUNNING
        values: dict[str, Any] = {"started_at": now, "pause_code": "", "pause_words": ""}
        if now - current.starts_at > _LATE:
            words = f"原定 {say_moment(current.starts_at)} 开始，那时没有发成。请人看过再开始。"
            state = CampaignState.APPROVED
            values = {"starts_at": None, "pause_code": PAST_DUE, "pause_words": words}
        elif foreign := self._find_foreign(current):
            state = CampaignState.APPROVED
            values = {"starts_at": None, "pause_code": FOREIGN_LINK, "pause_words": say_foreign(foreign)}
        await campaigns.record_state(session, campaign.id, [CampaignState.APPROVED], state, **values)

    async def _pause_if_foreign(self, session: AsyncSession, campaign: Campaign) -> bool:
        """Which hosts are ours may have changed since it began: nobody else is led there."""
        foreign = self._find_foreign(campaign)
        if not foreign:
            return False
        expected, paused = [CampaignState.RUNNING], CampaignState.PAUSED
        words = say_foreign(foreign)
        await campaigns.record_state(
            session, campaign.id, expected, paused, pause_code=FOREIGN_LINK, pause_words=words
        )
        return True

    def _find_foreign(self, campaign: Campaign) -> str:
        return self.links.find_foreign_in(campaign.content.patterns, campaign.content.url)

    async def _is_ready(self, session: AsyncSession, campaign: Campaign, now: datetime) -> bool:
        """Whether there is something to send, and it may be sent now; what is done is ended here."""
        if await self._pause_if_foreign(session, campaign):
            return False
        is_repeatable = campaign.content.way is SendingWay.TEMPLATE
        is_under_way = await recipients.is_under_way(session, campaign.id, is_repeatable, now)
        if not is_under_way and await self._end(session, campaign, now):
            return False
        if self.limits.quiet.is_quiet(now):
            return False
        day = await sending_days.find_day(session, find_day(now))
        is_held = day.held_until is not None and now < day.held_until
        is_left = is_under_way or day.used < self.limits.for_outreach
        return not is_repeatable or (not is_held and is_left)

    async def _end(self, session: AsyncSession, campaign: Campaign, now: datetime) -> bool:
        """Ends what nobody waits for, and pauses where a portion is sent; False where it goes on."""
        if campaign.remaining != 0 and await recipients.is_waiting(session, campaign.id):
            return False
        current = await campaigns.lock_campaign(session, campaign.id)
        state, values = CampaignState.FINISHED, dict[str, Any](finished_at=now)
        if await recipients.is_waiting(session, campaign.id):
            if current is None or current.remaining != 0:
                return False
            state = CampaignState.PAUSED
            values = {
                "pause_code": "portion_sent",
                "pause_words": "这一批已经发完。看过结果，再决定发下一批。",
            }
        await campaigns.record_state(
            session, campaign.id, [CampaignState.RUNNING], state, remaining=None, **values
        )
        return True


def _is_due(campaign: Campaign, now: datetime) -> bool:
    is_approved = campaign.state is CampaignState.APPROVED
    return is_approved and campaign.starts_at is not None and now >= campaign.starts_at
