"""Two bots and two Rasas hold one conversation with a form in it; killed in the middle, all of them, it goes on."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest
from cryptography.fernet import Fernet

from testing.processes import BotServer, find_free_port, run_bot, run_rasa

pytestmark = [pytest.mark.postgres, pytest.mark.redis]
VISITOR = "v-two-of-each"


def say(server: BotServer, words: str, visitor: str = VISITOR) -> str:
    """One message to one of the bots."""
    message = {"visitor": visitor, "text": words}
    answer = httpx.post(f"{server.url}/api/chat/messages", json=message, timeout=30)
    assert answer.status_code == 200, answer.text
    return "\n".join(reply["text"] for reply in answer.json()["replies"])


def find_accidents(postgres_url: str) -> list[str]:
    """The plans of all claims of accidents, in the order filed."""
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        rows = connection.execute(
            "SELECT plan_code FROM claims WHERE kind = 'accident' ORDER BY id"
        ).fetchall()
    return [str(plan) for (plan,) in rows]


def start_all(
    stack: ExitStack, folder: Path, settings: Mapping[str, str], rasas: list[int]
) -> tuple[list[BotServer], list["subprocess.Popen[bytes]"]]:
    """Two bots, each with the handlers of one Rasa, and both Rasas before each bot."""
    engines = []
    ports = [find_free_port() for _ in rasas]
    for place, (rasa, port) in enumerate(zip(rasas, ports, strict=True)):
        own = folder / f"rasa{place}"
        own.mkdir(exist_ok=True)
        engines.append(stack.enter_context(run_rasa(own, rasa, port, settings)))
    servers = []
    for place, port in enumerate(ports):
        own = folder / f"bot{place}"
        own.mkdir(exist_ok=True)
        servers.append(stack.enter_context(run_bot(own, {**settings, "PORT": str(port)})))
    for server in servers:
        for _ in rasas:  # The first answer of a process is its slowest.
            say(server, "你好", "v-somebody-else")
    return servers, engines


def test_one_conversation_goes_through_all_of_them_and_through_their_death(
    tmp_path: Path, postgres_url: str, redis_url: str
) -> None:
    rasas = [find_free_port(), find_free_port()]
    settings = {
        "DATABASE_URL": postgres_url,
        "CLAIMS_DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "CLAIMS_ENCRYPTION_KEY": Fernet.generate_key().decode(),
        "CLAIMS_HASH_KEY": "a-secret-of-the-tests-for-what-is-hashed",
        "RASA_TOKEN": "a-token-of-the-tests-for-rasa",
        "ACTIONS_TOKEN": "a-token-of-the-tests-for-the-handlers",
        "RASA_URL": ",".join(f"http://127.0.0.1:{rasa}" for rasa in rasas),
    }
    with ExitStack() as stack:
        (first, second), engines = start_all(stack, tmp_path, settings, rasas)
        identity = {"visitor": VISITOR, "key": "li_qiang"}
        assert httpx.post(f"{first.url}/api/demo/identity", json=identity, timeout=30).status_code == 200
        before = find_accidents(postgres_url)
        say(first, "我要报案，昨天骑车摔了，脚踝骨折")
        said = say(second, "朝阳医院")
        assert "多少钱" in said, said
        for process in (first.process, second.process, *engines):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with ExitStack() as stack:
        (first, second), _ = start_all(stack, tmp_path, settings, rasas)
        said = say(second, "两千三")
        assert "2,300" in said, said
        assert "对吗" in said
        assert "登记好了" in say(first, "对，提交")
        filed = find_accidents(postgres_url)[len(before) :]
        assert filed
        assert len(filed) == len(set(filed)), "one with each plan that is held, and none twice"
