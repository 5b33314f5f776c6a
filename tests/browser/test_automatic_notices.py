"""An automatic notice in real browsers: one writes it, another agrees, anybody switches it off."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_console import SignIn, sign_in
from tests.browser.test_outreach import wechat
from wechat_sim.api import OutgoingApi

__all__ = ["sign_in", "wechat"]
pytestmark = pytest.mark.browser


def open_paid(page: Page) -> Locator:
    """The notice of payments."""
    page.goto(re.sub(r"/console.*", "/console/automatic-notices", page.url))
    return page.locator("#paid")


def save(page: Page, box: Locator, words: str, url: str = "") -> None:
    """Fills it in and leaves it switched on."""
    if not box.get_by_role("button", name="保存").is_visible():
        box.get_by_text("设置", exact=True).click()
    if not box.get_by_label("业务名称").count():
        box.get_by_label("模板").select_option(label="业务办理进度提醒")
        box.get_by_role("button", name="保存").click()
        box.get_by_text("设置", exact=True).click()
    box.get_by_label("业务名称").fill(words)
    box.get_by_label("办理状态").fill("已打款")
    box.get_by_label("更新时间").fill("{日期} 12:00")
    box.get_by_label("点开去哪里").fill(url)
    box.get_by_label("打开").check()
    box.get_by_role("button", name="保存").click()


def test_a_notice_is_switched_on_by_two_people_and_off_by_one(sign_in: SignIn, wechat: OutgoingApi) -> None:
    writer, second = sign_in("zhoulan"), sign_in("sunmin")
    box = open_paid(writer)
    save(writer, box, "{姓名}，钱打出去了", "https://evil.example/login")
    expect(box.get_by_role("alert")).to_contain_text("不是中心自己的网址")
    save(writer, box, "{姓名}，钱打出去了")
    expect(box).to_contain_text("要请另一位同事批准")
    expect(box.locator("h2")).to_contain_text("关着")
    second.get_by_role("link", name="群发").click()
    expect(second.get_by_text("1 项等批准")).to_be_visible()
    theirs = open_paid(second)
    expect(theirs).to_contain_text("欧阳小芳，钱打出去了")
    theirs.get_by_role("button", name="批准，打开").click()
    expect(theirs.locator("h2")).to_contain_text("开着")
    expect(theirs).to_contain_text("孙敏批准")
    save(second, theirs, "{姓名}，请看到账")
    expect(theirs.locator("h2")).to_contain_text("等同事批准")
    expect(theirs).to_contain_text("欧阳小芳，钱打出去了")
    box = open_paid(writer)
    box.get_by_label("哪里要改").fill("写清楚哪笔钱")
    box.get_by_role("button", name="退回去改").click()
    expect(box).to_contain_text("周岚退回：写清楚哪笔钱")
    expect(box.locator("h2")).to_contain_text("开着")
    box.get_by_text("设置", exact=True).click()
    box.get_by_label("打开").uncheck()
    box.get_by_role("button", name="保存").click()
    expect(box.locator("h2")).to_contain_text("关着")
