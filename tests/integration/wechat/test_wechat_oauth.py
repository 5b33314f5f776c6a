"""Sign-in by WeChat: an openid counts only for the browser that asked, once, and for a real member."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from redis.asyncio import Redis

from bot.wechat.account.client import WeChatApi
from bot.wechat.account.oauth import (
    InMemorySignIns,
    OAuth,
    OAuthSignIn,
    SignInRefusal,
    SignIns,
    render_authorize_url,
)
from bot.wechat.account.shared_state import RedisSignIns
from tests.integration.wechat.outgoing import Clock, serve_account
from wechat_sim.account import LOCAL_OPENID
from wechat_sim.api import OutgoingApi
from wechat_sim.faults import Fault

RETURN = "https://huzhu.example.cn/wechat/sign-in?next=papers"
BROWSER = "browser-secret"


@pytest.fixture(params=["in_memory", pytest.param("redis", marks=pytest.mark.redis)])
async def sign_ins(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[SignIns]:
    if request.param == "in_memory":
        yield InMemorySignIns(clock)
        return
    async with Redis.from_url(request.getfixturevalue("redis_url")) as redis:
        yield RedisSignIns(redis, clock, request.node.name)


@pytest.fixture
def oauth(api: WeChatApi, sign_ins: SignIns) -> OAuth:
    return OAuth(api, sign_ins)


async def come_back(oauth: OAuth) -> tuple[str, str]:
    """Opens WeChat's page as the follower's phone does; gives the code and the state it comes back with."""
    async with httpx.AsyncClient() as http:
        response = await http.get(await oauth.begin(BROWSER, RETURN))
    assert response.status_code == 302, response.text
    query = parse_qs(urlsplit(response.headers["location"]).query)
    assert query["next"] == ["papers"]
    return query["code"][0], query["state"][0]


def refused(reason: SignInRefusal) -> OAuthSignIn:
    return OAuthSignIn(refusal=reason)


async def test_a_browser_that_comes_back_has_its_openid(oauth: OAuth) -> None:
    code, state = await come_back(oauth)
    assert await oauth.finish(BROWSER, code, state) == OAuthSignIn(LOCAL_OPENID)


async def test_a_state_counts_once(oauth: OAuth) -> None:
    code, state = await come_back(oauth)
    await oauth.finish(BROWSER, code, state)
    other, _ = await come_back(oauth)
    assert await oauth.finish(BROWSER, other, state) == refused(SignInRefusal.STATE)


@pytest.mark.parametrize("browser", ["another", ""])
async def test_another_browser_cannot_use_an_address_and_spoils_it(oauth: OAuth, browser: str) -> None:
    code, state = await come_back(oauth)
    assert await oauth.finish(browser, code, state) == refused(SignInRefusal.STATE)
    assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.STATE)


@pytest.mark.parametrize("state", ["", "invented", "0" * 32, "状态"])
async def test_an_invented_state_is_refused(oauth: OAuth, wechat: OutgoingApi, state: str) -> None:
    code, _ = await come_back(oauth)
    assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.STATE)
    assert "/sns/oauth2/access_token" not in wechat.calls


async def test_an_address_grows_too_old(api: WeChatApi, clock: Clock) -> None:
    oauth = OAuth(api, InMemorySignIns(clock))
    code, state = await come_back(oauth)
    clock.now += timedelta(minutes=10)
    assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.STATE)


async def test_a_code_counts_once_and_for_five_minutes(
    oauth: OAuth, wechat: OutgoingApi, clock: Clock
) -> None:
    used, state = await come_back(oauth)
    await oauth.finish(BROWSER, used, state)
    old, _ = await come_back(oauth)
    clock.now += timedelta(minutes=5)
    for code in (used, old, "invented", ""):
        _, state = await come_back(oauth)
        assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.CODE)


async def test_a_snapshot_page_is_no_member(oauth: OAuth, wechat: OutgoingApi) -> None:
    wechat.oauth.snapshot = True
    code, state = await come_back(oauth)
    assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.SNAPSHOT)


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.RESET, Fault.HALF_BODY, Fault.BUSY])
async def test_a_wechat_that_fails_is_told_apart_from_a_wrong_code(
    oauth: OAuth, wechat: OutgoingApi, fault: Fault
) -> None:
    code, state = await come_back(oauth)
    wechat.faults.plan(fault, "oauth2/access_token")
    assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.UNAVAILABLE)


async def test_a_wrong_secret_is_not_the_members_fault(wechat: OutgoingApi, clock: Clock) -> None:
    async with serve_account(wechat, clock, secret="WrongSecret") as api:
        oauth = OAuth(api, InMemorySignIns(clock))
        code, state = await come_back(oauth)
        assert await oauth.finish(BROWSER, code, state) == refused(SignInRefusal.UNAVAILABLE)


async def test_a_host_that_the_console_does_not_know_is_not_returned_to(
    oauth: OAuth, wechat: OutgoingApi
) -> None:
    wechat.oauth.domains = {"another.example.cn"}
    async with httpx.AsyncClient() as http:
        response = await http.get(await oauth.begin(BROWSER, RETURN))
    assert "10003" in response.text


async def test_each_address_has_a_state_of_its_own_and_tells_no_secret(oauth: OAuth) -> None:
    first, second = [await oauth.begin(BROWSER, RETURN) for _ in range(2)]
    assert first != second
    assert BROWSER not in first
    with pytest.raises(ValueError, match="browser"):
        await oauth.begin("", RETURN)


def test_the_address_is_exactly_as_wechat_wants_it() -> None:
    assert render_authorize_url("wx1", "https://a.cn/b?c=1", "s1") == (
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1"
        "&redirect_uri=https%3A%2F%2Fa.cn%2Fb%3Fc%3D1&response_type=code&scope=snsapi_base&state=s1#wechat_redirect"
    )


async def test_old_sign_ins_are_forgotten(clock: Clock) -> None:
    sign_ins = InMemorySignIns(clock)
    await sign_ins.keep("old", BROWSER, timedelta(minutes=1))
    clock.now += timedelta(minutes=1)
    await sign_ins.keep("new", BROWSER, timedelta(minutes=1))
    assert await sign_ins.take("old") is None
    assert await sign_ins.take("new") == BROWSER
