"""Stands where a Rasa would: a real server on loopback that answers what a test says, or breaks as a test says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def run_rasa_door(answer: Answer, port: int | None = None) -> AsyncIterator[str]:
    """Its address, on this port or a free one; everything that is asked of it is answered by `answer`."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(application, port=port) as server:
        yield str(server.make_url("")).rstrip("/")


async def break_off(request: web.Request) -> web.StreamResponse:
    """Takes the message, and is gone in the middle of its answer."""
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"[{")
    assert request.transport
    request.transport.abort()
    return response


async def stay_silent(_request: web.Request) -> web.StreamResponse:
    """Takes the message and says nothing."""
    await asyncio.Event().wait()
    raise AssertionError
