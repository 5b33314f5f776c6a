"""The bot's process killed again and again while it answers late: each question is answered once, whoever was promised."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from testing.processes import find_free_port, run_bot, run_process

MEMBERS, KILLS = 8, 4


@dataclass
class SlowRasa:
    """Answers by repeating, slowly; away until it `is_there`."""

    port: int = field(default_factory=find_free_port)
    is_there: bool = False
    answered: int = 0

    async def say(self, request: Request) -> Response:
        """One turn."""
        if not self.is_there:
            return Response(status_code=503)
        asked = await request.json()
        await asyncio.sleep(0.3)  # As a real one takes its time: the process is killed within it.
        self.answered += 1
        told: dict[str, object] = {"text": f"答：{asked['message']}"}
        if "人工" in asked["message"]:
            told["person"] = {"reason": "requested"}
        return JSONResponse([{"custom": told}])

    async def tell(self, _request: Request) -> Response:
        """Its state."""
        return JSONResponse({"model_file": "x"} if self.is_there else {}, 200 if self.is_there else 503)


@contextmanager
def serve(rasa: SlowRasa) -> Iterator[None]:
    """In a thread of its own."""
    routes = [
        Route("/webhooks/huzhu/webhook", rasa.say, methods=["POST"]),
        Route("/webhooks/huzhu/status", rasa.tell),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=rasa.port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def ask(file: Path, query: str) -> list[tuple[str, int]]:
    """What the bot's database holds."""
    with sqlite3.connect(file, timeout=30) as database:
        return database.execute(query).fetchall()


def end_at_once(process: "subprocess.Popen[bytes]") -> None:
    """As a crash, or the system short of memory, would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_killed_in_the_middle_of_late_answers_nobody_is_answered_twice_or_forgotten(tmp_path: Path) -> None:
    rasa, port = SlowRasa(), find_free_port()
    settings = {
        "RASA_URL": f"http://127.0.0.1:{rasa.port}",
        "RASA_TOKEN": "killed-late-rasa-token-0001",
        "ACTIONS_TOKEN": "killed-late-actions-token-01",
        "PORT": str(port),
        "WORKING_HOURS": "",
    }
    file = tmp_path / "var" / "huzhu.db"
    said = {f"v{n}": [f"第{n}个人的{which}件事怎么办" for which in ("头", "第二")] for n in range(MEMBERS)}
    with serve(rasa), run_bot(tmp_path, settings, ready="/healthz") as bot:
        with httpx.Client(base_url=bot.url, timeout=30) as http:
            for visitor, questions in said.items():
                for words in questions:
                    assert http.post(
                        "/api/chat/messages", json={"visitor": visitor, "text": words}
                    ).is_success
        rasa.is_there = True
        end_at_once(bot.process)
        environment = {**settings, "DATA_DIR": str(tmp_path / "var"), "DEMO": "1", "WEBCHAT": "1"}
        for kill in range(KILLS):
            command = [sys.executable, "-m", "bot", "serve"]
            with run_process(command, tmp_path / f"bot{kill}.log", environment) as process:
                before, deadline = rasa.answered, time.monotonic() + 60
                enough = before + 2 if kill < KILLS - 1 else 10**6
                while rasa.answered < enough and time.monotonic() < deadline:
                    if not ask(file, "SELECT kind, 1 FROM inbound WHERE owed_ticket_id IS NOT NULL"):
                        break
                    time.sleep(0.02)  # Polls a real process: there is nothing to wait on.
                end_at_once(process)
    late = "SELECT text, count(*) FROM utterances WHERE text LIKE '答：%' GROUP BY text"
    assert dict(ask(file, late)) == {f"答：{words}": 1 for asked in said.values() for words in asked}
    assert ask(file, "SELECT state, count(*) FROM tickets GROUP BY state") == [("closed", MEMBERS)]
