"""Asks Rasa over HTTP: one member's words in, one turn's answer out."""

from collections.abc import Mapping
from pathlib import Path

import httpx

from bot.engine.answers import Turn, WayBack, parse_turn
from bot.errors import EngineUnavailable

_MAX_CHARACTERS = 5000
_RESUMING = "继续"


class RasaClient:
    """Rasa's REST channel behind its token; every failure is an `EngineUnavailable`."""

    def __init__(self, base_url: str, token: str, timeout_seconds: float) -> None:
        self._http = httpx.AsyncClient(base_url=base_url, params={"token": token}, timeout=timeout_seconds)

    async def ask(self, dialogue_key: str, text: str, member_id: int | None) -> Turn:
        """The dialogue's answer to `text`, said by the linked member or by somebody unknown."""
        return await self._say(dialogue_key, make_harmless(text[:_MAX_CHARACTERS]), {"member_id": member_id})

    async def resume(self, dialogue_key: str, member_id: int | None, way: WayBack) -> Turn:
        """The dialogue's first words after a person: the form that was cut short, or a fresh start."""
        return await self._say(dialogue_key, _RESUMING, {"member_id": member_id, "way_back": way})

    async def _say(self, dialogue_key: str, text: str, metadata: Mapping[str, object]) -> Turn:
        message = {"sender": dialogue_key, "message": text, "metadata": metadata}
        try:
            response = await self._http.post("/webhooks/rest/webhook", json=message)
            response.raise_for_status()
        except httpx.HTTPError as fault:
            raise EngineUnavailable(type(fault).__name__) from fault
        return parse_turn(response.content)

    async def load(self, model: Path) -> bool:
        """Lets Rasa serve this model of its own disk from now on; it answers with the earlier one meanwhile."""
        try:
            response = await self._http.put("/model", json={"model_file": str(model)}, timeout=120)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.NO_CONTENT

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded a model and answers."""
        try:
            response = await self._http.get("/status", timeout=2)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK and bool(response.json().get("model_file"))

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()


def make_harmless(text: str) -> str:
    """Typed text that Rasa would read as a command, as ordinary words.

    Rasa takes any text that begins with a slash, blanks before it or not, for an intent with entities.
    """
    stripped = text.lstrip()
    return f"／{stripped[1:]}" if stripped.startswith("/") else text
