"""The stand-in's outgoing API keeps WeChat's limits and speaks its errors."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import OutgoingApi

ACCOUNT = Account()
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_five_messages_within_48_hours_of_a_message() -> None:
    follower = Follower()
    assert follower.take_message(NOW) == 45015
    follower.act(Cause.MESSAGE, NOW)
    assert [follower.take_message(NOW) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    follower.act(Cause.MESSAGE, NOW)
    assert follower.take_message(NOW + timedelta(hours=47)) == 0
    assert follower.take_message(NOW + timedelta(hours=48)) == 45015


def test_three_messages_within_a_minute_of_a_menu_tap() -> None:
    follower = Follower()
    follower.act(Cause.MENU, NOW)
    assert [follower.take_message(NOW) for _ in range(4)] == [0, 0, 0, 45047]
    assert follower.take_message(NOW + MINUTE) == 45015


def test_nothing_reaches_somebody_who_left() -> None:
    follower = Follower()
    follower.act(Cause.MESSAGE, NOW)
    follower.leave()
    assert follower.take_message(NOW) == 45015


def test_typing_needs_an_exchange_and_is_not_repeated() -> None:
    follower = Follower()
    assert follower.show_typing(NOW) == 45080
    follower.act(Cause.MESSAGE, NOW)
    assert follower.show_typing(NOW) == 0
    assert follower.show_typing(NOW) == 45081
    assert follower.show_typing(NOW + MINUTE / 4) == 0
    assert follower.show_typing(NOW + MINUTE) == 45080


@pytest.fixture
def api() -> OutgoingApi:
    api = OutgoingApi(ACCOUNT, lambda: NOW, lambda _message: None)
    api.followers[LOCAL_OPENID] = Follower()
    api.followers[LOCAL_OPENID].act(Cause.MESSAGE, NOW)
    return api


def calls(api: OutgoingApi) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(api.application())
    return httpx.AsyncClient(transport=transport, base_url="http://api/cgi-bin/")


async def test_the_stable_token_stays_and_the_other_kind_does_not(api: OutgoingApi) -> None:
    secret = {"appid": ACCOUNT.app_id, "secret": ACCOUNT.secret}
    async with calls(api) as http:
        stable = [(await http.post("stable_token", json=secret)).json() for _ in range(2)]
        replacing = [(await http.get("token", params=secret)).json() for _ in range(2)]
    assert stable[0] == stable[1]
    assert replacing[0] != replacing[1]
    assert api.tokens.is_valid(stable[0]["access_token"], NOW)


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (b"no json", 47001),
        (b'{"touser": "oNobody"}', 40003),
        (b'{"touser": "%s", "msgtype": "hologram"}', 40008),
        (b'{"touser": "%s", "msgtype": "text", "text": {"content": "' + b"a" * 2049 + b'"}}', 45002),
    ],
)
async def test_a_malformed_message_is_refused_in_wechats_words(
    api: OutgoingApi, body: bytes, errcode: int
) -> None:
    token, _ = api.tokens.issue_stable(NOW)
    content = body.replace(b"%s", LOCAL_OPENID.encode())
    async with calls(api) as http:
        answer = (
            await http.post("message/custom/send", params={"access_token": token}, content=content)
        ).json()
    assert answer["errcode"] == errcode
    assert " rid: " in answer["errmsg"]


async def test_escaped_chinese_is_read_as_the_escapes(api: OutgoingApi) -> None:
    token, _ = api.tokens.issue_stable(NOW)
    body = b'{"touser": "%s", "msgtype": "text", "text": {"content": "\\u597d"}}' % LOCAL_OPENID.encode()
    async with calls(api) as http:
        await http.post("message/custom/send", params={"access_token": token}, content=body)
    assert api.messages[0].reply.text == "\\u597d"
