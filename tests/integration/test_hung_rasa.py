"""A real Rasa that lives but answers no more is put down and begun again, without anybody's help."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from testing.processes import BotServer, run_bot


def find_rasa(server: BotServer) -> int | None:
    """The process id of the bot's Rasa."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if b"nlu.serve" in words and parent == server.process.pid:
            return int(folder.name)
    return None


def wait_for(is_so: Callable[[], bool], seconds: float) -> None:
    """Until it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)  # Polls a real process: there is nothing to wait on.


def test_a_rasa_that_hangs_is_named_killed_and_begun_again(tmp_path: Path) -> None:
    with run_bot(tmp_path, {"RASA_FAILED_CHECKS": "2"}) as server:
        hung = find_rasa(server)
        assert hung
        wait_for(lambda: "huzhu_rasa_up 1.0" in httpx.get(f"{server.url}/metrics").text, 20)
        os.kill(hung, signal.SIGSTOP)
        wait_for(lambda: httpx.get(f"{server.url}/readyz", timeout=10).json().get("rasa") is False, 20)
        wait_for(lambda: find_rasa(server) not in (None, hung), 60)
        wait_for(lambda: httpx.get(f"{server.url}/readyz", timeout=10).status_code == httpx.codes.OK, 120)
        figures = httpx.get(f"{server.url}/metrics").text
        assert 'huzhu_rasa_restarts_total{reason="hung"} 1.0' in figures
        assert "rasa_hung" in server.log
