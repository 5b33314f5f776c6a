"""Tells members what nobody asked for: tomorrow's visits every ten minutes, and what changed every minute."""

import asyncio

import structlog

from bot.conversation.reminders import Reminders
from bot.outreach.automatic_notices import AutomaticNotices

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 600.0
_SHORT_PAUSE_SECONDS = 60.0


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


async def tell_forever(notices: AutomaticNotices) -> None:
    """The same for what is told by itself, every minute."""
    while True:
        try:
            await notices.tell()
        except Exception as fault:
            log.error(
                "automatic_notices_failed",
                code="automatic_notices_failed",
                fault=type(fault).__name__,
                advice="The next round tries again; look at both databases and at Redis.",
            )
        await asyncio.sleep(_SHORT_PAUSE_SECONDS)
