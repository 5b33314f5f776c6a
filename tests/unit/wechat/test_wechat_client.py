"""The outgoing calls: against a strict stand-in, and against servers that misbehave."""

import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import TransportError
from bot.kernel.messages import Choice, Reply
from bot.wechat.client import WeChatApi
from bot.wechat.error_codes import Remedy, find_error_code
from bot.wechat.messenger import WeChatMessenger
from bot.wechat.tokens import InMemoryTokenStore
from wechat_sim.account import LOCAL_APP_ID, LOCAL_OPENID, LOCAL_SECRET, Account
from wechat_sim.allowances import Cause
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve
from wechat_sim.stand_in import WeChatStandIn


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wechat(clock: Clock) -> OutgoingApi:
    stand_in = WeChatStandIn(Account(), "http://unused", httpx.AsyncClient(), clock=clock)
    stand_in.api.followers[LOCAL_OPENID].act(Cause.MESSAGE, clock())
    return stand_in.api


@pytest.fixture
async def api(wechat: OutgoingApi, clock: Clock) -> AsyncIterator[WeChatApi]:
    async with serve(wechat.application()) as base:
        api = WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base=base, clock=clock)
        yield api
        await api.close()


def texts(wechat: OutgoingApi) -> list[str]:
    return [message.reply.content for message in wechat.messages]


async def fault_of(api: WeChatApi, openid: str = LOCAL_OPENID) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await api.send_text(openid, "王芳您好")
    await api.close()
    return caught.value


async def test_a_text_arrives_in_raw_chinese(api: WeChatApi, wechat: OutgoingApi) -> None:
    await api.send_text(LOCAL_OPENID, "您好👋")
    assert texts(wechat) == ["您好👋"]


async def test_typing_is_shown(api: WeChatApi, wechat: OutgoingApi) -> None:
    await api.send_typing(LOCAL_OPENID)
    assert wechat.typing == [LOCAL_OPENID]


async def test_the_token_is_fetched_once_and_again_before_it_ends(clock: Clock) -> None:
    asked: list[str] = []

    async def answer(request: Request) -> Response:
        asked.append(request.url.path.rsplit("/", 1)[-1])
        return JSONResponse({"access_token": f"t{len(asked)}", "expires_in": 7200, "errcode": 0})

    async with serve(Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])) as base:
        api = WeChatApi("wx1", "s", api_base=base, clock=clock)
        await api.send_text(LOCAL_OPENID, "一")
        await api.send_text(LOCAL_OPENID, "二")
        clock.now += timedelta(seconds=7100)
        await api.send_text(LOCAL_OPENID, "三")
        await api.close()
    assert asked == ["stable_token", "send", "send", "stable_token", "send"]


async def test_a_revoked_token_is_replaced_and_the_call_repeated_once(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    await api.send_text(LOCAL_OPENID, "一")
    wechat.tokens.revoke_all()
    await api.send_text(LOCAL_OPENID, "二")
    assert texts(wechat) == ["一", "二"]
    assert wechat.errors == [40001]


async def test_a_token_refused_for_ever_is_asked_for_twice_and_no_more(clock: Clock) -> None:
    asked: list[str] = []

    async def answer(request: Request) -> Response:
        asked.append(request.url.path.rsplit("/", 1)[-1])
        token = {"access_token": f"t{len(asked)}", "expires_in": 7200}
        return JSONResponse(token if asked[-1] == "stable_token" else {"errcode": 40001, "errmsg": "no"})

    async with serve(Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])) as base:
        fault = await fault_of(WeChatApi("wx1", "s", api_base=base, clock=clock))
    assert asked == ["stable_token", "send", "stable_token", "send"]
    assert (fault.errcode, fault.permanent) == (40001, False)


@pytest.mark.parametrize(("sent", "later", "errcode"), [(5, 0, 45047), (0, 49, 45015)])
async def test_wechats_limits_come_back_as_their_numbers(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, sent: int, later: int, errcode: int
) -> None:
    for _ in range(sent):
        await api.send_text(LOCAL_OPENID, "一")
    clock.now += timedelta(hours=later)
    fault = await fault_of(api)
    assert (fault.errcode, fault.permanent, fault.outcome_unknown) == (errcode, False, False)


async def test_a_stranger_is_a_permanent_failure(api: WeChatApi) -> None:
    fault = await fault_of(api, "oNobody")
    assert (fault.errcode, fault.permanent) == (40003, True)


async def test_a_wrong_secret_names_the_setting_and_not_the_secret(wechat: OutgoingApi) -> None:
    async with serve(wechat.application()) as base:
        fault = await fault_of(WeChatApi(LOCAL_APP_ID, "WrongSecret", api_base=base))
    assert fault.errcode == 40125
    assert "WECHAT_APP_SECRET" in str(fault)
    assert "WrongSecret" not in str(fault)


