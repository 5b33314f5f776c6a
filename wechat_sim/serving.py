"""Serves an application on a local port for as long as a block lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves Ctrl-C to whoever owns the process."""
        yield


@asynccontextmanager
async def serve(application: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """Gives the base address; port 0 means any free one. Raises OSError where the port is taken."""
    listener = socket.create_server(("127.0.0.1", port))
    server = _Server(uvicorn.Config(application, log_level="warning", lifespan="off"))
    # The socket already listens, so a call that comes before the server runs waits for it.
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listener.close()
