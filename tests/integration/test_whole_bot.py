"""The whole bot over real HTTP: WeChat's bytes, a killed process, and the databases of production."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from claims.demo import demo_people
from testing.processes import ROOT, BotServer, find_free_port, run_bot, run_process, run_rasa
from testing.wechat_account import ACCOUNT, ACCOUNT_SETTINGS, play_wechat
from wechat_sim.pushes import Push, text_nodes, write_push
from wechat_sim.replies import DecryptedReply, read_reply

WANG_FANG = next(person for person in demo_people() if person.key == "wang_fang")


def write(words: str, openid: str) -> Push:
    """A signed and encrypted push."""
    return write_push(ACCOUNT, openid, text_nodes(words), datetime.now(UTC))


def deliver(url: str, push: Push) -> DecryptedReply | None:
    """One delivery, as WeChat makes it."""
    answer = httpx.post(f"{url}/wechat?{push.query}", content=push.body, timeout=5)
    assert answer.status_code == 200
    return read_reply(ACCOUNT, push.nodes, answer.content)


def link(url: str, page_url: str) -> None:
    """Fills in the identity page as 王芳, in the browser of a phone that WeChat knows."""
    path = "/bind/" + page_url.rsplit("/bind/", 1)[1]
    with httpx.Client(base_url=url, follow_redirects=True) as http:
        csrf = re.search(r'name="csrf" value="([^"]+)"', http.get(path).text)
        assert csrf
        fields = {"name": WANG_FANG.name, "id_number": WANG_FANG.id_number, "card_tail": WANG_FANG.card_tail}
        assert "认证好了" in http.post(path, data={**fields, "csrf": csrf[1]}).text


def ask_before_and_after_linking(url: str, openid: str, wechat_port: int) -> None:
    """An unbound member gets a link, a bound one the facts; three deliveries get the same answer."""
    unbound = deliver(url, write("我的理赔到哪一步了", openid))
    assert unbound is not None
    with play_wechat(wechat_port) as wechat:
        stranger = httpx.get(unbound.links[0].url, follow_redirects=True)
        assert stranger.status_code == 403
        wechat.browser = openid
        link(url, unbound.links[0].url)
    push = write("我的理赔到哪一步了", openid)
    replies = [deliver(url, push) for _ in range(3)]
    assert all(reply is not None and "正在初审" in reply.text for reply in replies)
    assert len({reply.text for reply in replies if reply}) == 1


def test_wechat_before_and_after_linking(bot: BotServer, wechat_port: int) -> None:
    ask_before_and_after_linking(bot.url, "oIntegration000000000000001", wechat_port)


@pytest.mark.postgres
@pytest.mark.redis
def test_the_same_with_postgresql_and_redis(
    tmp_path: Path, postgres_url: str, redis_url: str, wechat_port: int
) -> None:
    settings = {
        **ACCOUNT_SETTINGS,
        "WECHAT_API_BASE": f"http://127.0.0.1:{wechat_port}",
        "DATABASE_URL": postgres_url,
        "CLAIMS_DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "RASA_TOKEN": "a-token-of-the-tests-for-rasa",
        "ACTIONS_TOKEN": "a-token-of-the-tests-for-the-handlers",
        "PORT": str(find_free_port()),
    }
    rasa = find_free_port()
    settings["RASA_URL"] = f"http://127.0.0.1:{rasa}"
    with (
        run_rasa(tmp_path, rasa, int(settings["PORT"]), settings),
        run_bot(tmp_path, settings) as server,
    ):
        ask_before_and_after_linking(server.url, "oIntegration000000000000002", wechat_port)


def test_a_message_whose_process_was_killed_is_answered_once_after_the_restart(tmp_path: Path) -> None:
    """The first Rasa never answers, so the process is killed between commit and answer."""
    stuck, api = find_free_port(), find_free_port()
    silent = "import socket,time; s=socket.socket(); s.bind(('127.0.0.1', int(__import__('sys').argv[1]))); s.listen(); time.sleep(600)"
    settings = {
        **ACCOUNT_SETTINGS,
        "WECHAT_API_BASE": f"http://127.0.0.1:{api}",
        "RECOVERY_AFTER_SECONDS": "1",
    }
    port = str(find_free_port())
    push = write("怎么申请应急救助", "oIntegration000000000000003")
    with (
        run_process([sys.executable, "-c", silent, str(stuck)], tmp_path / "stuck.log", {}),
        run_bot(
            tmp_path,
            {
                **settings,
                "PORT": port,
                "RASA_URL": f"http://127.0.0.1:{stuck}",
                "RECOVERY_AFTER_SECONDS": "60",
            },
            ready="/healthz",
        ) as server,
    ):
        with pytest.raises(httpx.TimeoutException):
            httpx.post(f"{server.url}/wechat?{push.query}", content=push.body, timeout=1)
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with run_bot(tmp_path, {**settings, "PORT": port}) as server:
        said = wait_for_answer(tmp_path / "var" / "huzhu.db")
        assert said.count("评审委员会") == 1
        deliver(server.url, push)
        assert wait_for_answer(tmp_path / "var" / "huzhu.db").count("评审委员会") == 1


def wait_for_answer(database: Path) -> str:
    """Everything the bot said, once it said something; the database is the one that the bot uses."""

    for _ in range(300):
        with sqlite3.connect(database) as connection:
            rows = connection.execute("SELECT text FROM utterances WHERE speaker = 'bot'").fetchall()
        if rows:
            return "\n".join(text for (text,) in rows)
        time.sleep(0.1)  # Polls a real process: there is nothing to wait on.
    pytest.fail("nothing was said")


def test_the_command_line_says_what_it_can_do() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for verb in ("serve", "migrate", "demo", "tickets"):
        assert verb in run.stdout
