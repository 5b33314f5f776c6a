"""The outgoing calls: against a strict stand-in, and against servers that misbehave."""

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.tokens import InMemoryTokenStore
from tests.integration.wechat.outgoing import PATIENT, Clock, assert_tells_no_secret, fault_of, serve_account
from wechat_sim.account import LOCAL_APP_ID, LOCAL_OPENID, LOCAL_SECRET, Account
from wechat_sim.api import OutgoingApi
from wechat_sim.faults import Fault
from wechat_sim.serving import serve

SEND = "custom/send"


def texts(wechat: OutgoingApi) -> list[str]:
    return [message.reply.content for message in wechat.messages]


async def test_a_text_arrives_in_raw_chinese(api: WeChatApi, wechat: OutgoingApi) -> None:
    await api.send_text(LOCAL_OPENID, "您好👋")
    assert texts(wechat) == ["您好👋"]


@pytest.mark.parametrize(("sent", "later", "errcode"), [(5, 0, 45047), (0, 49, 45015)])
async def test_wechats_limits_come_back_as_their_numbers(
    api: WeChatApi, clock: Clock, sent: int, later: int, errcode: int
) -> None:
    for _ in range(sent):
        await api.send_text(LOCAL_OPENID, "一")
    clock.now += timedelta(hours=later)
    fault = await fault_of(api)
    assert (fault.errcode, fault.permanent, fault.outcome_unknown) == (errcode, False, False)


async def test_a_stranger_is_a_permanent_failure(api: WeChatApi) -> None:
    fault = await fault_of(api, "oNobody")
    assert (fault.errcode, fault.permanent) == (40003, True)


async def test_a_wrong_secret_names_the_setting_and_not_the_secret(wechat: OutgoingApi, clock: Clock) -> None:
    async with serve_account(wechat, clock, secret="WrongSecret") as api:
        fault = await fault_of(api)
    assert fault.errcode == 40125
    assert "WECHAT_APP_SECRET" in str(fault)
    assert "WrongSecret" not in str(fault)


async def test_an_app_id_that_wechat_does_not_know_is_named(clock: Clock) -> None:
    other = OutgoingApi(replace(Account(), app_id="wx2"), clock, lambda _message: None)
    async with serve_account(other, clock) as api:
        assert (await fault_of(api)).errcode == 40013


@pytest.mark.parametrize(
    ("fault", "arrives", "outcome_unknown"),
    [
        (Fault.SLOW, True, True),
        (Fault.SLOW, False, True),
        (Fault.ERROR_500, True, True),
        (Fault.RESET, True, True),
        (Fault.RESET, False, True),
        (Fault.HALF_BODY, True, True),
        (Fault.BUSY, False, False),
    ],
)
async def test_only_what_surely_did_not_arrive_is_called_failed(
    hasty: WeChatApi, wechat: OutgoingApi, fault: Fault, arrives: bool, outcome_unknown: bool
) -> None:
    wechat.faults.plan(fault, SEND, arrives=arrives)
    raised = await fault_of(hasty)
    assert raised.outcome_unknown is outcome_unknown
    assert not raised.permanent
    assert len(wechat.messages) == arrives
    assert_tells_no_secret(raised)


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.ERROR_500, Fault.RESET, Fault.HALF_BODY, Fault.BUSY])
async def test_a_token_that_cannot_be_fetched_has_sent_nothing(
    hasty: WeChatApi, wechat: OutgoingApi, fault: Fault
) -> None:
    wechat.faults.plan(fault, "stable_token")
    raised = await fault_of(hasty)
    assert not raised.outcome_unknown
    assert_tells_no_secret(raised)
    await hasty.send_text(LOCAL_OPENID, "一")
    assert texts(wechat) == ["一"]


async def test_after_any_fault_the_next_call_is_as_good_as_new(hasty: WeChatApi, wechat: OutgoingApi) -> None:
    for fault in (Fault.SLOW, Fault.ERROR_500, Fault.RESET, Fault.HALF_BODY):
        wechat.faults.plan(fault, SEND, arrives=False)
        await fault_of(hasty)
    await hasty.send_text(LOCAL_OPENID, "一")
    assert texts(wechat) == ["一"]


