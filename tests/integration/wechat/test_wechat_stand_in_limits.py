"""The stand-in's outgoing API keeps WeChat's limits and speaks its errors."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.refusals import ERROR_TEXTS, Refused, write_refusal
from wechat_sim.tokens import TokenDesk

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
    secret = {"grant_type": "client_credential", "appid": ACCOUNT.app_id, "secret": ACCOUNT.secret}
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


async def ask(
    api: OutgoingApi, path: str, body: Mapping[str, object] | None = None, **query: str
) -> dict[str, object]:
    """One call with a good token."""
    token, _ = api.tokens.issue_stable(api.clock())
    async with calls(api) as http:
        method = "GET" if body is None else "POST"
        response = await http.request(method, path, params={"access_token": token} | query, json=body)
        assert response.status_code == 200
        return dict(response.json())


def test_a_new_stable_token_comes_in_the_last_five_minutes_and_both_are_good() -> None:
    desk = TokenDesk()
    first, life = desk.issue_stable(NOW)
    assert life == 7200
    assert desk.issue_stable(NOW + timedelta(minutes=114)) == (first, 360)
    second, _ = desk.issue_stable(NOW + timedelta(minutes=115))
    assert second != first
    assert desk.is_valid(first, NOW + timedelta(minutes=119))
    with pytest.raises(Refused) as caught:
        desk.check(first, NOW + timedelta(minutes=120))
    assert caught.value.errcode == 42001
    assert desk.is_valid(second, NOW + timedelta(minutes=120))


def test_force_gives_a_new_token_at_most_every_30_seconds_and_20_times_a_day() -> None:
    desk = TokenDesk()
    now = NOW
    first, _ = desk.issue_stable(now)
    assert desk.issue_stable(now, force=True)[0] != first
    assert not desk.is_valid(first, now)
    with pytest.raises(Refused):
        desk.issue_stable(now + timedelta(seconds=29), force=True)
    for _ in range(19):
        now += timedelta(seconds=30)
        desk.issue_stable(now, force=True)
    with pytest.raises(Refused):
        desk.issue_stable(now + MINUTE, force=True)
    desk.issue_stable(now + timedelta(days=1), force=True)


def test_the_older_kind_of_token_kicks_out_the_one_before_after_five_minutes() -> None:
    desk = TokenDesk()
    stable, _ = desk.issue_stable(NOW)
    first, _ = desk.issue_replacing(NOW)
    second, _ = desk.issue_replacing(NOW)
    assert desk.is_valid(first, NOW + 4 * MINUTE)
    assert not desk.is_valid(first, NOW + 5 * MINUTE)
    assert desk.is_valid(second, NOW + 5 * MINUTE)
    assert desk.is_valid(stable, NOW + 5 * MINUTE)


@pytest.mark.parametrize(
    ("query", "errcode"), [({}, 41001), ({"access_token": ""}, 41001), ({"access_token": "invented"}, 40001)]
)
async def test_a_call_needs_a_token(api: OutgoingApi, query: dict[str, str], errcode: int) -> None:
    async with calls(api) as http:
        answer = (await http.get("getcallbackip", params=query)).json()
    assert answer["errcode"] == errcode


@pytest.mark.parametrize(
    ("changed", "errcode"),
    [
        ({"appid": "wx2"}, 40013),
        ({"secret": "wrong"}, 40125),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"grant_type": "other"}, 40002),
    ],
)
async def test_a_token_needs_the_accounts_own_secret(
    api: OutgoingApi, changed: dict[str, str], errcode: int
) -> None:
    body = {"grant_type": "client_credential", "appid": ACCOUNT.app_id, "secret": ACCOUNT.secret} | changed
    async with calls(api) as http:
        assert (await http.post("stable_token", json=body)).json()["errcode"] == errcode


async def test_what_must_be_posted_is_not_got(api: OutgoingApi) -> None:
    assert (await ask(api, "message/custom/send"))["errcode"] == 43002


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("image", {"media_id": "gone"}, 40007),
        ("image", {}, 41006),
        ("video", {"media_id": "gone"}, 40007),
        ("news", {"articles": [{}, {}]}, 45008),
        ("news", {"articles": []}, 47001),
        ("msgmenu", {"list": []}, 47001),
        ("text", {"content": ""}, 40008),
        ("mpnews", {"media_id": "m"}, 0),
        ("miniprogrampage", {"title": "t"}, 0),
    ],
)
async def test_each_type_of_message_is_read(
    api: OutgoingApi, kind: str, content: dict[str, object], errcode: int
) -> None:
    body = {"touser": LOCAL_OPENID, "msgtype": kind, kind: content}
    assert (await ask(api, "message/custom/send", body))["errcode"] == errcode


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("image", b"", 40006),
        ("image", b"no picture", 40005),
        ("image", b"\x89PNG" + bytes(2 * 1024 * 1024), 40006),
        ("thumb", b"\xff\xd8\xff" + bytes(64 * 1024), 40006),
        ("voice", b"#!AMR\n", 0),
        ("film", b"\x89PNG", 40004),
    ],
)
async def test_files_have_their_types_and_sizes(
    api: OutgoingApi, kind: str, content: bytes, errcode: int
) -> None:
    token, _ = api.tokens.issue_stable(NOW)
    query = {"access_token": token, "type": kind}
    async with calls(api) as http:
        answer = (await http.post("media/upload", params=query, files={"media": ("a", content)})).json()
        assert answer.get("errcode", 0) == errcode
        assert ("media_id" in answer) is not bool(errcode)
        assert (await http.post("media/upload", params=query)).json()["errcode"] in (40004, 41005)


async def test_calls_of_a_day_are_counted_until_midnight_in_beijing() -> None:
    now = [NOW]
    api = OutgoingApi(ACCOUNT, lambda: now[0], lambda _message: None)
    api.quotas.limits["/cgi-bin/menu/get"] = 1
    assert [(await ask(api, "menu/get"))["errcode"] for _ in range(2)] == [46003, 45009]
    shown = await ask(api, "openapi/quota/get", {"cgi_path": "/cgi-bin/menu/get"})
    assert shown["quota"] == {"daily_limit": 1, "used": 1, "remain": 0}
    now[0] = datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert (await ask(api, "menu/get"))["errcode"] == 46003


async def test_counts_can_be_cleared_ten_times_a_month(api: OutgoingApi) -> None:
    api.quotas.limits["/cgi-bin/menu/get"] = 0
    answers = [(await ask(api, "clear_quota", {"appid": ACCOUNT.app_id}))["errcode"] for _ in range(11)]
    assert answers == [0] * 10 + [48006]


async def test_a_notice_is_reported_by_an_event(api: OutgoingApi) -> None:
    data = {"thing1": {"value": "住院"}, "phrase2": {"value": "已打款"}, "time3": {"value": "09:05"}}
    body = {"touser": LOCAL_OPENID, "template_id": next(iter(api.templates.templates)), "data": data}
    api.templates.failing = "failed:user block"
    msgid = (await ask(api, "message/template/send", body))["msgid"]
    ((openid, report),) = api.templates.reports
    assert openid == LOCAL_OPENID
    assert report["Event"] == "TEMPLATESENDJOBFINISH"
    assert (report["MsgID"], report["Status"]) == (str(msgid), "failed:user block")


def test_each_refusal_has_a_text_and_a_request_of_its_own() -> None:
    for errcode, text in ERROR_TEXTS.items():
        answer = write_refusal(errcode)
        assert answer["errcode"] == errcode
        assert answer["errmsg"].startswith(f"{text} rid: ")
    assert write_refusal(40001) != write_refusal(40001)
