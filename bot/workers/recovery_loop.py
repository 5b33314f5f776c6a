"""Recovers what was left unanswered, every few seconds."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.conversation.recovery import Recovery

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 5.0
_PATIENT_ROUNDS = 12


async def recover_forever(recovery: Recovery, is_ready: Callable[[], Awaitable[bool]]) -> None:
    """Goes on until cancelled; a fault is logged, and the next round tries again.

    What is late already had better wait for Rasa to start than get an apology; after a minute it gets one.
    """
    waited = 0
    while True:
        waited = 0 if await is_ready() else waited + 1
        if not 0 < waited <= _PATIENT_ROUNDS:
            await _recover_once(recovery)
        await asyncio.sleep(_PAUSE_SECONDS)


async def _recover_once(recovery: Recovery) -> None:
    try:
        await recovery.recover()
    except Exception as fault:
        log.error(
            "recovery_failed",
            code="recovery_failed",
            fault=type(fault).__name__,
            advice="The next round tries again; look at the bot's database.",
        )
