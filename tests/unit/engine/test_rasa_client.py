"""What the bot makes of whatever answers on Rasa's port, and what it shows there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.engine.rasa import RasaClient
from bot.errors import EngineUnavailable
from bot.kernel.conversation.dialogues import Dialogue

TOKEN = "a-token-of-the-tests-alone"
TALK = '{"expects": {"asked": "day"}}'
Answer = Callable[[httpx.Request], httpx.Response]


def make_client(answer: Answer) -> tuple[RasaClient, list[httpx.Request]]:
    """A client whose Rasa answers so."""
    asked: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer(request)

    client = RasaClient("http://rasa", TOKEN, 1, lambda dialogue, known: f"{dialogue}:{json.dumps(known)}")
    client._http = httpx.AsyncClient(
        base_url="http://rasa", headers=client._http.headers, transport=httpx.MockTransport(note)
    )
    return client, asked


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>a proxy's page</html>"),
        httpx.Response(200, text=""),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(200, json=None),
        httpx.Response(200, json=[]),
        httpx.Response(200, json="ok"),
        httpx.Response(200, json={"model_file": None}),
        httpx.Response(200, json={}),
        httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")),
        httpx.Response(403, json={"model_file": "x"}),
        httpx.Response(500),
        httpx.Response(302, headers={"location": "http://elsewhere/"}),
    ],
)
async def test_whatever_else_answers_rasa_is_not_ready(answer: httpx.Response) -> None:
    client, _ = make_client(lambda _: answer)
    assert await client.is_ready() is False


async def test_rasa_with_a_model_is_ready() -> None:
    client, _ = make_client(lambda _: httpx.Response(200, json={"model_file": "huzhu.tar.gz"}))
    assert await client.is_ready() is True


async def test_the_token_stands_in_a_header_and_never_in_an_address(tmp_path: Path) -> None:
    said = [{"custom": {"text": "好"}}]
    client, asked = make_client(lambda request: httpx.Response(200, json=said))
    await client.ask(Dialogue("7-a", 7), "你好")
    await client.resume(Dialogue("7-a", 7, TALK), "fresh")
    await client.is_ready()
    await client.load(tmp_path)
    assert len(asked) == 4
    assert {request.headers["authorization"] for request in asked} == {f"Bearer {TOKEN}"}
    assert not [request for request in asked if TOKEN in str(request.url)]


async def test_whose_message_it_is_is_told_in_the_pass_alone() -> None:
    client, asked = make_client(lambda _: httpx.Response(200, json=[{"custom": {"text": "好"}}]))
    await client.ask(Dialogue("7-a", 7), "/restart")
    await client.resume(Dialogue("7-a", 7, TALK), "fresh")
    first, second = (json.loads(request.content) for request in asked)
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
    client, _ = make_client(lambda _: httpx.Response(status, json={"error": "x"}))
    with pytest.raises(EngineUnavailable):
        await client.ask(Dialogue("7-a", None), "你好")


async def test_it_is_busy_only_while_it_loads(tmp_path: Path) -> None:
    seen: list[Any] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        seen.append(client.is_loading)
        raise httpx.ConnectError("gone")

    client, _ = make_client(answer)
    assert await client.load(tmp_path) is False
    assert (seen, client.is_loading) == ([True], False)
