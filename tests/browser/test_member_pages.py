"""Members' pages in a real browser: what one form does, the other does not undo, and success stays success."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.demo import demo_people
from testing.processes import BotServer

pytestmark = pytest.mark.browser
LI_QIANG = next(person for person in demo_people() if person.key == "li_qiang")


@pytest.fixture(params=[(390, 844), (1280, 800)], ids=["phone", "desktop"])
def page(browser: Browser, bot: BotServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A chat of 李强's, and the page of his details that it gave him."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    visitor = f"member-pages-{width}"
    http = context.request
    http.post(f"{bot.url}/api/demo/identity", data={"visitor": visitor, "key": LI_QIANG.key})
    answer = http.post(f"{bot.url}/api/chat/messages", data={"visitor": visitor, "text": "我要改手机号"})
    links = [link["url"] for reply in answer.json()["replies"] for link in reply["links"]]
    opened = context.new_page()
    opened.goto(links[-1])
    yield opened
    context.close()


def test_notices_that_were_saved_stay_saved_when_the_phone_is_changed(page: Page) -> None:
    page.get_by_label("消息和活动").uncheck()
    page.get_by_role("button", name="保存通知选择").click()
    expect(page.get_by_text("记住了")).to_be_visible()
    page.get_by_label("新手机号").fill("139 1234 5678")
    page.get_by_label("身份证号").fill(LI_QIANG.id_number)
    page.get_by_label("现在登记的手机号").fill(LI_QIANG.card_number)
    page.get_by_role("button", name="提交修改").click()
    expect(page.get_by_role("heading", name="改好了")).to_be_visible()
    expect(page.get_by_text("尾号 78")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="改好了")).to_be_visible()
    expect(page.get_by_role("link", name="回到聊天")).to_be_visible()


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(page: Page) -> None:
    page.get_by_label("新收款卡号").fill("6222")
    page.get_by_label("身份证号").fill(LI_QIANG.id_number)
    page.get_by_label("现在登记的手机号").fill("1380000")
    page.get_by_role("button", name="提交修改").click()
    card = page.get_by_label("新收款卡号")
    expect(card).to_have_value("6222")
    expect(card).to_be_focused()
    expect(card).to_have_accessible_description("卡号一般是 16 到 19 位数字，请再看一眼。")
    expect(page.get_by_label("身份证号")).to_have_value("")


def test_no_page_is_wider_than_the_screen_and_the_privacy_page_is_one_tap_away(page: Page) -> None:
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if page.get_by_role("link", name="个人信息怎么用").is_visible():
            page.get_by_role("link", name="个人信息怎么用").click()
    expect(page.get_by_role("heading", name="个人信息怎么用、怎么保护", level=1)).to_be_visible()
