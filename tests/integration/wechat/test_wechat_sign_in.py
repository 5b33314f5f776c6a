"""From the account's menu to the identity page of one's own chat, with WeChat as the only witness."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from bot.kernel.conversation.messages import Link
from bot.web.members.forms import FormPages
from bot.web.members.page_door import PageDoor
from bot.web.members.wechat_sign_in import WeChatSignIn
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.oauth import InMemorySignIns, OAuth
from tests.integration.wechat.outgoing import Clock
from wechat_sim.account import LOCAL_OPENID
from wechat_sim.api import OutgoingApi

HOME = "https://huzhu.example.cn"


@dataclass
class FakeIdentity:
    """Gives every chat the same page, and remembers for whom."""

    given: list[tuple[str, str]] = field(default_factory=list)

    async def give_page(self, channel: str, address: str) -> Link:
        """The page."""
        self.given.append((channel, address))
        return Link("点这里", f"{HOME}/bind/secret")


class FakeOpeners:
    """Admits everybody to the one page."""

    async def admit(self, purpose: str, token: str, openid: str) -> str:
        """A proof."""
        return f"proof of {purpose}/{token} for {openid}"


@pytest.fixture
def identity() -> FakeIdentity:
    return FakeIdentity()


@pytest.fixture
async def browser(api: WeChatApi, clock: Clock, identity: FakeIdentity) -> httpx.AsyncClient:
    app = FastAPI()
    oauth = OAuth(api, InMemorySignIns(clock))
    door = PageDoor(FakeOpeners(), FormPages.from_key(bytes(32)))  # type: ignore[arg-type]
    app.include_router(WeChatSignIn(oauth, identity, door, HOME).router())  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME)


async def go_to_wechat(browser: httpx.AsyncClient, page: str = "") -> str:
    """Opens the menu's page, or the way to one, and lets WeChat send the browser back; the path it comes back to."""
    away = await browser.get("/wechat/bind", params={"page": page} if page else None)
    assert away.status_code == 303
    async with httpx.AsyncClient() as phone:
        back = await phone.get(away.headers["location"])
    parts = urlsplit(back.headers["location"])
    return f"{parts.path}?{parts.query}"


async def test_the_browser_ends_on_the_identity_page_of_its_own_chat(
    browser: httpx.AsyncClient, identity: FakeIdentity
) -> None:
    answer = await browser.get(await go_to_wechat(browser))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{HOME}/bind/secret?from=wechat"
    assert identity.given == [("wechat", LOCAL_OPENID)]


async def test_the_way_back_works_once_and_for_that_browser_alone(
    browser: httpx.AsyncClient, identity: FakeIdentity
) -> None:
    path = await go_to_wechat(browser)
    kept, browser.cookies = browser.cookies, httpx.Cookies()
    assert (await browser.get(path)).status_code == 403
    browser.cookies = kept
    assert (await browser.get(path)).status_code == 403
    assert identity.given == []


async def test_an_openid_in_the_address_is_not_looked_at(
    browser: httpx.AsyncClient, identity: FakeIdentity
) -> None:
    assert (await browser.get(f"/wechat/bound?openid={LOCAL_OPENID}&code=x&state=y")).status_code == 403
    assert identity.given == []


async def test_a_preview_of_wechats_is_told_what_to_tap(
    browser: httpx.AsyncClient, wechat: OutgoingApi, identity: FakeIdentity
) -> None:
    wechat.oauth.snapshot = True
    path = await go_to_wechat(browser)
    answer = await browser.get(path)
    assert answer.status_code == 403
    assert "使用完整服务" in answer.text
    assert identity.given == []


async def test_the_page_that_was_asked_for_is_the_one_that_opens(
    browser: httpx.AsyncClient, identity: FakeIdentity
) -> None:
    answer = await browser.get(await go_to_wechat(browser, "profile/asked"))
    assert answer.headers["location"] == f"{HOME}/profile/asked?from=wechat"
    kept = answer.headers["set-cookie"]
    assert "Path=/profile/asked" in kept
    assert "HttpOnly" in kept
    assert "Secure" in kept
    assert identity.given == []