async def test_a_good_token_refused_once_is_no_fault(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.plan(Fault.WRONG_TOKEN, SEND)
    await api.send_text(LOCAL_OPENID, "一")
    assert texts(wechat) == ["一"]


async def test_a_token_refused_for_ever_is_tried_twice_and_then_left_alone(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    wechat.faults.plan(Fault.WRONG_TOKEN, SEND, times=10)
    fault = await fault_of(api)
    assert (fault.errcode, fault.permanent, fault.outcome_unknown) == (40001, False, False)
    asked = len(wechat.calls)
    assert (await fault_of(api)).errcode == 40001
    assert len(wechat.calls) == asked
    assert len(wechat.faults.planned) == 8


@pytest.mark.parametrize(
    ("errcode", "seconds"), [(45009, 600), (45011, 60), (48004, 600), (48001, 60), (40001, 60)]
)
async def test_nothing_is_spent_on_an_account_that_wechat_refuses_for_a_while(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, errcode: int, seconds: int
) -> None:
    wechat.faults.refuse(errcode, SEND, times=2)
    assert (await fault_of(api)).errcode == errcode
    clock.now += timedelta(seconds=seconds - 1)
    left = len(wechat.faults.planned)
    held = await fault_of(api)
    assert (held.errcode, held.outcome_unknown) == (errcode, False)
    assert len(wechat.faults.planned) == left
    assert not wechat.messages
    clock.now += timedelta(seconds=1)
    while wechat.faults.take(SEND):
        pass
    await api.send_text(LOCAL_OPENID, "一")


@pytest.mark.parametrize("errcode", [45047, 45015, 43101, 45002, 48008, 40037, -1])
async def test_one_members_refusal_holds_up_nobody_else(
    api: WeChatApi, wechat: OutgoingApi, errcode: int
) -> None:
    wechat.faults.refuse(errcode, SEND)
    await fault_of(api)
    await api.send_text(LOCAL_OPENID, "一")
    assert texts(wechat) == ["一"]


async def test_a_ban_of_one_interface_stops_every_other(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.refuse(48004, SEND)
    await fault_of(api)
    with pytest.raises(TransportError) as caught:
        await api.client.menu.get()
    assert caught.value.errcode == 48004
    assert "/cgi-bin/menu/get" not in wechat.calls


async def test_a_wrong_secret_is_not_asked_about_again_within_a_minute(
    wechat: OutgoingApi, clock: Clock
) -> None:
    async with serve_account(wechat, clock, secret="WrongSecret") as api:
        for _ in range(3):
            await fault_of(api)
        assert wechat.calls == ["/cgi-bin/stable_token"]
        clock.now += timedelta(minutes=1)
        await fault_of(api)
    assert len(wechat.calls) == 2


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
        api = WeChatApi("wx1", "TheSecret", api_base=base)
        fault = await fault_of(api)
        await api.close()
        return fault


@pytest.mark.parametrize(
    ("response", "outcome_unknown"),
    [
        (PlainTextResponse("<html>gateway</html>"), True),
        (PlainTextResponse("oops", status_code=502), True),
        (PlainTextResponse("no", status_code=404), False),
        (PlainTextResponse(""), True),
        (PlainTextResponse('{"errcode": '), True),
        (RedirectResponse("http://127.0.0.1:9/elsewhere"), True),
        (JSONResponse({"errcode": "many"}), True),
        (JSONResponse({"errcode": None}), True),
        (JSONResponse({"base_resp": "odd"}), True),
        (JSONResponse([1]), True),
    ],
)
async def test_an_answer_that_is_not_wechats_is_a_transport_error(
    response: Response, outcome_unknown: bool
) -> None:
    fault = await failing_send(response)
    assert (fault.outcome_unknown, fault.permanent, fault.errcode) == (outcome_unknown, False, 0)
    assert_tells_no_secret(fault)


async def test_an_answer_without_end_is_cut_off() -> None:
    fault = await failing_send(PlainTextResponse("x" * (3 * 1024 * 1024)))
    assert "over" in fault.detail


async def test_of_wechats_words_only_harmless_ones_are_kept() -> None:
    words = "user 王芳 refused, see https://a.cn/?access_token=Secret rid: 6123abcd-0a1b2c3d-4e5f6071"
    fault = await failing_send(JSONResponse({"errcode": 43101, "errmsg": words}))
    assert fault.detail.endswith("(rid 6123abcd-0a1b2c3d-4e5f6071)")
    assert "王芳" not in fault.detail
    assert_tells_no_secret(fault)


async def test_a_server_outside_of_the_whitelist_learns_its_own_address(
    wechat: OutgoingApi, api: WeChatApi
) -> None:
    wechat.account_refusal = 40164
    assert "203.0.113.7" in (await fault_of(api)).detail


async def a_token(clock: Clock) -> InMemoryTokenStore:
    """A token of the account wx1."""
    store = InMemoryTokenStore(clock)
    await store.record("wx1", "SecretToken", clock.now + timedelta(hours=1))
    return store


@asynccontextmanager
async def serve_tls(folder: Path) -> AsyncIterator[str]:
    """A server whose certificate it signed itself."""
    certificate = write_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def close(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(close, "127.0.0.1", 0, ssl=context) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


def write_certificate(folder: Path) -> Path:
    """For localhost, with its key in the same file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=localhost")
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    path = folder / "certificate.pem"
    path.write_bytes(
        builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return path


async def test_a_refused_connection_is_known_to_have_sent_nothing(clock: Clock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    base, store = f"http://127.0.0.1:{port}", await a_token(clock)
    api = WeChatApi("wx1", "TheSecret", api_base=base, store=store, timeout=PATIENT, clock=clock)
    fault = await fault_of(api)
    await api.close()
    assert not fault.outcome_unknown
    assert_tells_no_secret(fault)


async def test_behind_a_certificate_that_is_not_believed_nothing_was_sent(
    clock: Clock, tmp_path: Path
) -> None:
    async with serve_tls(tmp_path) as base:
        api = WeChatApi("wx1", "TheSecret", api_base=base, store=await a_token(clock), clock=clock)
        fault = await fault_of(api)
        await api.close()
    assert not fault.outcome_unknown
    assert_tells_no_secret(fault)


async def test_the_operators_proxy_is_gone_through(
    wechat: OutgoingApi, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve(wechat.application()) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        api = WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base="http://wechat.example", clock=clock)
        await api.send_text(LOCAL_OPENID, "一")
        await api.close()
    assert texts(wechat) == ["一"]


async def test_no_address_with_a_token_is_logged(api: WeChatApi, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await api.send_text(LOCAL_OPENID, "一")
    assert "access_token" not in caplog.text


async def test_calls_that_hang_hold_up_no_other(hasty: WeChatApi, wechat: OutgoingApi) -> None:
    await hasty.find_token()
    wechat.faults.plan(Fault.SLOW, SEND, arrives=False, times=15)
    hanging = [asyncio.create_task(hasty.send_text(LOCAL_OPENID, "慢")) for _ in range(15)]
    while wechat.faults.planned:  # noqa: ASYNC110 - the stand-in tells nobody
        await asyncio.sleep(0)
    await hasty.send_text(LOCAL_OPENID, "快")
    assert texts(wechat) == ["快"]
    results = await asyncio.gather(*hanging, return_exceptions=True)
    assert all(isinstance(one, TransportError) and one.outcome_unknown for one in results)


async def test_whoever_closes_the_connection_lets_a_call_under_way_end(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    wechat.faults.plan(Fault.SLOW, SEND, seconds=0.1)
    under_way = asyncio.create_task(api.send_text(LOCAL_OPENID, "一"))
    while wechat.faults.planned:  # noqa: ASYNC110 - the stand-in tells nobody
        await asyncio.sleep(0)
    await api.close()
    await under_way
    assert texts(wechat) == ["一"]
