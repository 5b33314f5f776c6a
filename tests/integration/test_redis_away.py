"""Redis refused, hung and restarted under two processes in the middle of turns: members and staff notice nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.coordination.redis_client import REST_SECONDS, open_redis
from bot.coordination.redis_wake_ups import RedisWakeUps
from bot.kernel.conversation.viewers import TicketViewer
from testing.databases import FrailRedis, run_frail_redis
from testing.house import House, build_house
from testing.staff import CHEN
from tests.bot.desk.acting import get, post

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

MEMBERS = [f"oMember{number:021d}" for number in range(20)]
BREAKS: list[Callable[[FrailRedis], None]] = [FrailRedis.stop, FrailRedis.hang]


@pytest.fixture
def frail_redis(tmp_path: Path) -> Iterator[FrailRedis]:
    """A Redis that breaks on demand."""
    with run_frail_redis(tmp_path) as server:
        yield server


@pytest.fixture
async def houses(
    tmp_path: Path, postgres_url: str, frail_redis: FrailRedis
) -> AsyncIterator[tuple[House, House]]:
    """Two processes of one bot."""
    async with AsyncExitStack() as stack:
        built = [
            await stack.enter_async_context(
                build_house(
                    tmp_path, database_url=postgres_url, redis_url=frail_redis.url, reply_budget_seconds=60
                )
            )
            for _ in range(2)
        ]
        yield built[0], built[1]


def mend(server: FrailRedis) -> None:
    """Whatever was wrong with it, it is started anew, empty."""
    server.stop()
    server.start()


async def wait_until(check: Callable[[], Awaitable[bool]]) -> None:
    """Looks again and again: real servers tell nobody."""
    while True:
        if await check():
            return
        await asyncio.sleep(0.05)


async def say_all(houses: tuple[House, House], words: str) -> list[str]:
    """Everybody says it, each through one of the two processes; what each hears on the open connection."""
    pushes = [houses[n % 2].write(f"{words}，我是 {n}", openid) for n, openid in enumerate(MEMBERS)]
    heard = await asyncio.gather(*(houses[n % 2].deliver(push) for n, push in enumerate(pushes)))
    return [one.text if one else "" for one in heard]


def expect(words: str) -> list[str]:
    """What the engine of the tests says to them."""
    return [f"听到了：{words}，我是 {n}" for n in range(len(MEMBERS))]


@pytest.mark.parametrize("break_it", BREAKS)
async def test_everybody_is_answered_inline_in_order_and_once(
    houses: tuple[House, House], frail_redis: FrailRedis, break_it: Callable[[FrailRedis], None]
) -> None:
    assert await say_all(houses, "先问一句") == expect("先问一句")

    async def are_all_asked() -> bool:
        return len(houses[0].engine.asked) + len(houses[1].engine.asked) == 2 * len(MEMBERS)

    gate = asyncio.Event()
    for house in houses:
        house.engine.wait = gate
    asking = asyncio.create_task(say_all(houses, "正说着"))
    await wait_until(are_all_asked)
    break_it(frail_redis)
    gate.set()
    assert await asking == expect("正说着")
    assert await say_all(houses, "再问一句") == expect("再问一句")
    mend(frail_redis)
    assert await say_all(houses, "好了以后") == expect("好了以后")
    answers = await houses[0].rows(
        "SELECT conversation_id, text FROM utterances WHERE speaker = 'bot' ORDER BY conversation_id, id"
    )
    said = [
        [text.split("，")[0].removeprefix("听到了：") for one, text in answers if one == number]
        for number in sorted({one for one, _ in answers})
    ]
    assert said == [["先问一句", "正说着", "再问一句", "好了以后"]] * len(MEMBERS)
    assert len(houses[0].engine.asked) + len(houses[1].engine.asked) == 4 * len(MEMBERS)


@pytest.mark.parametrize("break_it", BREAKS)
async def test_the_same_push_at_both_processes_is_answered_once(
    houses: tuple[House, House], frail_redis: FrailRedis, break_it: Callable[[FrailRedis], None]
) -> None:
    break_it(frail_redis)
    pushes = [houses[0].write(f"我是 {n}", openid) for n, openid in enumerate(MEMBERS)]
    heard = await asyncio.gather(*(house.deliver(push) for push in pushes for house in houses))
    assert all(one and one.text.startswith("听到了：我是 ") for one in heard)
    assert len(houses[0].engine.asked) + len(houses[1].engine.asked) == len(MEMBERS)


@pytest.mark.parametrize("break_it", BREAKS)
async def test_staff_see_the_queue_take_and_answer(
    houses: tuple[House, House], frail_redis: FrailRedis, break_it: Callable[[FrailRedis], None]
) -> None:
    here, there = houses
    ticket = await here.open_ticket()
    break_it(frail_redis)
    await post(there, f"tickets/{ticket}/presence", {"typing": True}, "zhao")
    assert [one["id"] for one in (await get(here, "queue"))["tickets"]] == [ticket]
    assert (await post(there, f"tickets/{ticket}/take")).status_code == 200
    began = time.monotonic()
    for _ in range(5):
        await get(there, f"tickets/{ticket}")
        await get(there, "queue")
    assert time.monotonic() - began < 2 * REST_SECONDS
    await there.reply(ticket, "我在，您说。", CHEN)
    mend(frail_redis)
    assert (await here.chat("谢谢", "v1"))["status"] == "staff"
    assert (await get(here, "queue"))["tickets"][0]["id"] == ticket


@pytest.mark.parametrize("break_it", BREAKS)
async def test_what_was_announced_meanwhile_is_looked_up_and_what_comes_later_arrives(
    frail_redis: FrailRedis, break_it: Callable[[FrailRedis], None]
) -> None:
    clients = [open_redis(frail_redis.url) for _ in range(2)]
    here, there = (RedisWakeUps(client) for client in clients)
    listening = asyncio.create_task(there.run())
    async with there.watch(1) as watcher, asyncio.timeout(20):
        await watcher.wait()  # It listens.
        break_it(frail_redis)
        watcher.clear()
        await here.announce(1)
        await watcher.wait()  # Woken to look for itself, though the news cannot have come.
        mend(frail_redis)
        await asyncio.sleep(REST_SECONDS)
        watcher.clear()
        while not watcher.is_set():
            await here.announce(1)
            await asyncio.sleep(0.1)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    for client in clients:
        await client.aclose()


async def test_who_asks_a_hung_redis_waits_once_and_it_is_asked_again_when_it_is_back(
    frail_redis: FrailRedis,
) -> None:
    async with open_redis(frail_redis.url) as client:
        assert await client.is_ready()
        frail_redis.hang()
        began = time.monotonic()
        assert not any([await client.is_ready() for _ in range(50)])
        assert time.monotonic() - began < 2.5
        frail_redis.go_on()
        async with asyncio.timeout(3 * REST_SECONDS):
            await wait_until(client.is_ready)
        assert all(await asyncio.gather(*(client.is_ready() for _ in range(100))))


async def test_connections_that_a_restart_broke_are_replaced_without_a_failure(
    frail_redis: FrailRedis,
) -> None:
    async with open_redis(frail_redis.url) as client:
        for _ in range(3):
            assert all(await asyncio.gather(*(client.is_ready() for _ in range(30))))
            mend(frail_redis)


async def test_presence_is_that_of_this_process_while_redis_is_away(
    houses: tuple[House, House], frail_redis: FrailRedis
) -> None:
    here, _ = houses
    frail_redis.stop()
    now = here.clock()
    await here.parts.base.presence.note(5, TicketViewer(1, "小陈", True, now))
    assert [one.name for one in await here.parts.base.presence.find(5, now)] == ["小陈"]
