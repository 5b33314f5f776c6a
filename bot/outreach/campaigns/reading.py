"""Bulk outreach as staff see it: how far it is, when it will be done, what went wrong, and who got what."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Records
from bot.kernel.conversation.masking import mask_name
from bot.kernel.outreach.audiences import LeftOutMember
from bot.kernel.outreach.campaign_calendar import CampaignSpan
from bot.kernel.outreach.campaign_message import NAME, fill_masked
from bot.kernel.outreach.campaigns import Campaign, CampaignState, RecipientState, SendingWay, SkipReason
from bot.kernel.outreach.pacing import OUTREACH_SHARE
from bot.kernel.outreach.recipients import FailureGroup, RecipientLine, WantedLines
from bot.kernel.outreach.sending_limits import SendingLimits
from bot.kernel.outreach.sending_plan import SendingPlan, plan_sending
from bot.records.outreach import (
    audiences,
    campaigns,
    left_out,
    recipient_lines,
    recipients,
    sending_days,
    standing,
)
from vocabulary.beijing import find_day

_PREVIEWED, _LOOKED_AT = 5, 200
LINES_A_PAGE = 50
_EXPORTED = 5000


@dataclass(frozen=True)
class Progress:
    """How far a campaign is at this moment."""

    state: CampaignState
    pause_words: str
    finished_at: datetime | None
    counts: Mapping[RecipientState, int]
    plan: SendingPlan
    is_quiet: bool
    held_until: datetime | None

    @property
    def should_move(self) -> bool:
        """Whether something is to be sent, and nothing is known that keeps it."""
        is_free = not self.is_quiet and self.held_until is None and self.plan.left_today > 0
        return (
            self.state is CampaignState.RUNNING and is_free and self.counts.get(RecipientState.PENDING, 0) > 0
        )


@dataclass(frozen=True)
class MaskedLine:
    """One recipient, the name masked unless a value of theirs is to be mended; the union tells those of one name apart."""

    line: RecipientLine
    name: str
    union: str


@dataclass(frozen=True)
class OutreachReading:
    """Reads, and changes nothing."""

    records: Records
    limits: SendingLimits
    clock: Callable[[], datetime]

    async def find_all(self) -> list[Campaign]:
        async with self.records.begin() as session:
            return await campaigns.find_campaigns(session)

    async def find_spans(self, found: Sequence[Campaign]) -> list[CampaignSpan]:
        """Those that went out, and those that are due, with the days that they take."""
        spans = []
        for campaign in found:
            if begins := campaign.started_at or campaign.starts_at:
                last = campaign.finished_at or await self._foresee_end(campaign) or self.clock()
                first = find_day(begins)
                spans.append(CampaignSpan(campaign, first, max(first, find_day(last))))
        return spans

    async def _foresee_end(self, campaign: Campaign) -> datetime | None:
        if campaign.state not in (CampaignState.APPROVED, CampaignState.RUNNING):
            return None
        return (await self.find_progress(campaign)).plan.finishes_at

    async def find_shared(self, campaign: Campaign) -> list[tuple[str, int]]:
        """Other campaigns that some of the same members are still to get."""
        if campaign.audience_id is None:
            return []
        async with self.records.begin() as session:
            return await standing.count_shared(session, campaign.id, campaign.audience_id)

    async def find_progress(self, campaign: Campaign) -> Progress:
        """The counts of the ledger, and the plan for what is left."""
        now = self.clock()
        async with self.records.begin() as session:
            current = await campaigns.find_campaign(session, campaign.id) or campaign
            counts = await recipients.count_states(session, campaign.id)
            needed = counts.get(RecipientState.PENDING, 0)
            if not counts and current.audience_id:
                count = await standing.count_audience(
                    session, current, current.audience_id, self.limits.cap, now
                )
                needed = count.reached
            overlap = 0
            for other in await campaigns.find_campaigns(session, [CampaignState.RUNNING]):
                if other.id != campaign.id and other.content.way is SendingWay.TEMPLATE:
                    states = await recipients.count_states(session, other.id)
                    overlap += states.get(RecipientState.PENDING, 0)
            day = await sending_days.find_day(session, find_day(now))
        per_second = self.limits.per_second * OUTREACH_SHARE
        plan = plan_sending(
            needed,
            overlap,
            self.limits.for_outreach,
            day.used,
            per_second,
            current.starts_at or now,
            now,
            self.limits.quiet,
        )
        held = day.held_until if day.held_until and day.held_until > now else None
        return Progress(
            current.state,
            current.pause_words,
            current.finished_at,
            counts,
            plan,
            self.limits.quiet.is_quiet(now),
            held,
        )

    async def preview(self, campaign: Campaign) -> list[Mapping[str, str]]:
        """What the first members of the audience would read, their names masked."""
        if campaign.audience_id is None:
            return []
        async with self.records.begin() as session:
            members = await audiences.find_members(session, campaign.audience_id, -1, _LOOKED_AT)
            broken = await left_out.find_left_out_of(session, campaign, [one.id for one in members])
        # Whoever gets nothing shows what is wrong only where nobody gets anything.
        shown = [one for one in members if one.id not in broken] or members
        return [fill_masked(campaign.content, one.values) for one in shown[:_PREVIEWED]]

    async def find_left_out(self, campaign: Campaign, count: int) -> Sequence[LeftOutMember]:
        """The first of those whom it leaves out because of a value."""
        async with self.records.begin() as session:
            return await left_out.find_left_out(session, campaign, -1, count)

    async def export_left_out(self, campaign: Campaign) -> AsyncIterator[Sequence[LeftOutMember]]:
        """All of them, page by page."""
        after = -1
        while True:
            async with self.records.begin() as session:
                found = await left_out.find_left_out(session, campaign, after, _EXPORTED)
            if not found:
                return
            after = found[-1].id
            yield found

    async def group_failures(self, campaign: Campaign) -> list[FailureGroup]:
        """Whoever was not reached, by what happened."""
        async with self.records.begin() as session:
            return await recipient_lines.group_failures(session, campaign.id)

    async def find_lines(self, campaign: Campaign, wanted: WantedLines, after: int) -> list[MaskedLine]:
        """A page of recipients."""
        async with self.records.begin() as session:
            found = await recipient_lines.find_lines(session, campaign.id, wanted, after, LINES_A_PAGE)
        return [_mask(*one) for one in found]

    async def export_lines(self, campaign: Campaign) -> AsyncIterator[Sequence[MaskedLine]]:
        """All recipients, page by page."""
        after = 0
        while True:
            async with self.records.begin() as session:
                found = await recipient_lines.find_lines(
                    session, campaign.id, WantedLines(), after, _EXPORTED
                )
            if not found:
                return
            after = found[-1][0].id
            yield [_mask(*one) for one in found]


def _mask(line: RecipientLine, values: Mapping[str, str]) -> MaskedLine:
    name = values.get(NAME, "")
    # To mend the value that WeChat refuses, staff must know whose it is.
    shown = name if line.skip is SkipReason.VALUE_REFUSED else mask_name(name)
    return MaskedLine(line, shown, values.get(recipient_lines.UNION, ""))
