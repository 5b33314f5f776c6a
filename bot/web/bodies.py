"""Caps request bodies, before anything is parsed."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MIB = 1024 * 1024
MAX_BYTES = _MIB
_FILES = (
    ("/papers/", "", 11 * _MIB),
    ("/console/api/tickets/", "/pictures", 11 * _MIB),
    ("/console/outreach/", "/list", 21 * _MIB),
)
"""How a path begins and ends that takes a file, and how much: a little more than the page itself allows."""


class BodyCap:
    """Answers 413 as soon as a body is known to be over 1 MiB, or what a path for files takes; the rest is not read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and counts what is received."""
        received, cap = 0, _cap(scope)
        is_too_large = _find_length(scope) > cap

        async def receive_capped() -> Message:
            nonlocal received
            if is_too_large:  # What is declared to be too large is not read at all.
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > cap:
                raise HTTPException(413)  # The one error that the framework's own body reader lets through.
            return message

        await self._app(scope, receive_capped if scope["type"] == "http" else receive, send)


def _find_length(scope: Scope) -> int:
    """As the head declares it; 0 where it does not, and then the bytes are counted."""
    declared = dict(scope.get("headers", ())).get(b"content-length", b"0")
    return int(declared) if declared.isdigit() and len(declared) < 20 else 0


def _cap(scope: Scope) -> int:
    path = scope.get("path", "")
    caps = [cap for begin, end, cap in _FILES if path.startswith(begin) and path.endswith(end)]
    return caps[0] if caps else MAX_BYTES
