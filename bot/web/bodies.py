"""Caps request bodies, before anything is parsed."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BYTES = 1024 * 1024
MAX_PAPER_BYTES = 11 * 1024 * 1024
_PAPERS, _PICTURES = "/papers/", ("/console/api/tickets/", "/pictures")


class BodyCap:
    """Answers 413 as soon as a body is known to be over 1 MiB, of a paper 11; the rest of it is not read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and counts what is received."""
        received, cap = 0, _cap(scope)

        async def receive_capped() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > cap:
                raise HTTPException(413)  # The one error that the framework's own body reader lets through.
            return message

        await self._app(scope, receive_capped if scope["type"] == "http" else receive, send)


def _cap(scope: Scope) -> int:
    path = scope.get("path", "")
    is_picture = path.startswith(_PICTURES[0]) and path.endswith(_PICTURES[1])
    return MAX_PAPER_BYTES if path.startswith(_PAPERS) or is_picture else MAX_BYTES
