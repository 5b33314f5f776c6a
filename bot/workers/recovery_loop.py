"""Recovers what was left unanswered, every few seconds."""

import asyncio

import structlog

from bot.conversation.recovery import Recovery

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 5.0


async def recover_forever(recovery: Recovery) -> None:
    """Goes on until cancelled; a fault is logged, and the next round tries again."""
    while True:
        try:
            await recovery.recover()
        except Exception as fault:
            log.error(
                "recovery_failed",
                code="recovery_failed",
                fault=type(fault).__name__,
                advice="The next round tries again; look at the bot's database.",
            )
        await asyncio.sleep(_PAUSE_SECONDS)
