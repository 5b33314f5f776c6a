"""A campaign from the filter to the report, by two people in real browsers, against the stand-in for WeChat."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from testing.processes import BotServer
from testing.wechat_account import ACCOUNT
from tests.browser.test_console import SignIn, sign_in
from wechat_sim.allowances import Follower
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

__all__ = ["sign_in"]
pytestmark = pytest.mark.browser
SEND = "/cgi-bin/message/template/send"
FIRST_CONVERSATION = 500_000


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


@pytest.fixture
def followers(bot: BotServer, wechat: OutgoingApi) -> int:
    """Every demo member follows the account and is linked; how many they are."""
    folder = bot.folder / "var"
    with sqlite3.connect(folder / "claims.db") as claims:
        members = [row[0] for row in claims.execute("SELECT id FROM members ORDER BY id")]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(folder / "huzhu.db", timeout=10) as database:
        for member in members:
            openid, conversation = f"oOutreachFollower{member:011}", FIRST_CONVERSATION + member
            wechat.followers[openid] = Follower()
            database.execute(
                "INSERT INTO conversations (id, channel, address, account, dialogue, opened_at)"
                " VALUES (?, 'wechat', ?, '', 0, ?)",
                (conversation, openid, now),
            )
            database.execute("INSERT INTO identity_links VALUES (?, ?, ?)", (conversation, member, now))
    return len(members)


def write_campaign(page: Page) -> None:
    """The audience and the message, checked and submitted."""
    page.get_by_role("link", name="群发").click()
    page.get_by_label("新的群发叫什么").fill("续保提醒")
    page.get_by_role("button", name="新建").click()
    page.get_by_label("女", exact=True).check()
    page.get_by_role("button", name="找一找").click()
    expect(page.locator('[data-count="reached"]')).to_contain_text("人")
    page.get_by_role("link", name="2. 内容").click()
    page.get_by_label("模板", exact=True).select_option(label="业务办理进度提醒")
    page.get_by_role("button", name="保存").click()
    page.get_by_label("业务名称").fill("{姓名}，请看续保")
    page.get_by_label("办理状态").fill("请续保啦啦啦")
    page.get_by_label("更新时间").fill("2026年12月31日 18:00")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("只能是 5 个以内的汉字").first).to_be_visible()
    page.get_by_role("link", name="2. 内容").click()
    page.get_by_label("办理状态").fill("请续保")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="提交，请同事批准").click()
    expect(page.get_by_text("要请另一位同事批准")).to_be_visible()


def count(page: Page, state: str) -> int:
    """The live number of one state."""
    return int(page.locator(f'#progress [data-count="{state}"]').inner_text().replace(",", ""))


def test_a_campaign_goes_from_the_filter_to_the_report(
    sign_in: SignIn, wechat: OutgoingApi, followers: int
) -> None:
    wechat.faults.refuse(43117, SEND, times=2)
    writer, second = sign_in("zhoulan"), sign_in("sunmin")
    write_campaign(writer)
    second.goto(writer.url)
    expect(second.locator("dl.keys").first).to_contain_text("性别")
    second.get_by_role("button", name="批准，定下名单").click()
    expect(second.locator("#state")).to_have_text("已批准")

    second.route("**/progress*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    second.get_by_role("link", name="5. 发送").click()
    expect(second.locator("#live")).to_contain_text("正在重连", timeout=20_000)
    second.unroute("**/progress*")

    writer.get_by_role("link", name="5. 发送").click()
    writer.get_by_role("button", name="开始发").click()
    expect(writer.locator('#progress [data-count="sent"]')).not_to_have_text("0", timeout=20_000)
    writer.get_by_role("button", name="暂停").click()
    expect(writer.locator("#state")).to_have_text("已暂停")
    expect(writer.locator("#pause-words")).to_contain_text("周岚按了暂停")
    expect(writer.locator('#progress [data-count="sending"]')).to_have_text("0", timeout=20_000)
    assert count(writer, "pending") > 0

    writer.get_by_role("button", name="继续发").click()
    expect(writer.locator("#state")).to_have_text("已发完", timeout=40_000)
    failures = writer.locator("#failures").get_by_role("row").filter(has_text="近期收到的通知太多")
    expect(failures).to_contain_text("2")
    expect(failures.get_by_role("link", name="2")).to_have_attribute("href", re.compile("errcode=43117"))
    failures.get_by_role("button", name="重试").click()
    expect(writer.locator("#failures")).to_have_count(0, timeout=20_000)
    expect(writer.locator("#state")).to_have_text("已发完", timeout=20_000)
    expect(second.locator("#state")).to_have_text("已发完", timeout=20_000)

    received = [one.openid for one in wechat.templates.messages]
    assert len(received) == len(set(received)) == count(writer, "sent")
    writer.get_by_role("link", name="一个一个看").click()
    expect(writer.get_by_role("row").filter(has_text="微信已收下").first).to_be_visible()
    writer.get_by_role("link", name="续保提醒").click()
    with writer.expect_download() as download:
        writer.get_by_role("link", name="导出表格（CSV）").click()
    written = download.value.path().read_text(encoding="utf-8-sig")
    assert written.count("微信已收下") == len(received)

    writer.goto(writer.url.split("/console/")[0] + "/console/outreach")
    today = writer.locator(".calendar .today")
    expect(today.get_by_role("link", name="续保提醒")).to_be_visible()
    today.get_by_role("link", name="续保提醒").click()
    writer.get_by_role("button", name="照抄内容，另建一份").click()
    expect(writer.locator("#state")).to_have_text("草稿")
    expect(writer.get_by_role("heading", level=1)).to_contain_text("续保提醒（再发）")
    writer.get_by_text("这份不要了").click()
    writer.get_by_role("button", name="确定不要了").click()
    expect(writer.locator("#state")).to_have_text("已停止")
