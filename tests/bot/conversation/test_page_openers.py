"""A link opens its page only for the chat in which it stands: whoever it was passed on to sees nothing and links nobody."""

import re
from pathlib import Path

import httpx
import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from testing.house import OPENID, House, build_house
from tests.bot.conversation.pages import RIGHT, link, links_of, open_page, said, submit
from vocabulary.needs import Need

PAGES: list[Need] = ["identity", "profile", "papers"]


async def give_in_wechat(house: House, need: Need = "identity", openid: str = OPENID) -> str:
    """Says something in WeChat that needs a page; the page's path."""
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({need}))
    reply = await house.deliver(house.write("我的理赔", openid))
    assert reply is not None
    return reply.links[0].url.removeprefix("http://test")


async def type_code(browser: httpx.AsyncClient, path: str, code: str = "") -> str:
    """Types a code, or asks for it to be sent; the page that follows."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await browser.get(path)).text)
    fields = {"code": code, "csrf": csrf[1] if csrf else ""}
    answer = await browser.post(f"{path}/code", data=fields)
    assert answer.status_code == 303
    return (await browser.get(answer.headers["location"])).text


@pytest.mark.parametrize("need", PAGES)
async def test_in_wechat_a_page_opens_for_the_chat_that_was_given_it(house: House, need: Need) -> None:
    house.wechat.openid = OPENID
    await _link_in_wechat(house)
    path = await give_in_wechat(house, need)
    async with house.open_browser() as phone:
        page = await phone.get(path, follow_redirects=True)
        assert page.status_code == 200
        assert "csrf" in page.text or need == "papers"
        # Once known, the browser is not sent away again.
        assert (await phone.get(path)).status_code == 200


@pytest.mark.parametrize("need", PAGES)
async def test_in_wechat_another_who_opens_it_sees_nothing_and_links_nobody(house: House, need: Need) -> None:
    house.wechat.openid = OPENID
    await _link_in_wechat(house)
    before = await house.rows("SELECT * FROM identity_links")
    path = await give_in_wechat(house, need)
    house.wechat.openid = "oStranger0000000000000000001"
    async with house.open_browser() as phone:
        page = await phone.get(path, follow_redirects=True)
        assert page.status_code == 403
        assert "千万别填" in page.text
        answer = await phone.post(path, data=RIGHT)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/wechat/bind")
    assert await house.rows("SELECT * FROM identity_links") == before
    assert ("link_of_another",) in await house.rows("SELECT act FROM audit")


async def _link_in_wechat(house: House) -> None:
    async with house.open_browser() as phone:
        path = await give_in_wechat(house)
        await phone.get(path, follow_redirects=True)
        await submit(house, path, RIGHT, phone)


@pytest.mark.parametrize(
    "page", ["", "bind", "bind/", "bind/../x", "https://evil.example/x", "console/x", "bind/nonsense"]
)
async def test_the_way_through_wechat_leads_to_our_pages_alone(house: House, page: str) -> None:
    house.wechat.openid = OPENID
    async with house.open_browser() as phone:
        away = await phone.get("/wechat/bind", params={"page": page})
        back = await phone.get(away.headers["location"])
        assert back.headers["location"].startswith("http://test/bind/")


async def test_a_browser_that_keeps_nothing_is_told_so_and_not_sent_in_circles(house: House) -> None:
    path = await give_in_wechat(house)
    async with house.open_browser() as phone:
        page = await phone.get(f"{path}?from=wechat")
    assert page.status_code == 403
    assert "Cookie" in page.text


@pytest.mark.parametrize("need", PAGES)
async def test_a_web_chats_page_opens_in_its_own_browser_and_in_no_other(house: House, need: Need) -> None:
    await link(house)
    path = await open_page(house, need)
    assert "输入验证码" not in (await house.http.get(path)).text
    async with house.open_browser() as other:
        page = (await other.get(path)).text
        assert "先输入验证码" in page
        assert "别人就能看到您的记录" in page
        assert "王芳" not in page
        await other.post(path, data={**RIGHT, "csrf": "x"})
    assert await house.rows("SELECT count(*) FROM identity_links") == [(1,)]


async def test_what_a_stranger_fills_in_by_post_alone_links_nobody(house: House) -> None:
    path = await open_page(house)
    async with house.open_browser() as victim:
        await submit(house, path, RIGHT, victim)
    assert await house.rows("SELECT * FROM identity_links") == []
    assert await house.rows("SELECT * FROM proof_tries WHERE number_hash <> ''") == []


async def test_another_browser_opens_it_by_the_code_that_is_said_in_the_chat(house: House) -> None:
    path = await open_page(house)
    async with house.open_browser() as other:
        assert "发过去了" in await type_code(other, path)
        code = re.search(r"\d{6}", (await said(house))[-1])
        assert code
        wrong = f"{(int(code[0]) + 1) % 10**6:06d}"
        assert "验证码不对" in await type_code(other, path, wrong)
        spaced = f" {code[0][:3]} {code[0][3:]}".translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        )
        assert "身份证号" in await type_code(other, path, spaced)
        await submit(house, path, RIGHT, other)
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]


async def test_codes_cannot_be_guessed_and_not_sent_without_end(house: House) -> None:
    path = await open_page(house)
    async with house.open_browser() as other:
        for _ in range(5):
            assert "验证码不对" in await type_code(other, path, "000000")
        assert "试得太多了" in await type_code(other, path, "000001")
        for _ in range(5):
            assert "发过去了" in await type_code(other, path)
        assert "太多了" in await type_code(other, path)
    assert sum("验证码" in one for one in await said(house)) == 5


async def test_a_code_of_one_page_opens_no_other_and_its_address_leads_back(house: House) -> None:
    first, second = await open_page(house), await open_page(house)
    async with house.open_browser() as other:
        await type_code(other, first)
        code = re.search(r"\d{6}", (await said(house))[-1])
        assert code
        assert "验证码不对" in await type_code(other, second, code[0])
        assert (await other.get(f"{first}/code")).headers["location"] == first


async def test_where_wechat_cannot_be_asked_the_code_stands_beside_the_link(tmp_path: Path) -> None:
    async with build_house(tmp_path, wechat_oauth=False) as house:
        house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
        reply = await house.deliver(house.write("我的理赔"))
        assert reply is not None
        code = re.search(r"验证码 (\d{6})", reply.text)
        assert code
        path = reply.links[0].url.removeprefix("http://test")
        async with house.open_browser() as phone:
            assert "先输入验证码" in (await phone.get(path)).text
            await type_code(phone, path, code[1])
            await submit(house, path, RIGHT, phone)
        assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]


async def test_a_proof_of_one_page_is_none_for_another_and_ends(house: House) -> None:
    house.wechat.openid = OPENID
    path, other = await give_in_wechat(house), await give_in_wechat(house)
    async with house.open_browser() as phone:
        await phone.get(path, follow_redirects=True)
        proof = next(cookie.value for cookie in phone.cookies.jar if cookie.name == "huzhu_page")
        assert (await phone.get(other)).status_code == 303
    async with house.open_browser() as thief:
        thief.cookies.set("huzhu_page", proof or "", path=other)
        assert (await thief.get(other)).status_code == 303
    for forged in ("", "9999999999.", f"9999999999.{'0' * 64}", "x", f"²{proof}", "0" * 5000 + ".a"):
        async with house.open_browser() as thief:
            brought = [(b"cookie", b"huzhu_page=" + forged.encode())]
            assert (await thief.get(path, headers=brought)).status_code == 303, forged


async def test_every_other_chat_of_the_member_is_told_and_takes_it_back_at_one_tap(house: House) -> None:
    await link(house)
    await submit(house, await open_page(house, visitor="v2"), RIGHT)
    told = (await said(house))[-1]
    assert "在另一个聊天里核对了" in told
    assert "网页聊天" in told
    assert not any("另一个聊天" in one for one in await said(house, "v2"))
    await house.chat("在吗")
    path = (await links_of(house))[-1]
    assert path.startswith("/unlink/")
    status, page = await submit(house, path, {})
    assert status == 200
    assert "已经解除" in page
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]
    assert "这里的绑定解除了" in (await said(house, "v2"))[-1]
    assert await house.rows("SELECT about FROM tickets") == [
        ("会员说：另一个聊天核对身份不是本人做的，已经解除。请核实证件是否被冒用。",)
    ]
    assert "已经解除" in (await house.http.get(path)).text


async def test_taking_back_needs_the_warned_chats_own_browser(house: House) -> None:
    await link(house)
    await submit(house, await open_page(house, visitor="v2"), RIGHT)
    path = (await links_of(house))[-1]
    async with house.open_browser() as other:
        await submit(house, path, {}, other)
    assert await house.rows("SELECT count(*) FROM identity_links") == [(2,)]


async def test_what_is_gone_already_is_taken_back_no_more(house: House) -> None:
    await link(house)
    await submit(house, await open_page(house, visitor="v2"), RIGHT)
    path = (await links_of(house))[-1]
    await house.http.post("/api/chat/messages", json={"visitor": "v2", "text": "再见"})
    house.engine.turns["解除绑定"] = Turn((Spoken(Reply("好。")),), frozenset({"unlink"}))
    await house.chat("解除绑定", "v2")
    await house.chat("在吗")
    assert "不用再做什么" in (await house.http.get(path)).text


async def test_what_was_stopped_in_one_chat_is_stopped_in_the_next(house: House) -> None:
    await link(house)
    house.engine.turns["别发了"] = Turn((Spoken(Reply("不发了。")),), frozenset({"stop_news"}))
    await house.chat("别发了")
    await submit(house, await open_page(house, visitor="v2"), RIGHT)
    chosen = "SELECT conversation_id, is_wanted FROM notice_choices WHERE kind = 'news' ORDER BY 1"
    assert [tuple(row) for row in await house.rows(chosen)] == [(1, 0), (2, 0)]
    house.engine.turns["要"] = Turn((Spoken(Reply("好。")),), frozenset({"want_news"}))
    await house.chat("要", "v2")
    assert [tuple(row) for row in await house.rows(chosen)] == [(1, 1), (2, 1)]
