"""The handlers served by themselves, as on another machine."""

import socket
import subprocess
import sys
from pathlib import Path

import httpx

from testing.processes import find_free_port, run_bot, run_process


def test_the_bot_answers_through_handlers_in_another_process(tmp_path: Path) -> None:
    port = find_free_port()
    shared = {"DATA_DIR": str(tmp_path / "var"), "ACTIONS_URL": f"http://127.0.0.1:{port}/webhook"}
    with (
        run_bot(tmp_path, shared) as server,
        run_process(
            [sys.executable, "-m", "actions", "--port", str(port)], tmp_path / "actions.log", shared
        ) as alone,
    ):
        _wait_for_port(port, alone)
        question = {"visitor": "v-alone", "text": "怎么申请应急救助"}
        answer = httpx.post(f"{server.url}/api/chat/messages", json=question, timeout=30).json()
        assert "评审委员会" in answer["replies"][0]["text"]
        assert httpx.post(f"{server.url}/actions/webhook").status_code == 404
        assert httpx.post(f"http://127.0.0.1:{port}/webhook", json={}).status_code == 403
        with socket.create_connection(("127.0.0.1", port), timeout=30) as silent:
            assert silent.recv(100).startswith(b"HTTP/1.1 408")


def _wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
        except httpx.ConnectError:
            continue
        return
    raise AssertionError("the handlers did not start")
