"""Recovers what was left unanswered, round by round."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.recovery import Recovery

_PATIENT_ROUNDS = 12


@dataclass
class RecoveryRounds:
    """What is late already had better wait for Rasa to start than get an apology; after a minute it gets one."""

    recovery: Recovery
    is_ready: Callable[[], Awaitable[bool]]
    _waited: int = 0

    async def go_round(self) -> None:
        self._waited = 0 if await self.is_ready() else self._waited + 1
        if not 0 < self._waited <= _PATIENT_ROUNDS:
            await self.recovery.recover()
