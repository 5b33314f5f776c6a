"""Takes lots of recipients from the ledger and settles them: each in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.kernel.campaigns import Campaign, RecipientState, Way
from bot.kernel.recipients import Settled, Taken
from bot.kernel.sending_limits import SendingLimits
from bot.kernel.working_hours import find_day
from bot.outreach.doors import Records
from bot.records import campaigns, recipients, sending_days

_HOLD = timedelta(minutes=10)
_MINUTE_HOLD = timedelta(minutes=1)
_MINUTE_LIMIT = 45011


@dataclass(frozen=True)
class Lot:
    """Recipients that nobody else has, and the day they were counted on."""

    taken: Sequence[Taken]
    day: date


@dataclass(frozen=True)
class Lots:
    """The ledger as sending needs it."""

    records: Records
    limits: SendingLimits
    clock: Callable[[], datetime]

    async def take(self, campaign: Campaign, count: int) -> Lot:
        """The next recipients; none where nothing may be sent now, or nothing is left."""
        now = self.clock()
        day, is_counted = find_day(now), campaign.content.way is Way.TEMPLATE
        if self.limits.quiet.is_quiet(now):
            return Lot((), day)
        async with self.records.begin() as session:
            granted = count
            if is_counted:
                granted = await sending_days.reserve_of_day(session, day, count, self.limits.for_outreach)
                held_until = (await sending_days.find_day(session, day)).held_until
                if held_until and now < held_until:
                    await sending_days.give_back_of_day(session, day, granted)
                    return Lot((), day)
            cap = self.limits.cap
            allowed = await campaigns.take_remaining(session, campaign.id, granted)
            taken: list[Taken] = []
            if is_counted and allowed:
                taken = await recipients.take_unknown(session, campaign, cap, allowed, now)
            if len(taken) < allowed:
                taken += await recipients.take_pending(session, campaign, cap, allowed - len(taken), now)
            if is_counted:
                await sending_days.give_back_of_day(session, day, granted - len(taken))
            await campaigns.give_back_remaining(session, campaign.id, allowed - len(taken))
        return Lot(taken, day)

    async def settle(
        self, campaign: Campaign, lot: Lot, outcomes: Sequence[Settled], returned: Sequence[Taken]
    ) -> None:
        """Notes what came of a lot; what was not sent counts against no limit."""
        unsent = len(returned) + sum(not one.was_tried for one in outcomes)
        async with self.records.begin() as session:
            await recipients.settle(session, outcomes, self.clock())
            await recipients.give_back(session, returned)
            waits_again = returned or any(one.state is RecipientState.PENDING for one in outcomes)
            if waits_again and await campaigns.is_stopped(session, campaign.id):
                await recipients.skip_pending(session, campaign.id, self.clock())
            if unsent:
                if campaign.content.way is Way.TEMPLATE:
                    await sending_days.give_back_of_day(session, lot.day, unsent)
                await campaigns.give_back_remaining(session, campaign.id, unsent)

    async def hold(self, errcode: int) -> None:
        """WeChat says that the account's allowance is used up: nobody sends for a while."""
        now = self.clock()
        until = now + (_MINUTE_HOLD if errcode == _MINUTE_LIMIT else _HOLD)
        async with self.records.begin() as session:
            await sending_days.hold_day(session, find_day(now), until, errcode)
