"""Sends a running campaign, a slice of time at once: batches are taken, sent side by side, and settled."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import PaceUnavailable
from bot.kernel.conversation.refusals import SendRefusal
from bot.kernel.outreach.campaigns import Campaign, CampaignState, RecipientState, SendingWay
from bot.kernel.outreach.pacing import Lane
from bot.kernel.outreach.recipients import LEASE, Settled, Taken
from bot.kernel.outreach.send_answers import SendResult
from bot.outreach.doors import Pace
from bot.outreach.sending.judging import Judgement, judge, judge_skipped
from bot.outreach.sending.recipient_ledger import Batch, RecipientLedger
from bot.outreach.sending.senders import Senders
from bot.outreach.sending.slots import SlotStream
from bot.records.outreach import campaigns

log = structlog.get_logger(__name__)

SLICE_SECONDS = 20.0
"""How long a campaign is worked on at once, before whoever works looks at the others."""
_AT_ONCE = 3
"""Batches under way at once: while one is settled, the others are sent."""
_LARGEST_BATCH = 200
_SIDE_BY_SIDE = 100
_FRESH = LEASE / 2
"""Whoever waited longer for a slot leaves the recipient to those that look for lost ones."""
_SETTLING_TRIES = 5


@dataclass
class _Run:
    """One slice of work on one campaign."""

    campaign: Campaign
    slots: SlotStream
    until: float
    is_halted: bool = False
    count: int = 0
    side_by_side: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_SIDE_BY_SIDE))


@dataclass(frozen=True)
class CampaignSender:
    """Any number of processes may do this at once: each recipient is taken by one of them."""

    ledger: RecipientLedger
    senders: Senders
    pace: Pace

    async def work(self, campaign_id: int, seconds: float) -> int:
        """Sends for so long at most; how many recipients were settled. Cancelled, it ends what is under way."""
        async with self.ledger.records.begin() as session:
            campaign = await campaigns.find_campaign(session, campaign_id)
        if campaign is None or campaign.state is not CampaignState.RUNNING:
            return 0
        slots = SlotStream(self.pace, Lane.OUTREACH, self.ledger.limits.per_second)
        run = _Run(campaign, slots, asyncio.get_running_loop().time() + seconds)
        tasks = asyncio.gather(*(self._send_batches(run) for _ in range(_AT_ONCE)), return_exceptions=True)
        try:
            ended = await asyncio.shield(tasks)
        except asyncio.CancelledError:
            run.is_halted = True
            await tasks
            raise
        # No task is left behind in the middle of a call: its message would go out at the next slice.
        _raise_first(ended)
        return run.count

    async def _send_batches(self, run: _Run) -> None:
        loop = asyncio.get_running_loop()
        size = max(1, min(_LARGEST_BATCH, int(self.ledger.limits.per_second / _AT_ONCE)))
        try:
            while not run.is_halted and loop.time() < run.until:
                batch = await self.ledger.take(run.campaign, size)
                if not batch.taken:
                    return
                await self._send_batch(run, batch)
        except Exception:
            run.is_halted = True
            raise

    async def _send_batch(self, run: _Run, batch: Batch) -> None:
        ended = await asyncio.gather(
            *(self._send_one(run, one) for one in batch.taken), return_exceptions=True
        )
        judgements = [one for one in ended if isinstance(one, Judgement)]
        settled = [one.settled for one in judgements if one.settled]
        returned = [
            taken
            for taken, one in zip(batch.taken, ended, strict=True)
            if isinstance(one, Judgement) and one.settled is None
        ]
        await self._settle(run.campaign, batch, settled, returned)
        run.count += len(settled)
        signals = {one.signal: one.refusal for one in judgements if one.signal}
        await self._heed(run, signals)
        doubtful = sum(one.state is RecipientState.UNKNOWN for one in settled)
        if doubtful * 2 > len(batch.taken):
            await self._slow_down(run)
        # Whoever raised is in doubt, and stays taken until the lease is over.
        _raise_first(ended)

    async def _send_one(self, run: _Run, taken: Taken) -> Judgement:
        if taken.skip:
            return judge_skipped(taken)
        async with run.side_by_side:
            fresh_for = (taken.taken_at + _FRESH - self.ledger.clock()).total_seconds()
            try:
                is_in_time = await run.slots.wait(fresh_for)
            except PaceUnavailable as fault:
                is_in_time = False
                log.warning("outreach_waits", code=fault.code, advice=fault.advice)
            if not is_in_time:
                run.is_halted = True
            if run.is_halted or self.ledger.clock() - taken.taken_at > _FRESH:
                return Judgement(None)
            answer = await self.senders.find(run.campaign).send(run.campaign, taken)
        judgement = judge(taken, answer)
        if judgement.signal in (SendResult.HOLD, SendResult.STOP, SendResult.UNREACHED):
            run.is_halted = True
        return judgement

    async def _settle(
        self, campaign: Campaign, batch: Batch, settled: Sequence[Settled], returned: Sequence[Taken]
    ) -> None:
        """Tries again where the database is away for a moment: what is not settled has an unknown outcome."""
        for number in range(_SETTLING_TRIES):
            try:
                return await self.ledger.settle(campaign, batch, settled, returned)
            except SQLAlchemyError:
                if number == _SETTLING_TRIES - 1:
                    raise
                await asyncio.sleep(0.2 * 2**number)
        return None

    async def _heed(self, run: _Run, signals: dict[SendResult, SendRefusal]) -> None:
        """What concerns the whole campaign: slower, later, or not until a person has looked at it."""
        is_text = run.campaign.content.way is SendingWay.SERVICE_TEXT
        if SendResult.STOP in signals:
            await self._pause(run.campaign, signals[SendResult.STOP])
        elif SendResult.HOLD in signals and is_text:
            # Its allowance is another one: template messages go on.
            await self._pause(run.campaign, signals[SendResult.HOLD])
        elif SendResult.HOLD in signals:
            await self.ledger.hold(signals[SendResult.HOLD])
            log.warning(
                "outreach_held",
                code="outreach_held",
                errcode=signals[SendResult.HOLD].errcode,
                advice="WeChat's allowance is used up; sending goes on by itself.",
            )
        if SendResult.BUSY in signals or SendResult.UNREACHED in signals:
            await self._slow_down(run)

    async def _slow_down(self, run: _Run) -> None:
        try:
            await self.pace.slow_down()
        except PaceUnavailable:
            run.is_halted = True

    async def _pause(self, campaign: Campaign, refusal: SendRefusal) -> None:
        told = refusal.explained
        change = partial(
            campaigns.record_state,
            pause_code=refusal.reason,
            pause_words=f"{told.words}。{told.advice}",
        )
        async with self.ledger.records.begin() as session:
            await change(session, campaign.id, [CampaignState.RUNNING], CampaignState.PAUSED)
        log.error(
            "outreach_paused",
            code="outreach_paused",
            campaign=campaign.id,
            errcode=refusal.errcode,
            advice="Look the number up in docs/wechat.md, put it right, and go on in the console.",
        )


def _raise_first(ended: Sequence[object]) -> None:
    """The first fault among what ended side by side."""
    for one in ended:
        if isinstance(one, BaseException):
            raise one
