"""Each part broken while twenty members talk and one is in danger: nobody silent, danger first, all answered once.

A real bot with a real Rasa, PostgreSQL and Redis. `make test` breaks one part; `make test-outages` (OUTAGES=all) each.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from testing.databases import FrailRedis, create_database, run_frail_redis
from testing.processes import BotServer, find_free_port, run_bot, run_process, run_rasa
from testing.wechat_account import ACCOUNT, ACCOUNT_SETTINGS
from wechat_sim.pushes import Push, place_nodes, text_nodes, write_push
from wechat_sim.replies import DecryptedReply, read_reply

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

MEMBERS = 20
TOKENS = {"RASA_TOKEN": "outages-rasa-token-0001", "ACTIONS_TOKEN": "outages-actions-token-0001"}
QUESTION, ANSWER = "怎么申请应急救助", "评审委员会"
_RELAY = """
import asyncio, sys
async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
async def take(reader, writer):
    there, back = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
    await asyncio.gather(copy(reader, back), copy(there, writer))
async def main():
    async with await asyncio.start_server(take, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()
asyncio.run(main())
"""


@dataclass
class Relay:
    """Stands between the bot and PostgreSQL; without it the database is away for the bot, and for nobody else."""

    folder: Path
    behind: int
    port: int = field(default_factory=find_free_port)
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Lets it through."""
        command = [sys.executable, "-c", _RELAY, str(self.port), str(self.behind)]
        self._running.enter_context(run_process(command, self.folder / "relay.log", {}))
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{self.port}", timeout=0.2)
            except httpx.ConnectError:
                time.sleep(0.05)  # Polls a real process: there is nothing to wait on.
            except httpx.HTTPError:
                return
        pytest.fail("the relay does not start")

    def stop(self) -> None:
        """Takes it away, with every connection."""
        self._running.close()


@dataclass(frozen=True)
class Place:
    """A whole bot, and what can be broken of it."""

    bot: BotServer
    rasa: "subprocess.Popen[bytes]"
    redis: FrailRedis
    relay: Relay
    database: str

    def ask(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """What the database holds, past the relay."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def run(self, statement: str) -> None:
        """Changes what it holds."""
        with psycopg.connect(self.database) as connection:
            connection.execute(statement.encode())

    def signal_rasa(self, number: signal.Signals) -> None:
        """Lets Rasa hang, or go on."""
        os.killpg(self.rasa.pid, number)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, postgres_server: str) -> Iterator[Place]:
    """All of it, running."""
    folder = tmp_path_factory.mktemp("outages")
    url = make_url(create_database(postgres_server))
    relay = Relay(folder, url.port or 0)
    relay.start()
    relayed = url.set(port=relay.port).render_as_string(hide_password=False)
    with run_frail_redis(folder) as redis:
        settings = {
            **ACCOUNT_SETTINGS,
            "DATABASE_URL": relayed,
            "CLAIMS_DATABASE_URL": relayed,
            "REDIS_URL": redis.url,
            "WECHAT_API_BASE": "http://127.0.0.1:9",
            "RECOVERY_AFTER_SECONDS": "3",
            "PORT": str(find_free_port()),
            "RASA_URL": f"http://127.0.0.1:{(rasa_port := find_free_port())}",
            **TOKENS,
        }
        with (
            run_rasa(folder, rasa_port, int(settings["PORT"]), TOKENS) as rasa,
            run_bot(folder, settings) as bot,
        ):
            direct = url.set(drivername="postgresql").render_as_string(hide_password=False)
            yield Place(bot, rasa, redis, relay, direct)
    relay.stop()


def stop_redis(place: Place) -> Callable[[], None]:
    """Nothing listens."""
    place.redis.stop()
    return place.redis.start


def hang_redis(place: Place) -> Callable[[], None]:
    """It takes connections and answers nothing."""
    place.redis.hang()
    return place.redis.go_on


def hang_rasa(place: Place) -> Callable[[], None]:
    """It lives and answers nothing."""
    place.signal_rasa(signal.SIGSTOP)
    return lambda: place.signal_rasa(signal.SIGCONT)


def stop_database(place: Place) -> Callable[[], None]:
    """Every connection breaks, and none is had."""
    place.relay.stop()
    return place.relay.start


def send_poison(place: Place) -> Callable[[], None]:
    """A place on the map is looked up where there is nothing to look in: that turn throws each time."""
    place.run("ALTER TABLE service_windows RENAME TO gone")
    return lambda: place.run("ALTER TABLE gone RENAME TO service_windows")


BREAKS: dict[str, Callable[[Place], Callable[[], None]]] = {
    "rasa_hung": hang_rasa,
    "redis_stopped": stop_redis,
    "redis_hung": hang_redis,
    "database_stopped": stop_database,
    "poison": send_poison,
}
SHORT = ("rasa_hung", "database_stopped")
CHOSEN = list(BREAKS) if os.environ.get("OUTAGES") == "all" else list(SHORT)


def write(nodes: dict[str, str], openid: str) -> Push:
    """A signed and encrypted push."""
    return write_push(ACCOUNT, openid, nodes, datetime.now(UTC))


async def deliver(http: httpx.AsyncClient, push: Push) -> DecryptedReply | None:
    """As WeChat: five seconds, three times; a repeat where there was no answer."""
    for _ in range(3):
        try:
            answer = await http.post(f"/wechat?{push.query}", content=push.body, timeout=5)
        except httpx.TimeoutException:
            continue
        if answer.status_code == httpx.codes.OK:
            return read_reply(ACCOUNT, push.nodes, answer.content)
    pytest.fail("WeChat got no answer three times")


@pytest.mark.parametrize("broken", CHOSEN)
async def test_nobody_is_left_alone(place: Place, broken: str) -> None:
    openids = [f"o{broken:_<15}{number:012d}" for number in range(MEMBERS)]
    in_danger = f"o{broken:_<15}{'danger':0>12}"
    mend = BREAKS[broken](place)
    try:
        async with httpx.AsyncClient(base_url=place.bot.url, limits=httpx.Limits(max_connections=60)) as http:
            talking = [
                asyncio.create_task(deliver(http, write(dict(text_nodes(QUESTION)), one))) for one in openids
            ]
            if broken == "poison":
                place_sent = dict(place_nodes("39.73", "116.34", "北京市大兴区"))
                talking += [asyncio.create_task(deliver(http, write(place_sent, one))) for one in openids[:5]]
            begun = time.monotonic()
            help_said = await deliver(http, write(dict(text_nodes("我不想活了")), in_danger))
            assert time.monotonic() - begun < 5
            assert help_said is not None
            assert all(line in help_said.text for line in ("110", "120", "12356", "12351"))
            heard = await asyncio.gather(*talking)
    finally:
        mend()
    # What came too late for the connection waits in the transcript, where the stand-in for WeChat takes no message.
    await wait_for(lambda: count_answers(place, broken) == dict.fromkeys(openids, 1), f"{broken}: {heard}")
    await wait_for(lambda: place.ask(_FIRST, f"o{broken}%") == [(in_danger,)], broken)
    silent = {one for one, reply in zip(openids, heard, strict=False) if reply is None}
    assert silent <= {address for (address,) in place.ask(_ANSWERED, f"o{broken}%")}


_OF = "FROM {table} JOIN conversations ON conversations.id = conversation_id WHERE address LIKE %s "
_FIRST = (
    f"SELECT address {_OF.format(table='tickets')} AND state = 'waiting' ORDER BY urgency, tickets.id LIMIT 1"
)
_ANSWERED = f"SELECT DISTINCT address {_OF.format(table='utterances')} AND speaker = 'bot'"
_ANSWERS = (
    f"SELECT address, count(*) {_OF.format(table='utterances')} AND speaker = 'bot' "
    "AND strpos(utterances.text, %s) > 0 GROUP BY address"
)


def count_answers(place: Place, broken: str) -> dict[str, int]:
    """How often each member of this run was given the answer to the question."""
    return {address: count for address, count in place.ask(_ANSWERS, f"o{broken}%", ANSWER)}


async def wait_for(is_so: Callable[[], bool], what: str) -> None:
    """Until it is so."""
    for _ in range(450):
        if await asyncio.to_thread(is_so):
            return
        await asyncio.sleep(0.2)  # Polls real processes: there is nothing to wait on.
    pytest.fail(what)
