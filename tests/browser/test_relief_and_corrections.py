"""Relief from the chat to a decision and its notice, and a mistake of the bot from the conversation to training."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_console import SignIn, find_ticket, sign_in, talk
from tests.scenarios.conversation import Conversation

__all__ = ["sign_in", "talk"]
pytestmark = pytest.mark.browser


def do(page: Page, act: str, **typed: str) -> None:
    """Fills in the form of an application's file, and sends it."""
    page.get_by_role("radio", name=re.compile(f"^{act}")).check()
    for label, words in typed.items():
        page.get_by_label(re.compile(label)).fill(words)
    hears = "只有同事看得见" if act.startswith("核过，建议不同意") else "会员会收到通知"
    page.get_by_role("button", name=re.compile(f"^提交(，{hears})?")).click()


def test_relief_goes_from_the_chat_to_a_decision_of_two_people_and_the_member_hears_each_step(
    sign_in: SignIn, talk: Conversation
) -> None:
    talk.become("jin_xin")
    for words in ("我家昨天夜里着火了，想申请应急救助", "损失两万", "没有赔", "13800000028"):
        talk.say(words)
    filed = re.search(r"JZ\d{4}-\d+", talk.say("对，提交"))
    assert filed
    number = filed[0]
    first, second, third = (sign_in(login) for login in ("chenjie", "sunmin", "zhaoyu"))
    first.get_by_role("link", name="救助").click()
    expect(first.get_by_role("row").filter(has_text=number)).to_contain_text("等着用钱")
    steps = ("单位工会核实中", "镇街工会审核中", "评审委员会审议中")
    for page, step in zip((first, third, first), steps, strict=True):
        page.goto(f"{page.url.split('/console')[0]}/console/relief/{number}")
        do(page, "核过，建议同意", 内部说明="入户看过，情况属实")
        expect(page.get_by_text(step).first).to_be_visible()
    expect(first.get_by_text("批准、不批准由审核员来定")).to_be_visible()
    second.goto(f"{second.url.split('/console')[0]}/console/relief/{number}")
    do(second, "批准", 批准的金额="8000", 内部说明="评审会同意，按八千元给")
    expect(second.get_by_text("批准 8,000.00 元")).to_be_visible()
    told = [words for words in talk.history() if number in words]
    assert "批准了，救助金 8,000 元" in told[-1]
    assert len(told) == len(set(told))


def test_the_button_says_who_hears_of_it_and_faults_are_where_the_eye_is(
    sign_in: SignIn, talk: Conversation
) -> None:
    talk.become("ren_hong")
    found = re.search(r"JZ\d{4}-\d+", talk.say("我的救助到哪一步了"))
    assert found
    page = sign_in("chenjie")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{page.url.split('/console')[0]}/console/relief/{found[0]}")
    button = page.locator("#do")
    page.get_by_role("radio", name=re.compile("^核过，建议不同意")).check()
    expect(button).to_have_text("提交，只有同事看得见")
    page.get_by_role("radio", name=re.compile("^请会员补材料")).check()
    expect(button).to_have_text("提交，会员会收到通知")
    page.get_by_label(re.compile("告诉会员的话")).fill("补")
    button.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_in_viewport()
    expect(summary).to_contain_text("告诉会员的话：请写明理由")
    expect(page.get_by_label(re.compile("告诉会员的话"))).to_have_value("补")
    summary.get_by_role("link").click()
    expect(page.get_by_label(re.compile("告诉会员的话"))).to_be_in_viewport()


def test_a_mistake_goes_from_the_conversation_to_a_second_person(sign_in: SignIn, talk: Conversation) -> None:
    talk.say("京卡丢了咋补")
    talk.say("帮我转人工，第八桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，第八桌")
    page.get_by_text("依据").first.click()
    page.get_by_role("button", name="答错了").first.click()
    page.get_by_label("怎么办、怎么申请").check()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_role("button", name="标好了")).to_be_visible()
    second = sign_in("sunmin")
    second.get_by_role("link", name="纠错").click()
    expect(second.get_by_label("例句")).to_have_value("京卡丢了咋补")
    second.get_by_role("button", name="采纳", exact=True).click()
    second.get_by_role("link", name=re.compile("采纳了")).first.click()
    expect(second.get_by_text("京卡丢了咋补")).to_be_visible()


def test_the_figures_are_drawn_and_told(sign_in: SignIn) -> None:
    page = sign_in("zhoulan")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.get_by_role("link", name="统计").click()
    expect(page.locator("[data-chart] canvas")).to_have_count(4)
    expect(page.get_by_role("columnheader", name="小助手自己办完的")).to_be_visible()
    assert faults == []
