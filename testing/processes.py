"""Starts real servers for the tests, on free ports, and ends them by their own handles."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent


def find_free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_process(
    command: list[str], log: Path, environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A child in its own process group; the whole group ends with the block."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end_process(process)


@contextmanager
def run_rasa(
    folder: Path,
    port: int,
    bot_port: int,
    tokens: Mapping[str, str],
    endpoints: Path = ROOT / "endpoints.yml",
) -> Iterator["subprocess.Popen[bytes]"]:
    """A Rasa that runs by itself on `port`, for the bot on `bot_port`; it may not answer yet."""
    environment = {
        **tokens,
        "ACTIONS_URL": f"http://127.0.0.1:{bot_port}/actions/webhook",
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "ERROR",
    }
    command = [str(ROOT / "nlu" / ".venv" / "bin" / "python"), "-m", "nlu.serve"]
    command += ["--interface", "127.0.0.1", "--port", str(port), "--endpoints", str(endpoints)]
    command += ["--model", str(ROOT / "var" / "models" / "huzhu.tar.gz"), "--credentials", "credentials.yml"]
    with run_process(command, folder / "rasa.log", environment) as process:
        yield process


def end_process(process: "subprocess.Popen[bytes]") -> None:
    """Asks, waits, then kills."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@dataclass(frozen=True)
class BotServer:
    """A bot that serves on `url`; its files are in `folder`."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"
    rasa_url: str

    def key(self, name: str) -> str:
        """One of the keys that the first start made."""
        lines = (self.folder / "var" / "keys.env").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)[name]

    @property
    def log(self) -> str:
        """What it wrote to its log so far."""
        return (self.folder / "bot.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def run_bot(
    folder: Path, environment: Mapping[str, str], *, ready: str = "/readyz", patience: float = 120
) -> Iterator[BotServer]:
    """`python -m bot serve` on a free port with demo data, ready to answer."""
    port = int(environment.get("PORT", find_free_port()))
    rasa_port = find_free_port()
    settings = {
        "DATA_DIR": str(folder / "var"),
        "PORT": str(port),
        "RASA_PORT": str(rasa_port),
        "DEMO": "1",
        "WEBCHAT": "1",
        "WEBCHAT_NEWCOMERS_PER_MINUTE": "100000",  # All tests come from one address.
        "WEBCHAT_TICKETS_PER_MINUTE": "100000",
        "RASA_MODEL": str(ROOT / "var" / "models" / "huzhu.tar.gz"),
        **environment,
    }
    prepare = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert prepare.returncode == 0, prepare.stderr
    command = [sys.executable, "-m", "bot", "serve"]
    with run_process(command, folder / "bot.log", settings) as process:
        rasa_url = environment.get("RASA_URL", f"http://127.0.0.1:{rasa_port}")
        server = BotServer(f"http://127.0.0.1:{port}", folder, process, rasa_url)
        wait_until_ready(server, ready, patience)
        yield server


def wait_until_ready(server: BotServer, path: str, patience: float) -> None:
    """Returns once `path` answers 200; fails with the log where the server ended or never gets there."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            pytest.fail(f"the bot ended with {server.process.returncode}:\n{server.log}")
        try:
            if httpx.get(f"{server.url}{path}", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)  # Polls a real process: there is nothing to wait on.
    pytest.fail(f"not ready after {patience} s:\n{server.log}")


def find_program(name: str, *elsewhere: str) -> str:
    """The path of a program, or a skip that says what to install."""
    found = shutil.which(name) or next(
        (str(path) for pattern in elsewhere for path in sorted(Path("/").glob(pattern.lstrip("/")))), None
    )
    if not found:
        pytest.skip(f"{name} is not installed; `make services` installs it where it can")
    return found
