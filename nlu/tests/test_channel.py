"""Rasa's only door: who shows no token gets nothing, and no word of a member is a command."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage, register
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.io import read_config_file
from sanic import Sanic

from nlu.channel import BotChannel
from nlu.train import ROOT

TOKEN = "a-token-of-the-tests-alone"
METADATA = {"pass": "p", "expects": {"asked": "yes", "subject": "claim"}}
MESSAGE = {"sender": "7-a", "message": "你好", "metadata": METADATA}


class FakeAgent:
    """Says what it heard; serves a model."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.processor = SimpleNamespace(model_filename="huzhu.tar.gz")
        self.fault: Exception | None = None

    def is_ready(self) -> bool:
        """It is."""
        return True

    async def handle_message(self, message: UserMessage) -> None:
        """Repeats the words."""
        self.heard.append(message)
        await message.output_channel.send_text_message(message.sender_id, "听到了")
        if self.fault:
            raise self.fault

    def load_model(self, model: str) -> None:
        """Takes it, unless it is none."""
        if "no" in model:
            raise ValueError(model)
        self.processor = SimpleNamespace(model_filename=model)


Ask = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]


@pytest.fixture
def agent() -> FakeAgent:
    return FakeAgent()


@pytest.fixture
def ask(agent: FakeAgent) -> Ask:
    """Asks the server that listens as credentials.yml says."""
    Sanic.test_mode = True
    app = Sanic(f"door_{id(agent)}", configure_logging=False)
    app.ctx.agent = agent
    register([BotChannel(TOKEN)], app, "/webhooks/")

    async def ask(
        method: str, path: str, body: Any = None, token: str | bytes | None = f"Bearer {TOKEN}"
    ) -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        path, _, query = path.partition("?")
        shown = token.encode() if isinstance(token, str) else token
        headers = [(b"content-type", b"application/json"), (b"host", b"rasa")]
        headers += [(b"authorization", shown)] if shown is not None else []
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "headers": headers,
        }
        scope |= {"query_string": query.encode(), "http_version": "1.1", "scheme": "http", "client": ("h", 1)}
        scope |= {"server": ("rasa", 80), "asgi": {"version": "3.0"}, "root_path": ""}
        sent: list[dict[str, Any]] = []
        if not app.state.is_started:
            await app._startup()  # type: ignore[no-untyped-call]
            app.state.is_started = True

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(scope, receive, send)
        answer = b"".join(one.get("body", b"") for one in sent)
        status = next(one["status"] for one in sent if one["type"] == "http.response.start")
        try:
            return status, json.loads(answer)
        except ValueError:
            return status, None

    return ask


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        TOKEN,
        f"Basic {TOKEN}",
        b"Bearer \xff\xfe",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "webhook"), ("GET", "status"), ("PUT", "model"), ("POST", f"webhook?token={TOKEN}")],
)
def test_nobody_without_the_token_is_heard(
    ask: Ask, agent: FakeAgent, method: str, path: str, token: str | bytes | None
) -> None:
    status, said = asyncio.run(ask(method, f"/webhooks/huzhu/{path}", MESSAGE, token))
    assert (status, said) == (403, {"error": "wrong token"})
    assert agent.heard == []


def test_the_bot_is_answered_and_its_metadata_handed_on(ask: Ask, agent: FakeAgent) -> None:
    status, said = asyncio.run(ask("POST", "/webhooks/huzhu/webhook", MESSAGE))
    assert (status, [part["text"] for part in said]) == (200, ["听到了"])
    assert agent.heard[0].metadata == METADATA


@pytest.mark.parametrize(
    "words", ["/restart", " /back", "\u3000/check_coverage", '/points{"member_id":"1"}', "//x"]
)
def test_no_words_are_a_command(ask: Ask, agent: FakeAgent, words: str) -> None:
    asyncio.run(ask("POST", "/webhooks/huzhu/webhook", {**MESSAGE, "message": words}))
    assert not agent.heard[0].text.startswith("/")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        {},
        {**MESSAGE, "sender": ""},
        {**MESSAGE, "sender": 7},
        {**MESSAGE, "message": None},
        {**MESSAGE, "message": {"intent": "x"}},
        {**MESSAGE, "metadata": None},
        {**MESSAGE, "metadata": [1]},
    ],
)
def test_what_is_no_message_is_refused(ask: Ask, agent: FakeAgent, body: Any) -> None:
    status, _ = asyncio.run(ask("POST", "/webhooks/huzhu/webhook", body))
    assert status == 400
    assert agent.heard == []


def test_half_an_answer_is_none_and_no_word_is_logged(
    ask: Ask, agent: FakeAgent, caplog: pytest.LogCaptureFixture
) -> None:
    agent.fault = RuntimeError("王芳的话")
    status, said = asyncio.run(ask("POST", "/webhooks/huzhu/webhook", {**MESSAGE, "message": "王芳的话"}))
    assert (status, said) == (500, {"error": "not answered"})
    assert "王芳" not in caplog.text


def test_another_model_is_served_or_the_earlier_one_stays(ask: Ask, agent: FakeAgent) -> None:
    async def offer(model: object) -> tuple[int, str]:
        status, _ = await ask("PUT", "/webhooks/huzhu/model", {"model_file": model})
        return status, (await ask("GET", "/webhooks/huzhu/status"))[1]["model_file"]

    assert asyncio.run(offer("no model")) == (400, "huzhu.tar.gz")
    assert asyncio.run(offer(None)) == (400, "huzhu.tar.gz")
    assert asyncio.run(offer("new.tar.gz")) == (204, "new.tar.gz")


@pytest.mark.parametrize("path", ["rest/webhook", "rest/", "callback/webhook", "huzhu/", "huzhu/other", ""])
def test_no_other_channel_listens(ask: Ask, path: str) -> None:
    assert asyncio.run(ask("POST", f"/webhooks/{path}", MESSAGE))[0] == 404


def test_the_credentials_name_this_channel_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_TOKEN", TOKEN)
    named = read_config_file(str(ROOT / "credentials.yml"))
    assert named == {"nlu.channel.BotChannel": {"token": TOKEN}}


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}, {"token": None}, {"token": "short"}])
def test_a_door_without_a_token_is_not_opened(credentials: Any) -> None:
    with pytest.raises(RasaException):
        BotChannel.from_credentials(credentials)
