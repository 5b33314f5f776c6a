"""WeChat's window closes under an agent's hands: counted down, warned of, and what is left to do then works."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import expect

from testing.processes import BotServer
from testing.wechat_account import ACCOUNT
from tests.browser.test_console import SignIn, find_ticket, say, sign_in
from wechat_sim.allowances import Cause, Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.pushes import text_nodes, write_push
from wechat_sim.replies import read_reply
from wechat_sim.serving import serve

__all__ = ["sign_in"]
pytestmark = pytest.mark.browser
OPENID = "oWindowFollower00000000000001"


@pytest.fixture
def wechat(wechat_port: int) -> Iterator[OutgoingApi]:
    """WeChat's servers, played in a thread of their own."""
    api = OutgoingApi(ACCOUNT, lambda: datetime.now(UTC), lambda _message: None)
    open_now, done = threading.Event(), threading.Event()

    async def play() -> None:
        async with serve(api.application(), wechat_port):
            open_now.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(play()))
    thread.start()
    assert open_now.wait(10)
    yield api
    done.set()
    thread.join()


def write(bot: BotServer, api: OutgoingApi, words: str) -> str:
    """The follower says something; what came back on the same connection."""
    now = datetime.now(UTC)
    api.followers.setdefault(OPENID, Follower()).act(Cause.MESSAGE, now)
    push = write_push(ACCOUNT, OPENID, text_nodes(words), now)
    answer = httpx.post(f"{bot.url}/wechat?{push.query}", content=push.body, timeout=10)
    reply = read_reply(ACCOUNT, push.nodes, answer.content)
    return reply.text if reply else ""


def test_the_window_is_counted_down_and_what_is_kept_goes_out_with_the_next_words(
    bot: BotServer, wechat: OutgoingApi, sign_in: SignIn
) -> None:
    write(bot, wechat, "帮我转人工，微信这桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，微信这桌")
    page.get_by_role("button", name="接起来").click()
    window, log = page.locator("#window"), page.get_by_role("log")
    # Of five, one told the member who came.
    expect(window).to_contain_text("还可发 4 条")
    for number, left in enumerate(("还可发 3 条", "还可发 2 条", "还可发 1 条", "现在发不了")):
        say(page, f"第{number}句，请稍等")
        expect(log.get_by_text(f"第{number}句，请稍等")).to_be_visible()
        expect(window).to_contain_text(left)
    sent = len(wechat.messages)
    assert sent <= 5
    page.get_by_label("内容", exact=True).fill("材料收到了，明天给您结果")
    page.get_by_role("button", name="留着，对方下次说话时送出").click()
    expect(log).to_contain_text("材料收到了，明天给您结果")
    assert len(wechat.messages) == sent
    heard = write(bot, wechat, "还在吗，微信这桌")
    expect(window).to_contain_text("还可发")
    everything = heard + "".join(str(one.reply) for one in wechat.messages)
    assert everything.count("材料收到了，明天给您结果") == 1
