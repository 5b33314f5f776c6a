"""Asks Rasa over HTTP: one member's words in, one turn's answer out."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import aiohttp

from bot.engine.answers import Turn, parse_turn
from bot.errors import EngineUnavailable, EngineUnreachable
from bot.kernel.conversation.dialogues import Dialogue
from vocabulary.form_pages import FormTyped
from vocabulary.needs import WayBack

_MAX_CHARACTERS = 5000
_RESUMING = "继续"
_CHANNEL = "/webhooks/huzhu"
_STATUS_SECONDS = 2.0
_LOADING_SECONDS = 120.0
_CONNECT_SECONDS = 1.0
_IDLE_SECONDS = 30.0
"""Kept connections are let go before Rasa, which waits for two minutes, closes them."""
_OK, _NO_CONTENT = 200, 204
WritePass = Callable[[str, Mapping[str, object]], str]


class RasaClient:
    """Our channel at Rasa's door, with its token; every failure is an `EngineUnavailable`.

    `write_pass` signs what the bot knows of a message: the handlers believe nothing else about whose it is.
    """

    def __init__(self, base_url: str, token: str, timeout_seconds: float, write_pass: WritePass) -> None:
        self._channel = f"{base_url.rstrip('/')}{_CHANNEL}"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._seconds = timeout_seconds
        self._write_pass = write_pass
        self._session: aiohttp.ClientSession | None = None
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
            status, content = await self._call("POST", "webhook", self._seconds, message)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
            raise EngineUnreachable(type(fault).__name__) from fault
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise EngineUnavailable(type(fault).__name__) from fault
        if status != _OK:
            raise EngineUnavailable(f"HTTP {status}")
        return parse_turn(content)

    async def load(self, model: Path) -> bool:
        """Lets Rasa serve this model of its own disk from now on; it answers with the earlier one meanwhile."""
        self.is_loading = True
        try:
            status, _ = await self._call("PUT", "model", _LOADING_SECONDS, {"model_file": str(model)})
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False
        finally:
            self.is_loading = False
        return status == _NO_CONTENT

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded a model and answers."""
        try:
            status, content = await self._call("GET", "status", _STATUS_SECONDS)
            served = json.loads(content) if status == _OK else None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return False
        return isinstance(served, dict) and bool(served.get("model_file"))

    async def close(self) -> None:
        """Closes the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def _call(
        self, method: str, place: str, seconds: float, body: Mapping[str, object] | None = None
    ) -> tuple[int, bytes]:
        """The status and what came; follows nothing and repeats nothing that acts."""
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=min(seconds / 2, _CONNECT_SECONDS))
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        async with self._open().request(
            method, f"{self._channel}/{place}", data=data, timeout=timeout, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    def _open(self) -> aiohttp.ClientSession:
        """Opened by the first call, in that call's loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers=self._headers,
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


def make_harmless(text: str) -> str:
    """Typed text that Rasa would read as a command, as ordinary words.

    Rasa takes any text that begins with a slash, blanks before it or not, for an intent with entities.
    """
    stripped = text.lstrip()
    return f"／{stripped[1:]}" if stripped.startswith("/") else text
