"""How much a request may bring: little, but for the few paths that take files."""

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from bot.web.bodies import BodyCap

MIB = 1024 * 1024


async def read(path: str, size: int) -> int:
    """How many bytes the application behind the cap reads."""
    taken = 0

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal taken
        taken = len(await Request(scope, receive).body())

    async def receive() -> Message:
        return {"type": "http.request", "body": b"0" * size, "more_body": False}

    async def send(_message: Message) -> None:
        pass

    await BodyCap(application)({"type": "http", "path": path, "method": "POST"}, receive, send)
    return taken


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/wechat", MIB),
        ("/console/outreach/7/message", MIB),
        ("/console/outreach/7/list", 21 * MIB),
        ("/papers/abc", 11 * MIB),
        ("/console/api/tickets/3/pictures", 11 * MIB),
        ("/wechat/list", MIB),
    ],
)
async def test_a_body_is_read_as_far_as_its_path_allows(path: str, allowed: int) -> None:
    assert await read(path, allowed) == allowed
    with pytest.raises(HTTPException) as refused:
        await read(path, allowed + 1)
    assert refused.value.status_code == 413
