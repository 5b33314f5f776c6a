"""The web chat in a real browser, at a phone's and a desktop's width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from testing.processes import BotServer

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(390, 844), (1280, 800)], ids=["phone", "desktop"])
def page(browser: Browser, bot: BotServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A newcomer's first look."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    opened = context.new_page()
    opened.goto(bot.url)
    yield opened
    context.close()


def test_a_typed_question_is_answered_and_a_choice_can_be_tapped(page: Page) -> None:
    page.get_by_label("说点什么").fill("怎么申请应急救助")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("评审委员会")
    page.get_by_role("button", name="转人工").first.click()
    expect(page.get_by_role("log")).to_contain_text("12351")


def test_one_links_ones_identity_and_reads_the_claim(page: Page, bot: BotServer) -> None:
    page.get_by_role("button", name="我的理赔到哪一步了").first.click()
    link = page.get_by_role("link", name="点这里核对身份")
    expect(link).to_be_visible()
    form = page.context.new_page()
    form.goto(str(link.get_attribute("href")))
    form.get_by_label("姓名").fill("王芳")
    form.get_by_label("身份证号").fill(_person(page, bot)["id_number"])
    form.get_by_label("京卡").fill(_person(page, bot)["card_tail"])
    form.get_by_role("button", name="核对").click()
    expect(form.get_by_text("认证好了")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("数据更新到")


def test_the_panel_of_invented_members_is_for_wide_screens(page: Page) -> None:
    wide = (page.viewport_size or {"width": 0})["width"] > 900
    expect(page.get_by_label("演示", exact=True)).to_be_visible(visible=wide)


def test_the_chat_comes_back_after_a_proxy_answered_502_for_a_while(page: Page, bot: BotServer) -> None:
    page.route("**/api/chat/stream*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    page.reload()
    expect(page.get_by_text("正在重连")).to_be_visible(timeout=15_000)
    visitor = page.evaluate("localStorage.getItem('huzhu.visitor')")
    said = {"visitor": visitor, "text": "从别处说的话"}
    assert page.request.post(f"{bot.url}/api/chat/messages", data=said).ok
    page.unroute("**/api/chat/stream*")
    expect(page.get_by_role("log")).to_contain_text("从别处说的话", timeout=30_000)
    expect(page.get_by_text("正在重连")).to_be_hidden()
    assert page.request.post(f"{bot.url}/api/chat/messages", data={**said, "text": "又说一句"}).ok
    expect(page.get_by_role("log")).to_contain_text("又说一句")


def _person(page: Page, bot: BotServer) -> dict[str, str]:
    people = page.request.get(f"{bot.url}/api/demo/people?visitor=browser-test").json()["people"]
    return next(person for person in people if person["key"] == "wang_fang")


def test_what_the_member_says_is_as_tall_as_its_words(page: Page) -> None:
    page.get_by_label("说点什么").fill("转人工")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("12351")
    said = page.locator(".said.member").first
    assert (said.bounding_box() or {"height": 999.0})["height"] < 120
