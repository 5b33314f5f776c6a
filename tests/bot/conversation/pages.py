"""Opens members' pages and fills them in, as a browser does."""

import re
from typing import Any

import httpx

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from testing.house import OPENID, House
from vocabulary.needs import Need

RIGHT = {"name": "王芳", "id_number": "110000199001010010", "card_tail": "8001"}
WRONG = {**RIGHT, "card_tail": "0000"}


async def open_page(house: House, need: Need = "identity", visitor: str = "v1") -> str:
    """Says something that needs a page; the page's path."""
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({need}))
    answer = await house.chat("我的理赔", visitor)
    return str(answer["replies"][-1]["links"][0]["url"]).removeprefix("http://test")


async def open_in_wechat(house: House, url: str, openid: str = OPENID) -> str:
    """Opens a page that was given in WeChat, in that follower's browser; the page's path."""
    house.wechat.openid = openid
    assert (await house.http.get(url, follow_redirects=True)).status_code == 200
    return url.removeprefix("http://test")


async def link(house: House) -> None:
    """Makes visitor v1 the member."""
    await submit(house, await open_page(house), RIGHT)


async def submit(
    house: House, path: str, fields: dict[str, str], browser: httpx.AsyncClient | None = None, **more: Any
) -> tuple[int, str]:
    """Fills the form in as a browser does, and follows where that leads."""
    browser = browser or house.http
    page = await browser.get(path)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    action = re.search(r'<form method="post" action="([^"]+)"', page.text)
    there = action[1] if action else path
    answer = await browser.post(there, data={**fields, "csrf": csrf[1] if csrf else ""}, **more)
    if answer.status_code == 303:
        answer = await browser.get(answer.headers["location"])
    return answer.status_code, answer.text


async def said(house: House, visitor: str = "v1") -> list[str]:
    """Everything said in the chat."""
    page = await house.http.get("/api/chat/messages", params={"visitor": visitor, "limit": 100})
    return [one["text"] for one in page.json()["messages"]]


async def links_of(house: House, visitor: str = "v1") -> list[str]:
    """Every page that was given in the chat, as paths."""
    page = await house.http.get("/api/chat/messages", params={"visitor": visitor, "limit": 100})
    return [
        one["url"].removeprefix("http://test") for said in page.json()["messages"] for one in said["links"]
    ]
