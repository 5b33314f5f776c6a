"""Conducts bulk outreach, every second."""

import asyncio
from itertools import count

import structlog

from bot.outreach.conductor import Conductor
from bot.outreach.inline import InlineDispatcher
from bot.outreach.reports import Reports

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 1.0
_ROUNDS_AN_HOUR = 3600


async def conduct_forever(conductor: Conductor, reports: Reports, inline: InlineDispatcher) -> None:
    """Goes on until cancelled, and then lets what is on its way end; a fault is logged and tried again."""
    try:
        for number in count():
            await _conduct(conductor, reports, is_hourly=number % _ROUNDS_AN_HOUR == 0)
            await asyncio.sleep(_PAUSE_SECONDS)
    finally:
        await inline.finish()


async def _conduct(conductor: Conductor, reports: Reports, *, is_hourly: bool) -> None:
    try:
        await conductor.conduct()
        await reports.fold()
        if is_hourly:
            await conductor.forget()
    except Exception as fault:
        log.error(
            "outreach_round_failed",
            code="outreach_round_failed",
            fault=type(fault).__name__,
            advice="The next round tries again; look at the bot's database and at Redis.",
        )
