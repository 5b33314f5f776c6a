"""A database and a Redis that come later than the bot: it starts, says no, and everything goes on once they are there."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url

from testing.databases import run_redis
from testing.processes import ROOT, find_free_port, run_process
from testing.wechat_account import ACCOUNT_SETTINGS


def tell(url: str) -> dict[str, Any]:
    """What the bot says of itself; nothing while it does not listen."""
    try:
        return dict(httpx.get(f"{url}/readyz", timeout=10).json())
    except httpx.HTTPError:
        return {}


def wait_until(url: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What it says, once it is so."""
    deadline = time.monotonic() + 60
    while not is_so(told := tell(url)):
        assert time.monotonic() < deadline, told
        time.sleep(0.2)  # Polls a real process: there is nothing to wait on.
    return told


@pytest.mark.postgres
@pytest.mark.redis
def test_servers_that_come_late_are_waited_for(tmp_path: Path, postgres_url: str) -> None:
    address = make_url(postgres_url)
    late_postgres, port = find_free_port(), find_free_port()
    late = address.set(port=late_postgres).render_as_string(hide_password=False)
    settings = {
        **ACCOUNT_SETTINGS,
        "DATA_DIR": str(tmp_path / "var"),
        "PORT": str(port),
        "RASA_URL": "http://127.0.0.1:9",
        "WECHAT_API_BASE": "http://127.0.0.1:9",
    }
    for verb in (["keys", "new"], ["migrate"]):
        environment = {
            **os.environ,
            **settings,
            "DATABASE_URL": postgres_url,
            "CLAIMS_DATABASE_URL": postgres_url,
        }
        subprocess.run([sys.executable, "-m", "bot", *verb], cwd=ROOT, env=environment, check=True)
    url = f"http://127.0.0.1:{port}"
    (tmp_path / "redis").mkdir()
    with run_redis(tmp_path / "redis") as redis_url:
        late_redis = find_free_port()
        settings |= {
            "DATABASE_URL": late,
            "CLAIMS_DATABASE_URL": late,
            "REDIS_URL": f"redis://127.0.0.1:{late_redis}/0",
        }
        with run_process([sys.executable, "-m", "bot", "serve"], tmp_path / "bot.log", settings):
            told = wait_until(url, lambda told: told.get("work desk_watch") is False)
            assert (told["ready"], told["database"], told["schema_and_keys"]) == (False, False, False)
            assert told["redis"] is False
            redis_port = redis_url.rsplit(":", 1)[1].split("/")[0]
            relay = [sys.executable, "-m", "testing.relay"]
            with (
                run_process([*relay, str(late_postgres), str(address.port)], tmp_path / "relay.log", {}),
                run_process([*relay, str(late_redis), redis_port], tmp_path / "relay.log", {}),
            ):
                told = wait_until(
                    url,
                    lambda told: (
                        told.get("schema_and_keys") is True
                        and told.get("redis") is True
                        and not any(name.startswith("work ") for name in told)
                    ),
                )
                assert told["database"] is True
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert "Worth a look: The bot's database cannot be reached" in log
    assert "desk_watch_failed" in log
