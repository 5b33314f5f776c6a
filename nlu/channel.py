"""The only way into Rasa: the bot's channel, which answers nobody without the token in a header.

Rasa's own `--auth-token` guards its HTTP API but no channel, and only by a token in the address, where
logs keep it. So the HTTP API stays off, and what the bot needs of it has its place here.
"""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

_SHORTEST_TOKEN = 16
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class BotChannel(InputChannel):
    """`/webhooks/huzhu/…`: a message in and its answer out, the model that is served, and another one to serve."""

    def __init__(self, token: str) -> None:
        if len(token) < _SHORTEST_TOKEN:
            raise RasaException("RASA_TOKEN is missing or too short: this channel answers from member data.")
        self._token = token.encode()

    @classmethod
    def name(cls) -> str:
        """Its place below /webhooks."""
        return "huzhu"

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> "BotChannel":
        """With the token that credentials.yml names."""
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Its three routes; each asks for the token before it reads anything."""
        routes = Blueprint("huzhu")

        async def answer(request: Request) -> HTTPResponse:
            return await _answer(request, on_new_message)

        routes.add_route(self._guarded(answer), "/webhook", methods=["POST"])
        routes.add_route(self._guarded(_show_status), "/status", methods=["GET"])
        routes.add_route(self._guarded(_load_model), "/model", methods=["PUT"])
        return routes

    def _guarded(self, handler: Handler) -> Handler:
        @wraps(handler)
        async def ask_for_token(request: Request) -> HTTPResponse:
            shown = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
            if not hmac.compare_digest(shown, b"Bearer " + self._token):
                return response.json({"error": "wrong token"}, 403)
            return await handler(request)

        return ask_for_token


async def _answer(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
    """What Rasa says to the message. Half an answer is none, and no word of a member gets into the log."""
    said = request.json
    if not isinstance(said, dict) or not isinstance(said.get("sender"), str) or not said["sender"]:
        return response.json({"error": "a message needs a sender"}, 400)
    text, metadata = said.get("message"), said.get("metadata")
    if not isinstance(text, str) or not isinstance(metadata, dict):
        return response.json({"error": "a message needs words and metadata"}, 400)
    answers = CollectingOutputChannel()
    message = UserMessage(
        make_harmless(text), answers, said["sender"], input_channel=BotChannel.name(), metadata=metadata
    )
    try:
        await on_new_message(message)
    except Exception as fault:
        logger.error("A message was not answered: %s.", type(fault).__name__)
        return response.json({"error": "not answered"}, 500)
    return response.json(answers.messages)


async def _show_status(request: Request) -> HTTPResponse:
    """Which model is served; null while none is."""
    agent = getattr(request.app.ctx, "agent", None)
    return response.json(
        {"model_file": agent.processor.model_filename if agent and agent.is_ready() else None}
    )


async def _load_model(request: Request) -> HTTPResponse:
    """Serves another model of this disk from now on; one that cannot be loaded changes nothing."""
    wanted = request.json.get("model_file") if isinstance(request.json, dict) else None
    if not isinstance(wanted, str):
        return response.json({"error": "which model?"}, 400)
    try:
        # It takes some seconds, in which others are answered by the model that is still served.
        await asyncio.to_thread(request.app.ctx.agent.load_model, wanted)
    except Exception as fault:
        logger.error("A model was not loaded: %s.", type(fault).__name__)
        return response.json({"error": "not loaded"}, 400)
    return response.empty()


def make_harmless(text: str) -> str:
    """The text, not to be read as a command: Rasa takes what begins with a slash, blanks before it or not, for one."""
    stripped = text.lstrip()
    return f"／{stripped[1:]}" if stripped.startswith("/") else text
