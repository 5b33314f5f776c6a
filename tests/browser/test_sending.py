"""What staff send is frozen when they send it: whatever comes back late touches nothing that was begun since."""

import re
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from testing.processes import BotServer
from tests.browser.test_console import SignIn, find_ticket, read_password, say, sign_in, talk
from tests.scenarios.conversation import Conversation, open_conversation

__all__ = ["sign_in", "talk"]
pytestmark = pytest.mark.browser
REPLIES = re.compile(r"/tickets/\d+/replies$")
NOTES = re.compile(r"/tickets/\d+/notes$")


class Gate:
    """Holds the page's requests back until they are let through or broken."""

    def __init__(self, page: Page, path: "re.Pattern[str]") -> None:
        self.held: list[Route] = []
        page.route(path, lambda route: self.held.append(route))

    def wait(self, page: Page, count: int = 1) -> None:
        """Returns once as many requests stand before it."""
        for _ in range(200):
            if len(self.held) >= count:
                return
            page.wait_for_timeout(25)
        pytest.fail(f"{len(self.held)} requests, not {count}")

    def open(self, how: Callable[[Route], None] = Route.continue_) -> None:
        """Lets all that stand before it go on."""
        while self.held:
            how(self.held.pop(0))


def take(sign_in: SignIn, talk: Conversation, words: str, width: int = 1280) -> Page:
    """A conversation that Chen Jie holds."""
    talk.say(words)
    page = sign_in("chenjie", width)
    find_ticket(page, words)
    page.get_by_role("button", name="接起来").click()
    expect(page.get_by_label("内容", exact=True)).to_be_enabled()
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_a_note_written_while_a_reply_is_under_way_stays_a_note(
    sign_in: SignIn, talk: Conversation, width: int
) -> None:
    page = take(sign_in, talk, f"帮我转人工，慢一桌{width}", width)
    gate, words = Gate(page, REPLIES), page.get_by_label("内容", exact=True)
    say(page, "您的卡我看到了")
    expect(page.locator(".said.sending")).to_contain_text("正在发")
    expect(words).to_have_value("")
    page.keyboard.press("Alt+n")
    words.fill("等会员换卡后提醒财务重发")
    gate.wait(page)
    gate.open()
    expect(page.locator(".said.sending")).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("已显示在对方的聊天里")
    expect(words).to_have_value("等会员换卡后提醒财务重发")
    expect(page.get_by_label("内部备注")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".said.note")).to_contain_text("等会员换卡")
    expect(page.locator(".said.note.sending")).to_have_count(0)
    assert any("您的卡我看到了" in said for said in talk.history())
    assert not any("提醒财务" in said for said in talk.history())


def test_a_reply_written_while_a_note_is_under_way_stays_a_reply(sign_in: SignIn, talk: Conversation) -> None:
    page = take(sign_in, talk, "帮我转人工，慢二桌")
    gate, words = Gate(page, NOTES), page.get_by_label("内容", exact=True)
    page.keyboard.press("Alt+n")
    say(page, "只给同事看的话")
    page.get_by_label("回复会员").check()
    words.fill("给会员看的话")
    gate.wait(page)
    gate.open()
    expect(page.locator(".said.note.sending")).to_have_count(0)
    expect(words).to_have_value("给会员看的话")
    expect(page.get_by_label("回复会员")).to_be_checked()
    assert not any("同事看的" in said for said in talk.history())


def test_pressing_enter_twice_sends_once_and_the_next_words_come_after(
    sign_in: SignIn, talk: Conversation
) -> None:
    page = take(sign_in, talk, "帮我转人工，慢三桌")
    gate = Gate(page, REPLIES)
    say(page, "第一句话")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    say(page, "第二句话")
    expect(page.locator(".said.sending")).to_have_count(2)
    gate.wait(page)
    assert len(gate.held) == 1, "the second waits for the first, so that they arrive in order"
    gate.open()
    gate.wait(page)
    gate.open()
    expect(page.locator(".said.sending")).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text="新消息")).to_be_hidden()
    said = [words for words in talk.history() if "句话" in words]
    assert said == ["第一句话", "第二句话"]


def test_what_is_under_way_goes_to_its_own_member_whatever_is_opened_meanwhile(
    sign_in: SignIn, talk: Conversation
) -> None:
    page = take(sign_in, talk, "帮我转人工，慢四桌")
    other = Conversation(talk.http)
    other.say("帮我转人工，慢五桌")
    gate, words = Gate(page, REPLIES), page.get_by_label("内容", exact=True)
    say(page, "这句是给慢四桌的")
    gate.wait(page)
    find_ticket(page, "帮我转人工，慢五桌")
    page.get_by_role("button", name="接起来").click()
    expect(words).to_be_enabled()
    words.fill("给慢五桌的草稿")
    gate.open()
    talk.wait_for("这句是给慢四桌的")
    expect(page.get_by_role("log")).not_to_contain_text("这句是给慢四桌的")
    expect(words).to_have_value("给慢五桌的草稿")
    assert not any("慢四桌" in said for said in other.history())
    find_ticket(page, "这句是给慢四桌的")
    expect(page.get_by_role("log")).to_contain_text("这句是给慢四桌的")
    expect(page.locator(".said.sending")).to_have_count(0)


