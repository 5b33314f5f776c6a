"""A small system of the centre's that takes changes in: real HTTP on loopback, honest or of any bad kind.

`python -m testing.receiver --port N --book FILE` runs an honest one by itself: it keeps each key once, and may be killed.
"""

import argparse
import asyncio
import base64
import hashlib
import hmac
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from testing.processes import find_free_port

SECRET = "whsec_" + base64.b64encode(b"a secret of the tests and no other").decode()
MANNERS = (
    "honest",
    "slow",
    "fault",
    "busy",
    "refusing",
    "redirecting",
    "empty",
    "huge",
    "lying",
    "garbage",
    "hanging_up",
)


@dataclass
class CentreReceiver:
    """Remembers each change once, by its key, in the order in which they came; `manner` is how it answers."""

    manner: str = "honest"
    book: Path | None = None
    url: str = ""
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)
    held: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """What was written before it was killed counts."""
        if self.book and self.book.exists():
            self.taken = {change["key"]: change for change in read_changes(self.book)}

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/changes", self.take)
        app.router.add_post("/elsewhere", self.take_elsewhere)
        return app

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One delivery."""
        body = await request.read()
        self.calls.append((request.path, dict(request.headers), body))
        match self.manner:
            case "slow":
                await self.held.wait()
            case "fault" | "busy" | "refusing":
                return web.Response(
                    status={"fault": 500, "busy": 429, "refusing": 422}[self.manner], text="x" * 100_000
                )
            case "redirecting":
                return web.Response(status=307, headers={"Location": "/elsewhere"})
            case "empty":
                return web.Response()
            case "huge":
                return await self._answer_without_end(request)
            case "lying":
                return web.json_response({"received": "another"})
            case "garbage":
                return web.Response(body=b"\xff\xfe<html>" + b"[" * 3000)
            case "hanging_up":
                assert request.transport
                request.transport.close()
                return web.Response()
        return self._keep(request, body)

    async def take_elsewhere(self, request: web.Request) -> web.Response:
        """Where a redirect leads; nobody may come here."""
        self.calls.append((request.path, dict(request.headers), b""))
        return web.json_response({"received": request.headers["webhook-id"]})

    def _keep(self, request: web.Request, body: bytes) -> web.Response:
        if not is_signed(request.headers, body):
            return web.Response(status=401)
        change = json.loads(body)
        if change["key"] not in self.taken:
            self.taken[change["key"]] = change
            if self.book:
                append_line(self.book, body)
        return web.json_response({"received": change["key"]})

    async def _answer_without_end(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            for _ in range(1000):
                await answer.write(b" " * 65536)
        except ConnectionError:
            pass
        return answer


def is_signed(headers: Mapping[str, str], body: bytes, secret: str = SECRET) -> bool:
    """As a receiver checks it, by the standard's text and none of our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split())


def append_line(book: Path, line: bytes) -> None:
    """In one write, so that a kill leaves all of it or nothing."""
    with os.fdopen(os.open(book, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb", buffering=0) as file:
        file.write(line + b"\n")


def read_changes(book: Path) -> list[dict[str, Any]]:
    """Every change of a book, as they came."""
    return [json.loads(line) for line in book.read_bytes().splitlines()] if book.exists() else []


@asynccontextmanager
async def run_receiver(manner: str = "honest") -> AsyncIterator[CentreReceiver]:
    """One in this process, at its `url`."""
    receiver, port = CentreReceiver(manner), find_free_port()
    runner = web.AppRunner(receiver.application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    receiver.url = f"http://127.0.0.1:{port}/changes"
    try:
        yield receiver
    finally:
        receiver.held.set()
        await runner.cleanup()


def main() -> None:
    """An honest one, until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--book", type=Path, required=True)
    options = parser.parse_args()
    receiver = CentreReceiver(book=options.book)
    web.run_app(receiver.application(), host="127.0.0.1", port=options.port, print=None)


if __name__ == "__main__":
    main()
