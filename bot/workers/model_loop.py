"""Lets Rasa serve a newly published model without a restart: members notice nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


@dataclass
class ModelWatch:
    """Looks whether the model on the disk is another one than before."""

    model: Path
    load: Callable[[Path], Awaitable[bool]]
    _known: tuple[float, int] | None = None

    async def look(self) -> bool | None:
        """Whether Rasa took the new model; None where there is none. One that it refused is offered again."""
        found = self._read()
        if found is None or found == self._known:
            return None
        if self._known is None:
            self._known = found
            return None
        if not await self.load(self.model):
            log.error(
                "model_not_loaded",
                code="model_not_loaded",
                advice="Rasa goes on with the earlier model; read the end of its log, or publish --back.",
            )
            return False
        self._known = found
        log.info("model_loaded", code="model_loaded")
        return True

    def _read(self) -> tuple[float, int] | None:
        try:
            state = self.model.stat()
        except OSError:
            return None
        return state.st_mtime, state.st_size