def test_what_did_not_go_says_so_and_is_sent_again_once(sign_in: SignIn, talk: Conversation) -> None:
    page = take(sign_in, talk, "帮我转人工，慢六桌")
    gate, words = Gate(page, REPLIES), page.get_by_label("内容", exact=True)
    say(page, "断网时的话")
    words.fill("后来写的话")
    gate.wait(page)
    gate.open(Route.abort)
    expect(page.locator(".said.failed")).to_contain_text("没有发出去")
    expect(words).to_have_value("后来写的话")
    page.reload()
    find_ticket(page, "帮我转人工，慢六桌")
    expect(page.locator(".said.failed")).to_contain_text("断网时的话")
    expect(page.get_by_label("内容", exact=True)).to_have_value("后来写的话")
    page.get_by_role("button", name="重发").click()
    gate.wait(page)
    gate.open()
    expect(page.locator(".said.failed, .said.sending")).to_have_count(0)
    assert sum("断网时的话" in said for said in talk.history()) == 1


def test_a_draft_of_a_note_comes_back_as_a_note(sign_in: SignIn, talk: Conversation) -> None:
    page = take(sign_in, talk, "帮我转人工，慢七桌")
    other = Conversation(talk.http)
    other.say("帮我转人工，慢八桌")
    page.keyboard.press("Alt+n")
    page.get_by_label("内容", exact=True).fill("写了一半的备注")
    find_ticket(page, "帮我转人工，慢八桌")
    expect(page.get_by_label("回复会员")).to_be_checked()
    expect(page.get_by_label("内容", exact=True)).to_have_value("")
    find_ticket(page, "帮我转人工，慢七桌")
    expect(page.get_by_label("内部备注")).to_be_checked()
    expect(page.get_by_label("内容", exact=True)).to_have_value("写了一半的备注")


def test_what_one_wrote_is_there_again_for_oneself_and_never_for_who_signs_in_next(
    sign_in: SignIn, talk: Conversation, bot: BotServer
) -> None:
    page = take(sign_in, talk, "帮我转人工，换班那一桌")
    page.route(REPLIES, lambda route: route.abort())
    say(page, "这句没有发出去")
    expect(page.locator(".said.failed")).to_contain_text("这句没有发出去")
    page.get_by_label("内容", exact=True).fill("写了一半的话")
    change_seats(page, bot, "chenjie")
    find_ticket(page, "帮我转人工，换班那一桌")
    expect(page.locator(".said.failed")).to_contain_text("这句没有发出去")
    expect(page.get_by_label("内容", exact=True)).to_have_value("写了一半的话")
    change_seats(page, bot, "zhaoyu")
    find_ticket(page, "帮我转人工，换班那一桌")
    expect(page.get_by_role("log")).to_contain_text("换班那一桌")
    expect(page.locator(".said.failed")).to_have_count(0)
    expect(page.get_by_label("内容", exact=True)).to_have_value("")
    assert "没有发出去" not in page.evaluate("JSON.stringify(sessionStorage)")
    assert "写了一半" not in page.evaluate("JSON.stringify(sessionStorage)")


def change_seats(page: Page, bot: BotServer, login: str) -> None:
    """Whoever sits there signs out, and somebody signs in, in the same tab."""
    page.get_by_role("button", name="退出").click()
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(read_password(bot))
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("在线", exact=True)).to_be_visible()


def test_a_reply_that_is_taken_back_is_not_joined_to_a_note_that_is_being_written(
    sign_in: SignIn, talk: Conversation
) -> None:
    page = take(sign_in, talk, "帮我转人工，拿回来一桌")
    page.route(REPLIES, lambda route: route.abort())
    words = page.get_by_label("内容", exact=True)
    say(page, "给会员的话")
    expect(page.locator(".said.failed")).to_contain_text("给会员的话")
    page.keyboard.press("Alt+n")
    words.fill("只给同事的话")
    page.get_by_role("button", name="拿回来改").click()
    expect(page.get_by_role("alert").filter(has_text="正在写的是备注")).to_be_visible()
    expect(words).to_have_value("只给同事的话")
    expect(page.get_by_label("内部备注")).to_be_checked()
    words.fill("")
    page.get_by_role("button", name="拿回来改").click()
    expect(words).to_have_value("给会员的话")
    expect(page.get_by_label("回复会员")).to_be_checked()


def test_what_arrives_late_of_one_conversation_is_not_shown_in_another(
    sign_in: SignIn, talk: Conversation, bot: BotServer
) -> None:
    talk.become("wang_fang")
    talk.say("帮我转人工，先开的一桌")
    with contextmanager(open_conversation)(bot.url) as other:
        other.become("li_qiang")
        other.say("帮我转人工，后开的一桌")
        page = sign_in("chenjie")
        gate = Gate(page, re.compile(r"/tickets/\d+/facts$"))
        find_ticket(page, "先开的一桌")
        gate.wait(page)
        first = gate.held.pop()
        find_ticket(page, "后开的一桌")
        gate.wait(page)
        gate.open()
        sheet = page.locator("#sheet")
        expect(sheet).to_contain_text("*强")
        with page.expect_response(re.compile("/facts$")):
            first.continue_()
        expect(page.locator("#log")).to_contain_text("后开的一桌")
        expect(sheet).to_contain_text("*强")
        expect(sheet).not_to_contain_text("*芳")
        gate.held.clear()
        find_ticket(page, "先开的一桌")
        gate.wait(page)
        expect(sheet).not_to_contain_text("*强")
