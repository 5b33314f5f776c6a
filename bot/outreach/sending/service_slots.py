"""The lane of what a member waits for: it stands behind no campaign, and its messages count for the day too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Records
from bot.kernel.outreach.pacing import Lane
from bot.kernel.outreach.sending_limits import SendingLimits
from bot.outreach.doors import Pace
from bot.outreach.sending.slots import SlotStream
from bot.records.outreach import sending_days
from vocabulary.beijing import find_day


@dataclass(frozen=True)
class ServiceSlots:
    """Beyond the day's limit it is WeChat that refuses: our count may be too high."""

    records: Records
    pace: Pace
    limits: SendingLimits
    clock: Callable[[], datetime]

    async def enter(self) -> None:
        """Returns when one message may be sent, and counts it; raises PaceUnavailable."""
        await SlotStream(self.pace, Lane.SERVICE, 1).wait()
        async with self.records.begin() as session:
            day = find_day(self.clock())
            await sending_days.reserve_of_day(session, day, 1, self.limits.per_day)