async def failing_send(response: Response) -> TransportError:
    """What a call raises if the token is fine and the sending gets this response."""

    async def token(_request: Request) -> Response:
        return JSONResponse({"access_token": "SecretToken", "expires_in": 7200})

    async def send(_request: Request) -> Response:
        return response

    routes = [
        Route("/cgi-bin/stable_token", token, methods=["POST"]),
        Route("/cgi-bin/message/custom/send", send, methods=["POST"]),
    ]
    async with serve(Starlette(routes=routes)) as base:
        return await fault_of(WeChatApi("wx1", "TheSecret", api_base=base))


@pytest.mark.parametrize(
    ("response", "outcome_unknown"),
    [
        (PlainTextResponse("<html>gateway</html>"), True),
        (PlainTextResponse("oops", status_code=502), True),
        (PlainTextResponse("no", status_code=404), False),
        (JSONResponse({"errcode": "many"}), True),
        (JSONResponse([1]), True),
    ],
)
async def test_an_answer_that_is_not_wechats_is_a_transport_error(
    response: Response, outcome_unknown: bool
) -> None:
    fault = await failing_send(response)
    assert (fault.outcome_unknown, fault.permanent, fault.errcode) == (outcome_unknown, False, 0)


async def test_after_a_timeout_nobody_knows_whether_it_arrived_and_no_token_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        api = api_with_token(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=(1, 0.05))
        fault = await fault_of(api)
    assert fault.outcome_unknown
    assert_tells_no_secret(fault)


async def test_a_refused_connection_is_known_to_have_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    fault = await fault_of(api_with_token(f"http://127.0.0.1:{port}", timeout=(1, 1)))
    assert not fault.outcome_unknown
    assert_tells_no_secret(fault)


async def test_a_token_fetch_that_hangs_ends_and_has_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        fault = await fault_of(WeChatApi("wx1", "TheSecret", api_base=base, timeout=(1, 0.05)))
    assert not fault.outcome_unknown
    assert_tells_no_secret(fault)


class FixedToken:
    async def find(self, app_id: str) -> str | None:
        return "SecretToken"

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        raise AssertionError

    async def drop(self, app_id: str, token: str) -> None:
        raise AssertionError


def api_with_token(base: str, timeout: tuple[float, float]) -> WeChatApi:
    return WeChatApi("wx1", "TheSecret", api_base=base, store=FixedToken(), timeout=timeout)


def assert_tells_no_secret(fault: TransportError) -> None:
    told = f"{fault!r} {fault} {fault.detail}"
    assert "Secret" not in told
    assert fault.__cause__ is None
    assert fault.__context__ is None


async def test_dropping_an_old_token_keeps_a_newer_one(clock: Clock) -> None:
    store = InMemoryTokenStore(clock)
    await store.record("wx1", "new", clock.now + timedelta(hours=1))
    await store.drop("wx1", "old")
    assert await store.find("wx1") == "new"
    clock.now += timedelta(hours=1)
    assert await store.find("wx1") is None


@pytest.mark.parametrize(
    ("errcode", "remedy"),
    [
        (-1, Remedy.RETRY),
        (43004, Remedy.PERMANENT),
        (45047, Remedy.QUOTA),
        (40164, Remedy.CONFIGURATION),
        (99999999, Remedy.RETRY),
    ],
)
def test_each_number_has_a_remedy_and_an_advice(errcode: int, remedy: Remedy) -> None:
    known = find_error_code(errcode)
    assert known.remedy is remedy
    assert known.advice.endswith(".")


async def test_the_messenger_says_everything_in_one_message(api: WeChatApi, wechat: OutgoingApi) -> None:
    replies = [Reply("您好。"), Reply("还要别的吗？", (Choice("转人工", "转人工"),))]
    await WeChatMessenger(api).send(LOCAL_OPENID, replies)
    (message,) = wechat.messages
    assert message.reply.text == "您好。\n\n还要别的吗？\n转人工"
    assert [choice.text for choice in message.reply.choices] == ["转人工"]


async def test_once_a_first_part_arrived_a_failure_is_of_unknown_outcome(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    for _ in range(4):
        await api.send_text(LOCAL_OPENID, "一")
    with pytest.raises(TransportError) as caught:
        await WeChatMessenger(api).send(LOCAL_OPENID, [Reply("长长的一句话。" * 200)])
    assert caught.value.outcome_unknown
    assert len(wechat.messages) == 5


async def test_an_app_id_that_wechat_does_not_know_is_named(clock: Clock) -> None:
    other = OutgoingApi(replace(Account(), app_id="wx2"), clock, lambda _message: None)
    async with serve(other.application()) as base:
        fault = await fault_of(WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base=base, clock=clock))
    assert fault.errcode == 40013
