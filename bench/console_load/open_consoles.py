"""An agent's page without the browser: follows the line, and fetches what the page fetches."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field

import httpx


@dataclass
class OpenConsole:
    """One open console; `seen_at` says when each text was first on its screen, by the monotonic clock."""

    http: httpx.AsyncClient
    csrf: str = ""
    tickets: list[int] = field(default_factory=list)
    newest: int = 0
    seen_at: dict[str, float] = field(default_factory=dict)
    _reading: asyncio.Task[None] | None = None
    _refreshing: asyncio.Task[None] | None = None
    _is_stale: bool = False

    async def sign_in(self, login: str, password: str) -> None:
        """Enters, and takes the page's token."""
        form = {"login": login, "password": password}
        answer = await self.http.post("/console/sign-in", data=form, follow_redirects=True)
        found = re.search(r'name="csrf" content="([^"]+)"', answer.text)
        if not found:
            raise RuntimeError("signing in failed")
        self.csrf = found[1]

    async def take(self, ticket: int) -> None:
        """Holds one more conversation; the first one is open on the screen."""
        answer = await self.http.post(
            f"/console/api/tickets/{ticket}/take", headers={"x-csrf-token": self.csrf}, json={}
        )
        answer.raise_for_status()
        self.tickets.append(ticket)

    async def follow(self) -> None:
        """Until cancelled: each change is met with what the page does."""
        async with self.http.stream("GET", "/console/api/stream", timeout=None) as line:
            async for written in line.aiter_lines():
                if written.startswith("data:") and '"kind"' in written:
                    self._meet(json.loads(written[5:]))

    def _meet(self, change: dict[str, int | str]) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_queue())
        else:
            self._is_stale = True
        if self.tickets and change["ticket"] == self.tickets[0]:
            self._refreshing = asyncio.create_task(self._refresh(self.tickets[0]))

    async def _read_queue(self) -> None:
        while True:
            self._is_stale = False
            lines = (await self.http.get("/console/api/queue")).json()["tickets"]
            now = time.perf_counter()
            for line in lines:
                if line["id"] in self.tickets and line["last"]:
                    self.seen_at.setdefault(line["last"]["text"], now)
            if not self._is_stale:
                return

    async def _refresh(self, ticket: int) -> None:
        page = await self.http.get(f"/console/api/tickets/{ticket}/messages?after={max(0, self.newest - 20)}")
        now = time.perf_counter()
        for message in page.json()["messages"]:
            self.seen_at.setdefault(message["text"], now)
        self.newest = page.json()["seen"]
