"""What the bot makes of whatever answers on Rasa's port, and what it shows there."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.engine.rasa import RasaClient
from bot.errors import EngineUnavailable, EngineUnreachable
from bot.kernel.conversation.dialogues import Dialogue
from testing.processes import find_free_port
from testing.rasa_door import break_off, run_rasa_door, stay_silent

TOKEN = "a-token-of-the-tests-alone"
TALK = '{"expects": {"asked": "day"}}'
SOMEBODY = Dialogue("7-a", 7)
SAID = [{"custom": {"text": "好"}}]


@dataclass(frozen=True)
class _Asked:
    method: str
    address: str
    authorization: str | None
    content: bytes


@dataclass
class _Rasa:
    """Answers everything alike, and notes what it was asked."""

    status: int = 200
    content: bytes = json.dumps(SAID).encode()
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[_Asked] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        shown = request.headers.get("Authorization")
        self.asked.append(_Asked(request.method, str(request.url), shown, await request.read()))
        return web.Response(status=self.status, body=self.content, headers=self.headers)


@asynccontextmanager
async def join(answer: Any, seconds: float = 5) -> AsyncIterator[RasaClient]:
    """A client of a Rasa that answers so."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(run_rasa_door(answer))
        client = RasaClient(address, TOKEN, seconds, lambda key, known: f"{key}:{json.dumps(known)}")
        stack.push_async_callback(client.close)
        yield client


@pytest.mark.parametrize(
    "rasa",
    [
        _Rasa(content=b"<html>a proxy's page</html>"),
        _Rasa(content=b""),
        _Rasa(content=b"\xff\xfe"),
        _Rasa(content=b"null"),
        _Rasa(content=b"[]"),
        _Rasa(content=b'"ok"'),
        _Rasa(content=b'{"model_file": null}'),
        _Rasa(content=b"{}"),
        _Rasa(content=b"no gzip", headers={"Content-Encoding": "gzip"}),
        _Rasa(403, b'{"model_file": "x"}'),
        _Rasa(500),
        _Rasa(302, b"", {"Location": "http://127.0.0.1:9/"}),
    ],
)
async def test_whatever_else_answers_is_not_ready_and_answers_no_message(rasa: _Rasa) -> None:
    async with join(rasa.answer) as client:
        assert await client.is_ready() is False
        with pytest.raises(EngineUnavailable):
            await client.ask(SOMEBODY, "你好")
    assert len(rasa.asked) == 2


async def test_rasa_with_a_model_is_ready() -> None:
    async with join(_Rasa(content=b'{"model_file": "huzhu.tar.gz"}').answer) as client:
        assert await client.is_ready() is True


async def test_the_token_stands_in_a_header_and_never_in_an_address(tmp_path: Path) -> None:
    rasa = _Rasa()
    async with join(rasa.answer) as client:
        await client.ask(SOMEBODY, "你好")
        await client.resume(Dialogue("7-a", 7, TALK), "fresh")
        await client.is_ready()
        await client.load(tmp_path)
    assert [asked.method for asked in rasa.asked] == ["POST", "POST", "GET", "PUT"]
    assert {asked.authorization for asked in rasa.asked} == {f"Bearer {TOKEN}"}
    assert not [asked for asked in rasa.asked if TOKEN in asked.address]


async def test_whose_message_it_is_is_told_in_the_pass_alone() -> None:
    rasa = _Rasa()
    async with join(rasa.answer) as client:
        await client.ask(SOMEBODY, "/restart")
        await client.resume(Dialogue("7-a", 7, TALK), "fresh")
    first, second = (json.loads(asked.content) for asked in rasa.asked)
    assert first == {
        "sender": "7-a",
        "message": "／restart",
        "metadata": {"pass": '7-a:{"member_id": 7, "talk": ""}', "expects": {}},
    }
    known = {"member_id": 7, "talk": TALK, "way_back": "fresh"}
    assert second["metadata"] == {"pass": f"7-a:{json.dumps(known)}", "expects": {"asked": "day"}}


@pytest.mark.parametrize(
    "talk", ["", "{", "[]", "null", '"day"', "{}", '{"expects": 7}', '{"expects": null}']
)
def test_a_memory_that_says_nothing_is_expected_nothing_of(talk: str) -> None:
    assert Dialogue("k", None, talk).expected == {}


@pytest.mark.parametrize("status", [400, 403, 404, 500])
async def test_a_refusal_is_an_outage(status: int) -> None:
    async with join(_Rasa(status, b'{"error": "x"}').answer) as client:
        with pytest.raises(EngineUnavailable):
            await client.ask(SOMEBODY, "你好")


@pytest.mark.parametrize("fault", [break_off, stay_silent])
async def test_one_that_took_the_message_and_was_gone_is_an_outage_but_was_reached(fault: Any) -> None:
    async with join(fault, seconds=0.2) as client:
        with pytest.raises(EngineUnavailable) as outage:
            await client.ask(SOMEBODY, "你好")
    assert not isinstance(outage.value, EngineUnreachable)


async def test_one_that_takes_no_connection_was_not_reached() -> None:
    client = RasaClient(f"http://127.0.0.1:{find_free_port()}", TOKEN, 5, lambda key, _: key)
    with pytest.raises(EngineUnreachable):
        await client.ask(SOMEBODY, "你好")
    assert await client.is_ready() is False
    await client.close()


async def test_it_is_busy_only_while_it_loads(tmp_path: Path) -> None:
    seen: list[bool] = []

    async def answer(_request: web.Request) -> web.Response:
        seen.append(client.is_loading)
        return web.Response(status=400)

    async with join(answer) as client:
        assert await client.load(tmp_path) is False
    assert (seen, client.is_loading) == ([True], False)
