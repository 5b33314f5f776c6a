"""Starts a PostgreSQL and a Redis of our own, for the tests and the measurements that need them."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import redis

from testing.processes import find_free_port, find_program, run_process

_START_SECONDS = 120.0
"""Long, for machines that have much else to do; a server that ends is not waited for."""
_FLEETING = {"fsync": "off"}
"""For data that nobody will miss."""


@contextmanager
def run_postgres(folder: Path, settings: Mapping[str, str] = _FLEETING) -> Iterator[str]:
    """A server whose log is in `folder`; its address up to the database's name.

    Its data lie in a folder of their own: each start of pytest closes the folders of all others to everybody else.
    """
    initdb = find_program("initdb", "/usr/lib/postgresql/*/bin/initdb")
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as own:
        as_user: list[str] = []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root.
            os.chown(own, pwd.getpwnam("postgres").pw_uid, -1)
            as_user = ["runuser", "-u", "postgres", "--"]
        data, port = f"{own}/data", find_free_port()
        made = subprocess.run(
            [*as_user, initdb, "-D", data, "-A", "trust", "-U", "huzhu", "--no-sync", "-E", "UTF8"],
            cwd=own,
            check=False,
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        command = [*as_user, str(Path(initdb).parent / "postgres"), "-D", data, "-p", str(port)]
        options = ["-k", own, "-c", "listen_addresses=127.0.0.1"]
        options += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        log = folder / "postgres.log"
        with run_process([*command, *options], log, {}) as process:
            address = f"127.0.0.1:{port}"
            _wait_for(lambda: psycopg.connect(f"postgresql://huzhu@{address}/postgres").close(), process, log)
            yield f"huzhu@{address}"


def create_database(server: str) -> str:
    """The address of a fresh, empty database on a server of `run_postgres`."""
    name = f"huzhu_{time.monotonic_ns()}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://{server}/{name}"


@contextmanager
def run_redis(folder: Path) -> Iterator[str]:
    """A server; its address."""
    with run_frail_redis(folder) as server:
        yield server.url


@contextmanager
def run_frail_redis(folder: Path) -> Iterator["FrailRedis"]:
    """A server that can be stopped, hung and started again."""
    server = FrailRedis(folder, find_free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass
class FrailRedis:
    """A Redis of our own that breaks on demand; started again it knows nothing of before."""

    folder: Path
    port: int
    _running: ExitStack = field(default_factory=ExitStack)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns once it answers."""
        command = [
            find_program("redis-server"),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
        ]
        started = run_process([*command, "--dir", str(self.folder)], self.folder / "redis.log", {})
        self._process = self._running.enter_context(started)
        _wait_for(redis.Redis.from_url(self.url).ping, self._process, self.folder / "redis.log")

    def stop(self) -> None:
        """Ends it: connections are refused from now on."""
        self.go_on()
        self._running.close()
        self._process = None

    def hang(self) -> None:
        """Lets it take connections and answer nothing."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Ends the hanging."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)


def _wait_for(attempt: Callable[[], object], process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Returns once it answers; fails with its log where it ended, or never gets there."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            attempt()
        except (psycopg.OperationalError, redis.ConnectionError) as fault:
            if process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(encoding="utf-8", errors="replace")
                pytest.fail(f"{fault}\n{process.args!r} (ended: {process.poll()}) said:\n{said[-4000:]}")
            time.sleep(0.05)  # Polls a real process: there is nothing to wait on.
        else:
            return
