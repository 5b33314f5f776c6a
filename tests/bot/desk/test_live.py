"""The live line: everybody hears of each change once, and whoever comes back hears what they missed."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from sse_starlette import ServerSentEvent

from bot.coordination.in_process import InProcessWakeUps
from bot.desk.live import Live
from bot.web.desk.stream import ConsoleStream
from testing.house import House
from testing.staff import CHEN


@pytest.fixture
def live(house: House) -> Live:
    return Live(house.database, InProcessWakeUps())


def open_stream(house: House, live: Live, after: int = 0) -> AsyncIterator[ServerSentEvent]:
    stream = ConsoleStream(house.parts.desk.staff.guard, live, house.parts.base.presence, house.clock)
    return stream.follow(CHEN, after)


async def hear(events: AsyncIterator[ServerSentEvent]) -> tuple[str, dict[str, object]]:
    event = await asyncio.wait_for(anext(events), 5)
    return str(event.event), json.loads(str(event.data))


async def test_everybody_hears_of_each_change_once(house: House, live: Live) -> None:
    streams = [open_stream(house, live) for _ in range(3)]
    for stream in streams:
        assert (await hear(stream))[0] == "hello"
        await house.open_ticket(visitor=f"v{id(stream)}")
    await live.pass_on()
    await live.pass_on()
    for stream in streams:
        tickets = [(await hear(stream))[1] for _ in range(6)]
        assert [one["kind"] for one in tickets] == ["ticket", "said"] * 3
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()


async def test_whoever_comes_back_hears_what_was_missed(house: House, live: Live) -> None:
    await house.open_ticket()
    stream = open_stream(house, live, after=1)
    name, data = await hear(stream)
    assert (name, data["seq"]) == ("hello", 2)
    missed = [(await hear(stream))[1]["seq"] for _ in range(2)]
    assert missed == [1, 2]


async def test_the_line_tells_that_something_changed_and_never_what(house: House, live: Live) -> None:
    stream = open_stream(house, live)
    await hear(stream)
    await house.open_ticket("我的身份证丢了 转人工")
    await live.pass_on()
    _, data = await hear(stream)
    assert set(data) == {"seq", "kind", "ticket", "conversation"}


async def test_a_line_ends_after_a_while_so_that_the_guard_looks_again(house: House, live: Live) -> None:
    stream = open_stream(house, live)
    await hear(stream)
    house.clock.advance(minutes=11)
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(stream), 5)
