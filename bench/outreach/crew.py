"""The processes that send: the stand-in, Redis, workers and the bot; each can be killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testing.processes import ROOT, end_process, find_free_port, find_program
from testing.wechat_account import ACCOUNT_SETTINGS


@dataclass
class Hand:
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
class Crew:
    """All that is needed to send one campaign."""

    folder: Path
    database_url: str
    followers: int
    per_second: float
    workers: int = 2
    latency: float = 0.05
    hands: list[Hand] = field(default_factory=list)

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

    def find(self, name: str) -> Hand:
        """One of them."""
        return next(hand for hand in self.hands if hand.name == name)

    def prepare(self) -> None:
        """Keys and schemas."""
        command = [sys.executable, "-m", "bot", "demo"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **self.environment}, check=True)

    def start(self) -> None:
        """All of them."""
        for hand in self.hands:
            hand.start()

    def check(self) -> None:
        """Raises RuntimeError where one of those that were started ended by itself."""
        for hand in self.hands:
            if hand.process and hand.process.poll() is not None:
                log = (self.folder / f"{hand.name}.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{hand.name} ended with {hand.process.returncode}:\n{log[-2000:]}")

    def end(self) -> None:
        """All of them, the stand-in last."""
        for hand in reversed(self.hands):
            hand.end()

    def _add(self, name: str, command: list[str]) -> None:
        self.hands.append(Hand(name, command, self.environment, self.folder))
