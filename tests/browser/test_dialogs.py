"""Dialogs by keyboard: Enter agrees, Escape cancels, what is refused stays; the palette is walked by arrows."""

import re

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from testing.processes import BotServer
from tests.browser.test_console import SignIn, find_ticket, sign_in, talk
from tests.scenarios.conversation import Conversation

__all__ = ["sign_in", "talk"]
pytestmark = pytest.mark.browser


def open_held(sign_in: SignIn, talk: Conversation, words: str) -> Page:
    """A conversation that Chen Jie holds, with nothing focused."""
    talk.become("wang_fang")
    talk.say(words)
    page = sign_in("chenjie")
    find_ticket(page, words)
    page.keyboard.press("t")
    expect(page.get_by_label("内容", exact=True)).to_be_enabled()
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.press("Escape")
    return page


def test_enter_agrees_and_escape_cancels(sign_in: SignIn, talk: Conversation) -> None:
    page = open_held(sign_in, talk, "帮我转人工，框一桌")
    dialog = page.locator("#ask")
    page.keyboard.press("e")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#why")).to_contain_text("我接着")
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_contain_text("已结束")


def test_a_reason_is_sent_by_enter_and_kept_where_it_is_refused(sign_in: SignIn, talk: Conversation) -> None:
    page = open_held(sign_in, talk, "帮我转人工，框二桌")
    page.get_by_role("button", name="看手机").click()
    page.get_by_label("为什么要看").fill("看看看看")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#ask").get_by_role("alert")).to_contain_text("网络断了")
    expect(page.get_by_label("为什么要看")).to_have_value("看看看看")
    page.context.set_offline(False)
    page.get_by_label("为什么要看").fill("回电核对到账")
    page.keyboard.press("Enter")
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.get_by_role("complementary", name="会员资料")).not_to_contain_text("138****0001")


def test_passing_on_needs_somebody_and_keeps_the_words(sign_in: SignIn, talk: Conversation) -> None:
    page = open_held(sign_in, talk, "帮我转人工，框三桌")
    page.keyboard.press("x")
    page.get_by_label("给接手的人留一句").fill("材料看过了")
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ask")).to_be_visible()
    page.get_by_label("赵宇").check()
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_contain_text("赵宇")
    expect(page.get_by_role("log")).to_contain_text("材料看过了")


def test_the_palette_is_walked_by_arrows_and_help_only_closes(sign_in: SignIn, talk: Conversation) -> None:
    page = open_held(sign_in, talk, "帮我转人工，框四桌")
    page.keyboard.press("Control+k")
    expect(page.locator("#found [aria-selected=true]")).to_have_text("接起来")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found [aria-selected=true]")).to_have_text("转交")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#found [aria-selected=true]")).to_have_attribute("id", re.compile(r"found-\d+"))
    page.get_by_label("找", exact=True).fill("稍后")
    page.keyboard.press("Enter")
    expect(page.locator("#ask h2")).to_have_text("多久以后再看")
    page.keyboard.press("Escape")
    expect(page.locator("#ask")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#ask").get_by_role("button")).to_have_count(1)
    expect(page.locator("#ask").get_by_role("button")).to_contain_text("关闭")
    page.keyboard.press("Enter")
    expect(page.locator("#ask")).to_be_hidden()


def test_closing_an_account_asks_first(browser: Browser, bot: BotServer) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{bot.url}/console/sign-in?next=/console/accounts")
    page.get_by_label("登录名").fill("admin")
    password = (bot.folder / "var" / "demo-staff-password").read_text(encoding="utf-8").strip()
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.get_by_text("改 赵宇").click()
    page.get_by_role("button", name="停用，并退出所有浏览器").locator("visible=true").click()
    assert "赵宇" in asked[0]
    expect(page.get_by_role("row").filter(has_text="zhaoyu")).to_contain_text("在用")
    page.close()
