"""Reminds of tomorrow's visits, every ten minutes."""

import asyncio

import structlog

from bot.conversation.reminders import Reminders

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 600.0


async def remind_forever(reminders: Reminders) -> None:
    """Goes on until cancelled; a fault is logged, and the next round tries again."""
    while True:
        try:
            await reminders.remind()
        except Exception as fault:
            log.error(
                "reminders_failed",
                code="reminders_failed",
                fault=type(fault).__name__,
                advice="The next round tries again; look at both databases.",
            )
        await asyncio.sleep(_PAUSE_SECONDS)
