"""Serves an application on a local port for as long as a block lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import ServerState

_PATIENCE_SECONDS = 1.0


@asynccontextmanager
async def serve(application: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """Gives the base address; port 0 means any free one. Raises OSError where the port is taken."""
    config = uvicorn.Config(application, log_level="warning", lifespan="off")
    config.load()
    # Without uvicorn's own server, which takes Ctrl-C for itself and a fifth of a second to end.
    state = ServerState()
    listener = socket.create_server(("127.0.0.1", port))
    server = await asyncio.get_running_loop().create_server(
        lambda: config.http_protocol_class(config=config, server_state=state, app_state={}),  # type: ignore[call-arg]
        sock=listener,
    )
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.close()
        await _end(state)


async def _end(state: ServerState) -> None:
    """Lets calls under way end, though not for ever."""
    for connection in list(state.connections):
        connection.shutdown()
    tasks = set(state.tasks)
    if tasks:
        await asyncio.wait(tasks, timeout=_PATIENCE_SECONDS)
        for task in tasks:
            task.cancel()
