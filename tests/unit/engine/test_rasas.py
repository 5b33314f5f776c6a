"""Several Rasas as one: spread in turn, a dead one stepped around, and nothing asked twice that one of them took."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.engine.rasa import RasaClient
from bot.engine.rasas import Rasas
from bot.errors import EngineUnavailable
from bot.kernel.conversation.dialogues import Dialogue

TALKER = Dialogue("7-a", 7)


@dataclass
class Network:
    """What stands behind each address; `asked` counts what reached it."""

    faults: dict[str, Any] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    now: float = 0.0

    def answer(self, request: httpx.Request) -> httpx.Response:
        fault = self.faults.get(request.url.host)
        if isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout):
            self.asked["refused"] += 1
            raise fault
        self.asked[request.url.host] += 1
        if isinstance(fault, Exception):
            raise fault
        if request.url.path.endswith("status"):
            return httpx.Response(200, json={"model_file": "huzhu.tar.gz"})
        return fault or httpx.Response(200, json=[{"custom": {"text": request.url.host}}])

    def join(self, *hosts: str) -> Rasas:
        clients = []
        for host in hosts:
            client = RasaClient(
                f"http://{host}", "a-token-of-the-tests-alone", 1, lambda dialogue, _: dialogue
            )
            client._http = httpx.AsyncClient(
                base_url=f"http://{host}", transport=httpx.MockTransport(self.answer)
            )
            clients.append(client)
        return Rasas(clients, lambda: self.now)


async def test_turns_are_spread() -> None:
    network = Network()
    rasas = network.join("a", "b", "c")
    for _ in range(9):
        await rasas.ask(TALKER, "在吗")
    assert network.asked == {"a": 3, "b": 3, "c": 3}


@pytest.mark.parametrize("fault", [httpx.ConnectError("refused"), httpx.ConnectTimeout("no answer")])
async def test_a_dead_one_is_stepped_around_and_tried_again_later(fault: Exception) -> None:
    network = Network({"b": fault})
    rasas = network.join("a", "b")
    for _ in range(6):
        assert (await rasas.ask(TALKER, "在吗")).spoken[0].reply.text == "a"
    assert network.asked == {"a": 6, "refused": 1}
    network.now += 6
    network.faults.clear()
    said = {(await rasas.ask(TALKER, "在吗")).spoken[0].reply.text for _ in range(2)}
    assert said == {"a", "b"}


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("gone in the middle"),
        httpx.Response(500),
        httpx.Response(200, json=[]),
    ],
)
async def test_what_one_of_them_took_is_never_asked_of_another(fault: Any) -> None:
    network = Network(dict.fromkeys(("a", "b"), fault))
    with pytest.raises(EngineUnavailable):
        await network.join("a", "b").ask(TALKER, "对，提交")
    assert network.asked.total() == 1


async def test_where_none_takes_a_connection_it_is_an_outage() -> None:
    network = Network(dict.fromkeys(("a", "b"), httpx.ConnectError("refused")))
    with pytest.raises(EngineUnavailable):
        await network.join("a", "b").resume(TALKER, "continue")
    assert network.asked == {"refused": 2}


async def test_it_is_ready_while_one_is_and_loads_all(tmp_path: Path) -> None:
    network = Network({"b": httpx.ConnectError("refused")})
    rasas = network.join("a", "b")
    assert await rasas.is_ready()
    assert await rasas.load(tmp_path) is False
    network.faults["a"] = httpx.ConnectError("refused")
    assert not await rasas.is_ready()
