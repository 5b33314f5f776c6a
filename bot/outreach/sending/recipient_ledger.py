"""Takes batches of recipients from the ledger and settles them: each in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.outreach.campaigns import Campaign, CampaignState, RecipientState, SendingWay
from bot.kernel.outreach.recipients import Settled, Taken
from bot.kernel.outreach.sending_limits import SendingLimits
from bot.records.outreach import campaigns, recipients, sending_days, taking
from vocabulary.beijing import find_day

_HOLD = timedelta(minutes=10)
_MINUTE_HOLD = timedelta(minutes=1)


@dataclass(frozen=True)
class Batch:
    """Recipients that nobody else has, the day they were counted on, and the campaign's portion."""

    taken: Sequence[Taken]
    day: date
    portion: int = 0


@dataclass(frozen=True)
class RecipientLedger:
    """The ledger as sending needs it."""

    records: Records
    limits: SendingLimits
    clock: Callable[[], datetime]

    async def take(self, campaign: Campaign, count: int) -> Batch:
        """The next recipients; none where nothing may be sent now, or nothing is left.

        Those of unknown outcome come first, and count for nothing anew: they were counted at their first try.
        """
        now = self.clock()
        day, is_counted = find_day(now), campaign.content.way is SendingWay.TEMPLATE
        if self.limits.quiet.is_quiet(now):
            return Batch((), day)
        async with self.records.begin() as session:
            granted = await self._reserve(session, day, count, now) if is_counted else count
            found = None if granted is None else await campaigns.take_remaining(session, campaign.id, granted)
            if found is None:
                await self._give_back_of_day(session, campaign, day, granted or 0)
                return Batch((), day)
            (allowed, portion), cap = found, self.limits.cap
            repeated = await taking.take_unknown(session, campaign, cap, count, now) if is_counted else []
            wanted = min(allowed, count - len(repeated))
            fresh = await taking.take_pending(session, campaign, cap, wanted, now)
            await self._give_back_of_day(session, campaign, day, (granted or 0) - len(fresh))
            await campaigns.give_back_remaining(session, campaign.id, portion, allowed - len(fresh))
        return Batch([*repeated, *fresh], day, portion)

    async def settle(
        self, campaign: Campaign, batch: Batch, outcomes: Sequence[Settled], returned: Sequence[Taken]
    ) -> None:
        """Notes what came of a batch; what was not sent counts against no limit."""
        again = [one.taken for one in outcomes if one.state is RecipientState.PENDING]
        untried = [one.taken for one in outcomes if not one.was_tried]
        unsent = sum(not one.is_repeat for one in [*returned, *again, *untried])
        async with self.records.begin() as session:
            await recipients.settle(session, outcomes, self.clock())
            await taking.give_back(session, returned)
            # The day before the campaign, as `take` does: of two that lock both none waits for the other.
            await self._give_back_of_day(session, campaign, batch.day, unsent)
            if returned or again:
                current = await campaigns.lock_campaign(session, campaign.id)
                if current and current.state is CampaignState.STOPPED:
                    await recipients.skip_pending(session, campaign.id, self.clock())
            if unsent:
                await campaigns.give_back_remaining(session, campaign.id, batch.portion, unsent)

    async def _reserve(self, session: AsyncSession, day: date, count: int, now: datetime) -> int | None:
        """How many of the day's messages may be sent; None where WeChat refuses all of them for now."""
        granted = await sending_days.reserve_of_day(session, day, count, self.limits.for_outreach)
        held_until = (await sending_days.find_day(session, day)).held_until
        if held_until and now < held_until:
            await sending_days.give_back_of_day(session, day, granted)
            return None
        return granted

    async def _give_back_of_day(
        self, session: AsyncSession, campaign: Campaign, day: date, count: int
    ) -> None:
        if count and campaign.content.way is SendingWay.TEMPLATE:
            await sending_days.give_back_of_day(session, day, count)

    async def hold(self, refusal: SendRefusal) -> None:
        """WeChat says that the account's allowance is used up: nobody sends for a while."""
        now = self.clock()
        until = now + (_MINUTE_HOLD if refusal.reason is RefusalReason.TOO_FREQUENT else _HOLD)
        async with self.records.begin() as session:
            await sending_days.hold_day(session, find_day(now), until, refusal.errcode)
