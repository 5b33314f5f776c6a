"""A form filled in on its page in a real browser, from the chat's link to the answer in the chat."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from testing.processes import BotServer

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(390, 844), (1280, 800)], ids=["phone", "desktop"])
def page(browser: Browser, bot: BotServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page that the chat of one who broke an ankle gave."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    visitor = f"form-page-{width}"
    context.request.post(f"{bot.url}/api/demo/identity", data={"visitor": visitor, "key": "yuan_fei"})
    said = {"visitor": visitor, "text": "我要报案，骑车摔了，脚踝骨折"}
    answer = context.request.post(f"{bot.url}/api/chat/messages", data=said)
    links = [
        one["url"] for reply in answer.json()["replies"] for one in reply["links"] if "/form/" in one["url"]
    ]
    opened = context.new_page()
    opened.goto(links[-1])
    yield opened
    context.close()


def test_a_claim_is_filled_in_read_back_and_sent(page: Page) -> None:
    expect(page.get_by_role("heading", name="理赔登记")).to_be_visible()
    expect(page.get_by_label("是怎么回事")).to_have_value("我要报案，骑车摔了，脚踝骨折")
    page.get_by_label("是哪天的事").fill("2月30号")
    page.get_by_label("一共花了多少钱").fill("三千二")
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_role("alert").first).to_contain_text("要改")
    day = page.get_by_label("是哪天的事")
    expect(day).to_have_value("2月30号")
    expect(day).to_be_focused()
    expect(page.get_by_label("一共花了多少钱")).to_have_value("3,200 元")
    day.fill("上周五")
    page.get_by_label("在哪家医院").fill("积水潭医院")
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_role("heading", name="看看对不对")).to_be_visible()
    expect(page.get_by_text("积水潭医院")).to_be_visible()
    page.get_by_role("button", name="都对，提交").click()
    expect(page.get_by_role("heading", name="提交好了")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="提交好了")).to_be_visible()


def test_it_fits_the_screen_and_says_when_it_was_only_saved(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="先存着").click()
    expect(page.get_by_text("留七天")).to_be_visible()
    expect(page.get_by_role("link", name="回到聊天")).to_be_visible()
