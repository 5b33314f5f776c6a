"""What keeps bulk outreach within bounds: WeChat's allowances, members' quiet, and how much one member gets."""

from dataclasses import dataclass
from datetime import timedelta

from bot.kernel.outreach.sending_plan import QuietHours


@dataclass(frozen=True)
class FrequencyCap:
    """At most so many campaigns within so many days reach one member; 0: as many as there are."""

    notices: int
    days: int

    @property
    def period(self) -> timedelta:
        """How far back campaigns count."""
        return timedelta(days=self.days)


@dataclass(frozen=True)
class SendingLimits:
    """Of the account's `per_day` no campaign may take the `kept_for_service`."""

    per_second: float
    per_day: int
    kept_for_service: int
    cap: FrequencyCap
    quiet: QuietHours

    @property
    def for_outreach(self) -> int:
        """How many of a day's messages campaigns may have."""
        return max(0, self.per_day - self.kept_for_service)
