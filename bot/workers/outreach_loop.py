"""Conducts bulk outreach, every second."""

import asyncio

import structlog

from bot.outreach.conductor import Conductor
from bot.outreach.inline import InlineDispatcher

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 1.0


async def conduct_forever(conductor: Conductor, inline: InlineDispatcher) -> None:
    """Goes on until cancelled, and then lets what is on its way end; a fault is logged and tried again."""
    try:
        while True:
            await _conduct(conductor)
            await asyncio.sleep(_PAUSE_SECONDS)
    finally:
        await inline.finish()


async def _conduct(conductor: Conductor) -> None:
    try:
        await conductor.conduct()
    except Exception as fault:
        log.error(
            "outreach_round_failed",
            code="outreach_round_failed",
            fault=type(fault).__name__,
            advice="The next round tries again; look at the bot's database and at Redis.",
        )
