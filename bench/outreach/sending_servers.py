"""The processes that send: the stand-in, Redis, workers and the bot; each can be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.settings import Settings
from bot.settings.keys import keys_file
from testing.processes import ROOT, end_process, find_free_port, find_program
from testing.wechat_account import ACCOUNT_SETTINGS

_PATIENCE_SECONDS = 120.0


@dataclass
class ServerProcess:
    """One process, by its command."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it in a group of its own."""
        with (self.folder / f"{self.name}.log").open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def kill(self) -> None:
        """`kill -9`, and it is gone."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self) -> None:
        """Asks it to end."""
        if self.process:
            end_process(self.process)


@dataclass
class SendingServers:
    """All that is needed to send one campaign."""

    folder: Path
    database_url: str
    followers: int
    per_second: float
    workers: int = 2
    latency: float = 0.05
    processes: list[ServerProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Says how each is started; nothing runs yet."""
        wechat, redis, bot = find_free_port(), find_free_port(), find_free_port()
        self.redis_url = f"redis://127.0.0.1:{redis}/0"
        self.wechat_base = f"http://127.0.0.1:{wechat}"
        self.environment = {
            **ACCOUNT_SETTINGS,
            "WECHAT_API_BASE": self.wechat_base,
            "DATA_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "RASA_URL": "http://127.0.0.1:9",
            "PORT": str(bot),
            "DEMO": "1",
            "OUTREACH_PER_SECOND": str(self.per_second),
            "OUTREACH_PER_DAY": "100000000",
            "OUTREACH_QUIET_HOURS": "",
        }
        crowd = ["-m", "wechat_sim.crowd", "--port", str(wechat), "--followers", str(self.followers)]
        crowd += ["--book", str(self.book), "--latency", str(self.latency)]
        server = find_program("redis-server")
        self._add("stand-in", [sys.executable, *crowd])
        self._add("redis", [server, "--port", str(redis), "--bind", "127.0.0.1", "--save", ""])
        for number in range(1, self.workers + 1):
            self._add(f"worker-{number}", [sys.executable, "-m", "bot", "worker"])
        self._add("bot", [sys.executable, "-m", "bot", "serve"])

    @property
    def book(self) -> Path:
        """What the stand-in's followers got."""
        return self.folder / "book.jsonl"

    def find(self, name: str) -> ServerProcess:
        """One of them."""
        return next(one for one in self.processes if one.name == name)

    def read_settings(self) -> Settings:
        """Those of the processes, for what this process joins; without a cap, that everybody may be written to."""
        values: dict[str, Any] = {name.lower(): value for name, value in self.environment.items()}
        keys = keys_file(self.folder / "var")
        return Settings(_env_file=keys, outreach_cap_notices=0, **values)

    def count_received(self) -> int:
        """How many messages the stand-in's followers got."""
        return self.book.read_bytes().count(b"\n") if self.book.exists() else 0

    def wait_until_received(self, count: int) -> None:
        """Returns once so many arrived; raises RuntimeError where that takes too long or a process ended."""
        self._wait_until(lambda: self.count_received() >= count, f"{count} messages")

    def wait_until_open(self) -> None:
        """The same for the stand-in, until it answers."""
        self._wait_until(self._is_open, "the stand-in")

    def _is_open(self) -> bool:
        try:
            return bool(httpx.get(self.wechat_base, timeout=1).status_code)
        except httpx.HTTPError:
            return False

    def _wait_until(self, check: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not check():
            self.check()
            if time.monotonic() > deadline:
                raise RuntimeError(f"still waiting for {what} after {_PATIENCE_SECONDS} s")
            time.sleep(0.05)  # Polls real processes: there is nothing to wait on.

    def prepare(self) -> None:
        """Keys and schemas."""
        command = [sys.executable, "-m", "bot", "demo"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **self.environment}, check=True)

    def start(self) -> None:
        """All of them."""
        for one in self.processes:
            one.start()

    def check(self) -> None:
        """Raises RuntimeError where one of those that were started ended by itself."""
        for one in self.processes:
            if one.process and one.process.poll() is not None:
                log = (self.folder / f"{one.name}.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{one.name} ended with {one.process.returncode}:\n{log[-2000:]}")

    def end(self) -> None:
        """All of them, the stand-in last."""
        for one in reversed(self.processes):
            one.end()

    def _add(self, name: str, command: list[str]) -> None:
        self.processes.append(ServerProcess(name, command, self.environment, self.folder))
