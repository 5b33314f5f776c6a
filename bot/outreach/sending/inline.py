"""Works on campaigns within this process, where no worker does."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.outreach.sending.slices import SLICE_SECONDS, CampaignSender

log = structlog.get_logger(__name__)


@dataclass
class InlineDispatcher:
    """One slice of each campaign at a time, beside each other."""

    sending: CampaignSender
    _under_way: dict[int, asyncio.Task[int]] = field(default_factory=dict)

    async def dispatch(self, campaign_id: int) -> None:
        """Begins a slice, unless one is under way."""
        task = self._under_way.get(campaign_id)
        if task and not task.done():
            return
        if task and not task.cancelled() and (fault := task.exception()):
            log.error(
                "outreach_failed",
                code="outreach_failed",
                fault=type(fault).__name__,
                advice="It goes on by itself; look at the bot's database.",
            )
        self._under_way[campaign_id] = asyncio.create_task(self.sending.work(campaign_id, SLICE_SECONDS))

    async def finish(self) -> None:
        """Ends what is under way without leaving anything in doubt."""
        tasks = [task for task in self._under_way.values() if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
