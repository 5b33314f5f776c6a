"""A PostgreSQL that hangs rather than ends: whoever waits for it gets words in time, and all goes on once it does."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.conversation import wording
from bot.records.database import open_database
from bot.wiring.channels import CHANNELS
from testing.databases import create_database
from testing.house import House, build_house
from testing.processes import find_free_port, run_process

pytestmark = pytest.mark.postgres


@dataclass
class Line:
    """The way to PostgreSQL, which takes connections and carries nothing while it hangs."""

    process: int
    url: str

    def hang(self) -> None:
        """From now on nothing comes back."""
        os.kill(self.process, signal.SIGSTOP)

    def go_on(self) -> None:
        """What was on its way arrives."""
        os.kill(self.process, signal.SIGCONT)


@pytest.fixture
async def line(tmp_path: Path, postgres_server: str) -> AsyncIterator[Line]:
    """A relay of our own, which can be stopped in its tracks."""
    address, port = make_url(create_database(postgres_server)), find_free_port()
    command = [sys.executable, "-m", "testing.relay", str(port), str(address.port)]
    with run_process(command, tmp_path / "relay.log", {}) as process:
        url = address.set(port=port).render_as_string(hide_password=False)
        await wait_for_relay(port)
        line = Line(process.pid, url)
        yield line
        line.go_on()


async def wait_for_relay(port: int) -> None:
    """Returns once it listens."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)  # Polls a real process: there is nothing to wait on.
        else:
            writer.close()
            return


@pytest.fixture
async def house(tmp_path: Path, line: Line) -> AsyncIterator[House]:
    """A bot whose database can hang."""
    async with build_house(tmp_path, database_url=line.url, reply_budget_seconds=3.0) as house:
        yield house


async def test_what_comes_while_the_database_hangs_gets_words_in_time_and_its_answer_later(
    house: House, line: Line
) -> None:
    assert (await house.deliver(house.write("先问一句"))) is not None
    line.hang()
    begun = time.monotonic()
    pushes = [house.write(f"问题 {n}", f"oMember{n:021d}") for n in range(20)]
    pushes.append(house.write("我不想活了", "oMemberInDanger00000000000001"))
    async with asyncio.timeout(30):
        heard = await asyncio.gather(*(house.deliver(push) for push in pushes))
    assert time.monotonic() - begun < 4.5
    assert [one.text for one in heard[:20] if one] == [wording.AWAY] * 20
    assert heard[20] is not None
    assert "110" in heard[20].text
    line.go_on()
    async with asyncio.timeout(30):
        await house.recovery.recover()
        house.clock.advance(hours=1)
        await house.recovery.recover()
    answered = await house.rows("SELECT count(*) FROM inbound WHERE answered_at IS NOT NULL")
    assert answered == [(22,)]
    assert await house.rows("SELECT reason, count(*) FROM tickets GROUP BY reason") == [("crisis", 1)]


async def test_a_wait_for_a_hung_database_ends_when_its_time_is_over(line: Line) -> None:
    database = open_database(line.url, CHANNELS)
    async with database.begin() as session:
        await session.execute(text("SELECT 1"))
    line.hang()
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5), database.begin() as session:
            await session.execute(text("SELECT 1"))
    assert time.monotonic() - begun < 2
    line.go_on()
    async with asyncio.timeout(20), database.begin() as session:
        assert await session.scalar(text("SELECT 2")) == 2
    await database.close()
