"""Conducts bulk outreach, round by round."""

from dataclasses import dataclass

from bot.outreach.sending.reports import Reports
from bot.outreach.sending.scheduler import CampaignScheduler

_ROUNDS_BETWEEN_FORGETTING = 3600


@dataclass
class OutreachRounds:
    """One round conducts, folds reports in, and now and then forgets what is old."""

    scheduler: CampaignScheduler
    reports: Reports
    _rounds: int = 0

    async def go_round(self) -> None:
        await self.scheduler.run_round()
        await self.reports.fold()
        if self._rounds % _ROUNDS_BETWEEN_FORGETTING == 0:
            await self.scheduler.forget()
        self._rounds += 1
