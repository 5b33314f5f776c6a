"""Hands slices of outreach to worker processes over Celery; without a worker the bot does them itself."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.outreach.sending.inline import InlineDispatcher
from bot.outreach.sending.slices import SLICE_SECONDS

log = structlog.get_logger(__name__)

QUEUE = "outreach"
TASK = "outreach.work"
AT_WORK = "huzhu:outreach:at-work"
_WAITING = 2
"""Tasks that lie ready for a worker that is done with its slice; more would only say the same."""
_AT_WORK_SECONDS = int(SLICE_SECONDS * 2)
_PATIENT_ROUNDS = 3
_NOTHING_TO_SEND_TO = (OperationalError, RedisError, OSError)


def create_celery(redis_url: str) -> Celery:
    """The broker's settings. What a killed worker had is delivered again, which does no harm."""
    app = Celery("huzhu", broker=redis_url)
    app.conf.update(
        task_acks_late=True,
        task_ignore_result=True,
        task_default_queue=QUEUE,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": int(SLICE_SECONDS * 6),
            "socket_timeout": 5,
            "socket_connect_timeout": 3,
        },
    )
    return app


def create_worker(redis_url: str, work: Callable[[int], None]) -> Celery:
    """A worker's application: `work` sends a slice of one campaign."""
    app = create_celery(redis_url)
    app.task(name=TASK)(work)
    return app


def run_worker(app: Celery) -> None:
    """Works until it is told to end. One process is one worker: more of them are started side by side."""
    app.worker_main(
        [
            "worker",
            "--pool=solo",
            f"--queues={QUEUE}",
            "--loglevel=WARNING",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )


async def note_at_work(redis: Redis) -> None:
    """A worker says that there is one."""
    try:
        await redis.set(AT_WORK, "1", ex=_AT_WORK_SECONDS)
    except (RedisError, OSError):
        return  # Then nothing is sent either: the pace is in Redis too, and says so.


@dataclass
class CeleryDispatcher:
    """The ledger is the truth: a task that is lost or doubled changes nothing but who works."""

    app: Celery
    redis: Redis
    inline: InlineDispatcher
    _rounds_without_worker: int = 0
    _is_waiting: bool = False
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def dispatch(self, campaign_id: int) -> None:
        """Keeps two tasks waiting; where nobody takes them, the bot itself does the work."""
        try:
            waiting = await self.redis.llen(QUEUE)
            is_worked_on = bool(await self.redis.exists(AT_WORK))
            if waiting < _WAITING:
                await asyncio.to_thread(self._enqueue, campaign_id)
        except _NOTHING_TO_SEND_TO as fault:
            self._note_waiting(fault)
            return
        self._is_waiting = False
        self._rounds_without_worker = 0 if is_worked_on else self._rounds_without_worker + 1
        if self._rounds_without_worker > _PATIENT_ROUNDS:
            await self.inline.dispatch(campaign_id)

    def _note_waiting(self, fault: Exception) -> None:
        """Said once: it is tried again every second."""
        if not self._is_waiting:
            log.warning(
                "outreach_waits",
                code="redis_unavailable",
                fault=type(fault).__name__,
                advice="Look whether Redis runs; nothing is sent until it does, and then it goes on by itself.",
            )
        self._is_waiting = True

    def _enqueue(self, campaign_id: int) -> None:
        self.app.send_task(TASK, (campaign_id,), queue=QUEUE, expires=SLICE_SECONDS * 3, retry=False)
