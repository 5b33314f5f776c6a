"""Several Rasas as one: spread in turn, a dead one stepped around, and nothing asked twice that one of them took."""

import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.engine.rasa import RasaClient
from bot.engine.rasas import Rasas
from bot.errors import EngineUnavailable
from bot.kernel.conversation.dialogues import Dialogue
from testing.processes import find_free_port
from testing.rasa_door import Answer, break_off, run_rasa_door, stay_silent

TALKER = Dialogue("7-a", 7)
PATIENCE_SECONDS = 0.3


class Street:
    """Doors by name; `asked` counts what each of them took."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self.stack, self.asked, self.now = stack, Counter[str](), 0.0
        self.addresses: dict[str, str] = {}

    async def open_door(self, name: str, fault: Answer | None = None, port: int | None = None) -> None:
        """One that answers with its name, or breaks so."""

        async def answer(request: web.Request) -> web.StreamResponse:
            if request.method == "POST":
                self.asked[name] += 1
            if fault:
                return await fault(request)
            if request.path.endswith("status"):
                return web.json_response({"model_file": "huzhu.tar.gz"})
            return web.json_response(
                [{"custom": {"text": name}}], status=204 if request.method == "PUT" else 200
            )

        self.addresses[name] = await self.stack.enter_async_context(run_rasa_door(answer, port))

    def keep_shut(self, name: str) -> int:
        """One where nothing listens; its port."""
        port = find_free_port()
        self.addresses[name] = f"http://127.0.0.1:{port}"
        return port

    def overcrowd(self, name: str) -> None:
        """One whose line is full: a connection there is neither taken nor refused."""
        door = self.stack.enter_context(closing(socket.create_server(("127.0.0.1", 0), backlog=0)))
        for _ in range(2):
            waiting = self.stack.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(door.getsockname())
        self.addresses[name] = f"http://127.0.0.1:{door.getsockname()[1]}"

    def join(self) -> Rasas:
        """All of them, in the order in which they were named."""
        clients = [
            RasaClient(address, "a-token-of-the-tests-alone", PATIENCE_SECONDS, lambda key, _: key)
            for address in self.addresses.values()
        ]
        rasas = Rasas(clients, lambda: self.now)
        self.stack.push_async_callback(rasas.close)
        return rasas


@asynccontextmanager
async def open_street() -> AsyncIterator[Street]:
    async with AsyncExitStack() as stack:
        yield Street(stack)


async def ask(rasas: Rasas) -> str:
    return (await rasas.ask(TALKER, "在吗")).spoken[0].reply.text


async def test_turns_are_spread() -> None:
    async with open_street() as street:
        for name in "abc":
            await street.open_door(name)
        rasas = street.join()
        for _ in range(9):
            await ask(rasas)
        assert street.asked == {"a": 3, "b": 3, "c": 3}


@pytest.mark.parametrize("shut", [Street.keep_shut, Street.overcrowd])
async def test_a_dead_one_is_stepped_around(shut: Callable[[Street, str], Any]) -> None:
    async with open_street() as street:
        await street.open_door("a")
        shut(street, "b")
        rasas = street.join()
        assert [await ask(rasas) for _ in range(6)] == ["a"] * 6


async def test_a_dead_one_is_tried_again_later() -> None:
    async with open_street() as street:
        await street.open_door("a")
        port = street.keep_shut("b")
        rasas = street.join()
        assert {await ask(rasas) for _ in range(2)} == {"a"}
        await street.open_door("b", port=port)
        assert {await ask(rasas) for _ in range(4)} == {"a"}
        street.now += 6
        assert {await ask(rasas) for _ in range(2)} == {"a", "b"}


async def refuse(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=500)


async def say_nothing(_request: web.Request) -> web.StreamResponse:
    return web.json_response([])


@pytest.mark.parametrize("fault", [stay_silent, break_off, refuse, say_nothing])
async def test_what_one_of_them_took_is_never_asked_of_another(fault: Answer) -> None:
    async with open_street() as street:
        await street.open_door("a", fault)
        await street.open_door("b", fault)
        with pytest.raises(EngineUnavailable):
            await street.join().ask(TALKER, "对，提交")
        assert street.asked.total() == 1


async def test_where_none_takes_a_connection_it_is_an_outage() -> None:
    async with open_street() as street:
        street.keep_shut("a")
        street.keep_shut("b")
        with pytest.raises(EngineUnavailable):
            await street.join().resume(TALKER, "continue")


async def test_it_is_ready_while_one_is_and_loads_all(tmp_path: Path) -> None:
    async with open_street() as street:
        await street.open_door("a")
        rasas = street.join()
        assert await rasas.load(tmp_path) is True
        street.keep_shut("b")
        rasas = street.join()
        assert await rasas.is_ready()
        assert await rasas.load(tmp_path) is False
    async with open_street() as street:
        street.keep_shut("a")
        assert not await street.join().is_ready()
