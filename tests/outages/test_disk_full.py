"""The disk full while twenty members talk and one is in danger: everybody hears something, all are answered once after.

A real bot with a real Rasa on SQLite, whose folder lies on a small file system of its own.
"""

import asyncio
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from testing.processes import run_bot
from testing.wechat_account import ACCOUNT_SETTINGS
from tests.outages.test_outages import ANSWER, MEMBERS, QUESTION, deliver, wait_for, write
from wechat_sim.pushes import text_nodes

DANGER = "o" + "full-danger".rjust(27, "0")
OPENIDS = [f"o{'full':_<15}{number:012d}" for number in range(MEMBERS)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MiB, or a skip that says what it takes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mounting, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("a small file system takes the program mount")
    if mounted.returncode:
        pytest.skip(f"a small file system takes the right to mount one: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Takes every byte that is left; the file that holds them."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            try:
                while True:
                    file.write(b"0" * size)
            except OSError:
                continue
    return ballast


def ask(folder: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    """What the bot's database holds."""
    with closing(sqlite3.connect(folder / "huzhu.db")) as connection:
        return connection.execute(query, values).fetchall()


def count_answers(folder: Path) -> dict[str, int]:
    """How often each member was given the answer."""
    query = (
        "SELECT address, count(*) FROM utterances JOIN conversations ON conversations.id = conversation_id "
        "WHERE speaker = 'bot' AND instr(utterances.text, ?) > 0 GROUP BY address"
    )
    return dict(ask(folder, query, ANSWER))


async def test_a_full_disk_leaves_nobody_alone(small_disk: Path, tmp_path: Path) -> None:
    settings = {
        **ACCOUNT_SETTINGS,
        "DATA_DIR": str(small_disk),
        "WECHAT_API_BASE": "http://127.0.0.1:9",
        "RECOVERY_AFTER_SECONDS": "3",
    }
    with run_bot(tmp_path, settings) as bot:
        ballast = fill(small_disk)
        async with httpx.AsyncClient(base_url=bot.url, limits=httpx.Limits(max_connections=60)) as http:
            talking = [
                asyncio.create_task(deliver(http, write(dict(text_nodes(QUESTION)), one))) for one in OPENIDS
            ]
            begun = time.monotonic()
            help_said = await deliver(http, write(dict(text_nodes("我不想活了")), DANGER))
            assert time.monotonic() - begun < 5
            assert help_said is not None
            assert all(line in help_said.text for line in ("110", "120", "12356", "12351"))
            assert (await http.get("/readyz")).status_code != httpx.codes.OK
            heard = await asyncio.gather(*talking)
        assert all(reply is not None and reply.text for reply in heard)
        ballast.unlink()
        await wait_for(lambda: count_answers(small_disk) == dict.fromkeys(OPENIDS, 1), f"{heard}")
        first = (
            "SELECT address FROM tickets JOIN conversations ON conversations.id = conversation_id "
            "WHERE state = 'waiting' ORDER BY urgency, tickets.id LIMIT 1"
        )
        await wait_for(lambda: ask(small_disk, first) == [(DANGER,)], "the danger is first")
