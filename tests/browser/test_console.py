"""Two agents and a member, in real browsers: hand-over, collision, a stale view, passing on, and the way back."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.demo import demo_people
from testing.processes import BotServer
from tests.scenarios.conversation import Conversation, open_conversation

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


@pytest.fixture
def talk(bot: BotServer) -> Iterator[Conversation]:
    """A member."""
    yield from open_conversation(bot.url)


@pytest.fixture
def sign_in(browser: Browser, bot: BotServer) -> Iterator[SignIn]:
    """Opens the console for one of the invented staff, in a browser of their own."""
    password = read_password(bot)
    contexts = []

    def open_console(login: str, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{bot.url}/console")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_text("在线", exact=True)).to_be_visible()
        return page

    yield open_console
    for context in contexts:
        context.close()


def read_password(bot: BotServer) -> str:
    """The one that all invented staff have."""
    return (bot.folder / "var" / "demo-staff-password").read_text(encoding="utf-8").strip()


def find_ticket(page: Page, words: str) -> None:
    """Opens the conversation whose last words these are."""
    page.get_by_role("tab", name="全部").click()
    page.get_by_role("button").filter(has_text=words).click()
    expect(page.locator("#opened")).to_be_visible()


def say(page: Page, words: str) -> None:
    page.get_by_label("内容", exact=True).fill(words)
    page.keyboard.press("Enter")


def test_a_member_is_handed_over_with_everything_and_given_back_to_the_form(
    sign_in: SignIn, talk: Conversation
) -> None:
    talk.become("cui_ying")
    talk.say("我家昨天着火了，想申请应急救助")
    assert any("掏了多少钱" in words for words in talk.history())
    talk.say("帮我转人工，第一桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，第一桌")
    expect(page.get_by_role("complementary", name="会员资料")).to_contain_text("单位工会")
    page.get_by_text("接手前看一眼").click()
    expect(page.locator("#briefing")).to_contain_text("着火")
    page.keyboard.press("t")
    expect(page.locator("#why")).to_contain_text("我接着")
    assert talk.say("能不能快点，第一桌") == ""
    expect(page.get_by_role("log")).to_contain_text("能不能快点，第一桌")
    say(page, "看到了，您接着填就行")
    expect(page.get_by_role("log")).to_contain_text("已显示在对方的聊天里")
    assert "您接着填" in talk.history()[-1]
    page.get_by_role("button", name="办完了").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#why")).to_contain_text("已结束")
    expect(page.locator("#log > :last-child")).to_contain_text("掏了多少钱")
    assert "满意吗" in talk.history()[-2]
    assert "掏了多少钱" in talk.history()[-1]
    assert "谢谢" in talk.say("评价：满意")


def test_of_two_agents_one_gets_it_and_the_other_is_told_and_gets_it_passed_on(
    sign_in: SignIn, talk: Conversation
) -> None:
    talk.say("帮我转人工，第二桌")
    first, second = sign_in("chenjie"), sign_in("zhaoyu")
    for page in (first, second):
        find_ticket(page, "帮我转人工，第二桌")
    expect(first.locator("#others")).to_contain_text("赵宇")
    first.get_by_role("button", name="接起来").click()
    expect(second.locator("#why")).to_contain_text("陈洁 接着")
    expect(second.get_by_label("内容", exact=True)).to_be_disabled()
    first.get_by_role("button", name="转交").click()
    first.get_by_label("赵宇").check()
    first.get_by_label("给接手的人留一句").fill("材料已经看过")
    first.get_by_role("button", name="确定").click()
    expect(second.locator("#why")).to_contain_text("我接着")
    expect(second.get_by_role("log")).to_contain_text("材料已经看过")
    expect(second.get_by_role("log")).to_contain_text("换赵宇来为您服务了")
    assert not any("材料已经看过" in words for words in talk.history())
    assert "换赵宇来为您服务了" in talk.history()[-1]


@pytest.mark.parametrize("width", [1280, 390])
def test_words_and_headings_are_as_tall_as_what_they_say(
    sign_in: SignIn, talk: Conversation, width: int
) -> None:
    talk.say(f"帮我转人工，量一量{width}")
    page = sign_in("chenjie", width)
    find_ticket(page, f"帮我转人工，量一量{width}")
    word, heading = page.locator(".said.member").first, page.locator("#member")
    expect(word).to_be_visible()
    heights = [one.evaluate("shown => shown.getBoundingClientRect().height") for one in (word, heading)]
    assert heights[0] < 120
    assert heights[1] < 60


@pytest.mark.parametrize(
    ("width", "button", "key", "decided"),
    [(1280, "核实过了，现在起用", "wu_min", "现在起打款走新卡"), (390, "停下", "zheng_hao", "还走原来的卡")],
)
def test_a_new_card_that_waits_is_decided_with_a_reason(
    sign_in: SignIn, talk: Conversation, width: int, button: str, key: str, decided: str
) -> None:
    talk.become(key)
    person = next(one for one in demo_people() if one.key == key)
    talk.say("我要改收款卡")
    form = {
        "payout_card": "6222020200011223344",
        "id_number": person.id_number,
        "known_number": person.card_number,
    }
    assert "提交好了" in talk.submit(talk.path(talk.links[-1]), form)
    talk.say(f"转人工，急着用新卡{width}")
    page = sign_in("chenjie", width)
    find_ticket(page, f"急着用新卡{width}")
    if width < 500:
        page.get_by_role("button", name="资料").click()
    box = page.locator(".waiting")
    expect(box).to_contain_text("尾号 3344")
    told = next(words for words in talk.history() if "尾号 3344" in words)
    when = re.search(r"(\d+月\d+日) (\d+:\d+)", told)
    assert when
    # A person is told 1:37, and the desk shows 01:37.
    expect(box).to_contain_text(f"{when[1]} {when[2].zfill(5)}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    box.get_by_role("button", name=button).click()
    reason = page.get_by_label("怎么核实的")
    reason.fill("短")
    reason.press("Enter")
    expect(box).to_be_visible()
    reason.fill("回电核对了本人和新卡")
    reason.press("Enter")
    expect(box).to_be_hidden()
    assert decided in talk.history()[-1]


def test_what_was_written_on_an_old_view_waits_and_is_not_lost(sign_in: SignIn, talk: Conversation) -> None:
    talk.say("帮我转人工，第三桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，第三桌")
    page.route(re.compile(r"/messages\?after="), lambda route: route.abort())
    page.get_by_role("button", name="接起来").click()
    expect(page.locator("#why")).to_contain_text("我接着")
    talk.say("我自己找到了，第三桌")
    say(page, "请把材料再发一遍")
    expect(page.get_by_role("alert").filter(has_text="新消息")).to_be_visible()
    expect(page.get_by_label("内容", exact=True)).to_have_value("请把材料再发一遍")
    expect(page.get_by_role("log")).to_contain_text("我自己找到了，第三桌")
    assert not any("请把材料再发一遍" in words for words in talk.history())
    page.get_by_label("内容", exact=True).fill("好的，那就好")
    page.get_by_role("button", name="看过了，仍然发送").click()
    expect(page.get_by_role("log")).to_contain_text("好的，那就好")
    expect(page.locator(".said.sending")).to_have_count(0)
    assert "好的，那就好" in talk.history()[-1]


def test_what_members_send_is_shown_as_words_and_runs_nothing(sign_in: SignIn, talk: Conversation) -> None:
    talk.say("<img src=x onerror=\"document.title='坏了'\">第四桌 转人工")
    page = sign_in("chenjie")
    find_ticket(page, "第四桌")
    expect(page.get_by_role("log")).to_contain_text("onerror")
    expect(page).not_to_have_title("坏了")
    assert page.locator("#log img").count() == 0


def test_canned_replies_are_filled_and_an_unknown_variable_stops_the_sending(
    sign_in: SignIn, talk: Conversation
) -> None:
    talk.say("帮我转人工，第五桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，第五桌")
    page.get_by_role("button", name="接起来").click()
    words = page.get_by_label("内容", exact=True)
    expect(words).to_be_enabled()
    words.press_sequentially("/您好")
    page.keyboard.press("Enter")
    expect(words).to_have_value("您好，我是陈洁。前面您说的我都看到了，不用再说一遍，我先看一下您的情况。")
    words.fill("/进度")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="还有没填的地方")).to_be_visible()
    assert not any("{" in said for said in talk.history())


def test_a_detail_in_clear_needs_a_reason(sign_in: SignIn, talk: Conversation) -> None:
    talk.become("wang_fang")
    talk.say("帮我转人工，第六桌")
    page = sign_in("chenjie")
    find_ticket(page, "帮我转人工，第六桌")
    page.get_by_role("button", name="看手机").click()
    page.get_by_label("为什么要看").fill("回电核对到账")
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_role("complementary", name="会员资料")).not_to_contain_text("138****0001")
    leader = sign_in("zhoulan")
    leader.get_by_role("link", name="审计").click()
    expect(leader.get_by_text("查看敏感信息").last).to_be_visible()
    expect(leader.get_by_role("table")).to_contain_text("回电核对到账")


def test_on_a_phone_there_is_one_pane_at_a_time(sign_in: SignIn, talk: Conversation) -> None:
    talk.say("帮我转人工，第七桌")
    page = sign_in("chenjie", 390)
    find_ticket(page, "帮我转人工，第七桌")
    expect(page.locator("#tickets")).to_be_hidden()
    page.get_by_role("button", name="资料").click()
    expect(page.get_by_role("complementary", name="会员资料")).to_be_visible()
    page.get_by_role("button", name="收起").click()
    page.get_by_role("button", name="‹ 队列").click()
    expect(page.locator("#tickets")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_console_comes_back_after_a_proxy_answered_502_and_shows_what_came_meanwhile(
    sign_in: SignIn, talk: Conversation
) -> None:
    page = sign_in("chenjie")
    page.route("**/console/api/stream*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    page.reload()
    expect(page.locator("#line")).to_contain_text("正在重连", timeout=20_000)
    talk.say("帮我转人工，网断了的那一桌")
    page.unroute("**/console/api/stream*")
    expect(page.get_by_text("在线", exact=True)).to_be_visible(timeout=30_000)
    find_ticket(page, "帮我转人工，网断了的那一桌")
