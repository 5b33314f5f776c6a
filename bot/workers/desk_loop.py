"""Looks after forgotten tickets and notices not yet said, every few seconds."""

import asyncio

import structlog

from bot.console.desk_watch import DeskWatch
from bot.console.relief_desk import ReliefDesk

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 10.0


async def watch_desk_forever(watch: DeskWatch, relief: ReliefDesk) -> None:
    """Goes on until cancelled; a fault is logged, and the next round tries again."""
    while True:
        try:
            await watch.sweep()
            await relief.tell_waiting()
        except Exception as fault:
            log.error(
                "desk_watch_failed",
                code="desk_watch_failed",
                fault=type(fault).__name__,
                advice="The next round tries again; look at the databases.",
            )
        await asyncio.sleep(_PAUSE_SECONDS)
