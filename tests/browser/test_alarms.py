"""Somebody in danger: the red bar takes the next one, and the sentence that raised the alarm stays in sight."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_console import SignIn, sign_in, talk
from tests.scenarios.conversation import Conversation

__all__ = ["sign_in", "talk"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_the_red_bar_takes_the_next_one_in_danger(sign_in: SignIn, talk: Conversation, width: int) -> None:
    talk.say("我不想活了")
    talk.say("那救助还能报吗")
    page = sign_in("chenjie", width)
    bar = page.locator("#alarm")
    expect(bar).to_contain_text("可能有危险")
    page.get_by_role("tab", name="紧急").click()
    expect(page.locator(".ticket.danger").first).to_contain_text("我不想活了")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar.get_by_role("button", name="接下一位").click()
    expect(page.locator("#raised")).to_contain_text("我不想活了")
    expect(page.get_by_label("内容", exact=True)).to_be_enabled()
    expect(bar).to_be_hidden()
    assert "为您服务" in talk.wait_for("为您服务")


@pytest.mark.parametrize("width", [1280, 390])
def test_whoever_presses_the_red_bar_in_vain_is_told_so(
    sign_in: SignIn, talk: Conversation, width: int
) -> None:
    talk.say("我不想活了")
    page = sign_in("chenjie", width)
    bar = page.locator("#alarm").get_by_role("button", name="接下一位")
    page.route("**/tickets/*/take", lambda route: route.abort())
    bar.click()
    expect(page.get_by_role("alert").filter(has_text="网络断了")).to_be_in_viewport()
    page.unroute("**/tickets/*/take")
    bar.click()
    expect(page.locator("#raised")).to_contain_text("我不想活了")
    expect(page.get_by_role("alert").filter(has_text="网络断了")).to_be_hidden()
