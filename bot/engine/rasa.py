"""Asks Rasa over HTTP: one member's words in, one turn's answer out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from bot.engine.answers import Turn, parse_turn
from bot.errors import EngineUnavailable, EngineUnreachable
from bot.kernel.conversation.dialogues import Dialogue
from vocabulary.form_pages import FormTyped
from vocabulary.needs import WayBack

_MAX_CHARACTERS = 5000
_RESUMING = "继续"
_CHANNEL = "/webhooks/huzhu"
_STATUS_SECONDS = 2.0
_CONNECT_SECONDS = 1.0
WritePass = Callable[[str, Mapping[str, object]], str]


class RasaClient:
    """Our channel at Rasa's door, with its token; every failure is an `EngineUnavailable`.

    `write_pass` signs what the bot knows of a message: the handlers believe nothing else about whose it is.
    """

    def __init__(self, base_url: str, token: str, timeout_seconds: float, write_pass: WritePass) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        timeout = httpx.Timeout(timeout_seconds, connect=min(timeout_seconds, _CONNECT_SECONDS))
        self._http = httpx.AsyncClient(base_url=base_url, headers=headers, timeout=timeout)
        self._write_pass = write_pass
        self.is_loading = False

    async def ask(self, dialogue: Dialogue, text: str) -> Turn:
        """The dialogue's answer to `text`, said by the linked member or by somebody unknown."""
        return await self._say(dialogue, make_harmless(text[:_MAX_CHARACTERS]), {})

    async def resume(self, dialogue: Dialogue, way: WayBack) -> Turn:
        """The dialogue's first words after a person: the form that was cut short, or a fresh start."""
        return await self._say(dialogue, _RESUMING, {"way_back": way})

    async def fill(self, dialogue: Dialogue, typed: FormTyped) -> Turn:
        """What became of words typed on a form's page."""
        return await self._say(dialogue, _RESUMING, {"page": typed.as_json()})

    async def _say(self, dialogue: Dialogue, text: str, more: Mapping[str, object]) -> Turn:
        awaited = {"waiting": dialogue.waiting.as_json()} if dialogue.waiting else {}
        known = {"member_id": dialogue.member_id, "talk": dialogue.talk, **awaited, **more}
        metadata = {"pass": self._write_pass(dialogue.key, known), "expects": dialogue.expected}
        message = {"sender": dialogue.key, "message": text, "metadata": metadata}
        try:
            response = await self._http.post(f"{_CHANNEL}/webhook", json=message)
            response.raise_for_status()
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise EngineUnreachable(type(fault).__name__) from fault
        except httpx.HTTPError as fault:
            raise EngineUnavailable(type(fault).__name__) from fault
        return parse_turn(response.content)

    async def load(self, model: Path) -> bool:
        """Lets Rasa serve this model of its own disk from now on; it answers with the earlier one meanwhile."""
        self.is_loading = True
        try:
            response = await self._http.put(f"{_CHANNEL}/model", json={"model_file": str(model)}, timeout=120)
        except httpx.HTTPError:
            return False
        finally:
            self.is_loading = False
        return response.status_code == httpx.codes.NO_CONTENT

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded a model and answers."""
        try:
            response = await self._http.get(f"{_CHANNEL}/status", timeout=_STATUS_SECONDS)
            status = response.json() if response.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError):
            return False
        return isinstance(status, dict) and bool(status.get("model_file"))

    async def close(self) -> None:
        await self._http.aclose()


def make_harmless(text: str) -> str:
    """Typed text that Rasa would read as a command, as ordinary words.

    Rasa takes any text that begins with a slash, blanks before it or not, for an intent with entities.
    """
    stripped = text.lstrip()
    return f"／{stripped[1:]}" if stripped.startswith("/") else text
