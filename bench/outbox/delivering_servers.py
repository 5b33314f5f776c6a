"""The processes that deliver: a receiver, Redis, and two bots; each can be killed and started again."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.outreach.sending_servers import ServerProcess
from bot.settings.keys import keys_file
from claims.database import ClaimsDatabase, open_claims_database
from testing.processes import ROOT, find_free_port, find_program
from testing.receiver import SECRET

_PATIENCE_SECONDS = 300.0


@dataclass
class DeliveringServers:
    """All that is needed for changes to arrive; the bots have no Rasa, which delivering does not ask for."""

    folder: Path
    database_url: str
    claims_url: str
    bots: int = 2
    processes: list[ServerProcess] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Says how each is started; nothing runs yet."""
        receiver, redis = find_free_port(), find_free_port()
        self.environment = {
            "DATA_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.database_url,
            "CLAIMS_DATABASE_URL": self.claims_url,
            "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
            "RASA_URL": "http://127.0.0.1:9",
            "DEMO": "1",
            "OUTBOX_WEBHOOK_URL": f"http://127.0.0.1:{receiver}/changes",
            "OUTBOX_WEBHOOK_SECRET": SECRET,
        }
        taking = ["-m", "testing.receiver", "--port", str(receiver), "--book", str(self.book)]
        server = find_program("redis-server")
        self._add("redis", [server, "--port", str(redis), "--bind", "127.0.0.1", "--save", ""])
        self._add("receiver", [sys.executable, *taking])
        for number in range(1, self.bots + 1):
            self.ports.append(find_free_port())
            self._add(f"bot-{number}", [sys.executable, "-m", "bot", "serve", "--port", str(self.ports[-1])])

    @property
    def book(self) -> Path:
        """What the receiver took in."""
        return self.folder / "book.jsonl"

    @property
    def processes_to_kill(self) -> list[ServerProcess]:
        """Either side."""
        return [one for one in self.processes if one.name != "redis"]

    def prepare(self) -> None:
        """Keys, schemas and invented members."""
        command = [sys.executable, "-m", "bot", "demo"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **self.environment}, check=True)

    def open_claims(self) -> ClaimsDatabase:
        """The claims database, for this process."""
        lines = keys_file(self.folder / "var").read_text(encoding="utf-8").splitlines()
        keys = dict(line.split("=", 1) for line in lines)
        return open_claims_database(self.claims_url, keys["CLAIMS_ENCRYPTION_KEY"], keys["CLAIMS_HASH_KEY"])

    def start(self) -> None:
        """All of them."""
        for one in self.processes:
            one.start()

    def count_received(self) -> int:
        """How many changes the receiver has."""
        return self.book.read_bytes().count(b"\n") if self.book.exists() else 0

    def wait_for_more(self, longest: float) -> None:
        """Returns once the receiver has more than now, or after so many seconds."""
        before, deadline = self.count_received(), time.monotonic() + longest
        while self.count_received() <= before and time.monotonic() < deadline:
            time.sleep(0.02)  # Polls real processes: there is nothing to wait on.

    def check(self) -> None:
        """Raises RuntimeError where one of them ended by itself."""
        for one in self.processes:
            if one.process and one.process.poll() is not None:
                log = (self.folder / f"{one.name}.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{one.name} ended with {one.process.returncode}:\n{log[-2000:]}")

    def wait_until_delivering(self) -> None:
        """Returns once the bots answer; raises RuntimeError where that takes too long or a process ended."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not all(map(_is_open, self.ports)):
            self.check()
            if time.monotonic() > deadline:
                raise RuntimeError("the bots do not answer")
            time.sleep(0.1)  # Polls real processes: there is nothing to wait on.

    def end(self) -> None:
        """All of them, the receiver last."""
        for one in reversed(self.processes):
            one.end()

    def _add(self, name: str, command: list[str]) -> None:
        self.processes.append(ServerProcess(name, command, self.environment, self.folder))


def _is_open(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
