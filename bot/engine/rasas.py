"""Several Rasas as one: turns are spread over them, and a dead one is stepped around."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog

from bot.engine.answers import Turn
from bot.engine.rasa import RasaClient
from bot.errors import EngineUnreachable
from bot.kernel.conversation.dialogues import Dialogue
from vocabulary.form_pages import FormTyped
from vocabulary.needs import WayBack

_REST_SECONDS = 5.0
"""One that took no connection is asked last for so long."""

log = structlog.get_logger(__name__)


class Rasas:
    """Any of them may take any message: what a conversation knows comes with it."""

    def __init__(self, clients: Sequence[RasaClient], clock: Callable[[], float] = time.monotonic) -> None:
        self._clients = list(clients)
        self._clock = clock
        self._rests_until = dict.fromkeys(range(len(self._clients)), 0.0)
        self._next = 0

    async def ask(self, dialogue: Dialogue, text: str) -> Turn:
        """One turn by whichever can be reached; raises EngineUnavailable."""
        return await self._spread(lambda client: client.ask(dialogue, text))

    async def resume(self, dialogue: Dialogue, way: WayBack) -> Turn:
        """The first words after a person, by whichever can be reached; raises EngineUnavailable."""
        return await self._spread(lambda client: client.resume(dialogue, way))

    async def fill(self, dialogue: Dialogue, typed: FormTyped) -> Turn:
        """What became of words typed on a form's page, by whichever can be reached; raises EngineUnavailable."""
        return await self._spread(lambda client: client.fill(dialogue, typed))

    async def load(self, model: Path) -> bool:
        """Lets all of them serve this model; whether each of them does."""
        return all(await asyncio.gather(*(client.load(model) for client in self._clients)))

    async def is_ready(self) -> bool:
        """Whether any of them answers."""
        return any(await asyncio.gather(*(client.is_ready() for client in self._clients)))

    @property
    def is_loading(self) -> bool:
        """Whether one of them loads a model and may be silent for a while."""
        return any(client.is_loading for client in self._clients)

    async def close(self) -> None:
        await asyncio.gather(*(client.close() for client in self._clients))

    async def _spread(self, ask: Callable[[RasaClient], Awaitable[Turn]]) -> Turn:
        """A turn may act, so only one that nobody took is asked of the next."""
        unreachable = EngineUnreachable("no Rasa")
        for number in self._order():
            try:
                return await ask(self._clients[number])
            except EngineUnreachable as fault:
                unreachable = fault
                self._rests_until[number] = self._clock() + _REST_SECONDS
                log.warning(
                    "rasa_unreachable",
                    code=fault.code,
                    number=number + 1,
                    detail=fault.detail,
                    advice=fault.advice,
                )
        raise unreachable

    def _order(self) -> list[int]:
        """In turn; those that rest stand last."""
        self._next = (self._next + 1) % len(self._clients)
        around = [(self._next + step) % len(self._clients) for step in range(len(self._clients))]
        return sorted(around, key=lambda number: self._rests_until[number] > self._clock())
