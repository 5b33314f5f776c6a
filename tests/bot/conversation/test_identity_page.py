"""Linking a chat to a membership: once, in time, with few tries, and the question goes on by itself."""

import asyncio
import re

import pytest

from bot.engine.answers import Turn
from bot.errors import RecordsUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from testing.fakes import FakeMembership
from testing.house import OPENID, House
from tests.bot.conversation.pages import RIGHT, WRONG, open_page, submit


async def test_after_linking_the_question_is_answered_by_itself_for_that_member(house: House) -> None:
    path = await open_page(house)
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("正在初审")),))
    assert (await submit(house, path, RIGHT))[0] == 200
    said = (await house.http.get("/api/chat/messages", params={"visitor": "v1"})).json()["messages"]
    assert [one["text"] for one in said] == ["我的理赔", "先核对身份。", "身份核对好了。", "正在初审"]
    assert house.engine.asked[-1][1:] == ("我的理赔", 7)


async def test_in_wechat_the_answer_is_sent_after_linking(house: House) -> None:
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("正在初审")),))
    house.wechat.openid = OPENID
    path = reply.links[0].url.removeprefix("http://test")
    async with house.open_browser() as phone:
        assert (await phone.get(path, follow_redirects=True)).status_code == 200
        assert (await submit(house, path, RIGHT, phone))[0] == 200
    assert [text for _, text in house.messenger.sent] == ["身份核对好了。\n\n正在初审"]


async def test_where_no_message_waited_the_conversation_goes_on_by_itself(house: House) -> None:
    await house.deliver(house.write("您好"))
    house.engine.turns["（linked）"] = Turn((Spoken(Reply("王芳您好，想问哪样直接说。")),))
    page = await house.parts.members.identity.give_page("wechat", OPENID)
    outcome = await house.parts.members.identity.try_link(
        page.url.rsplit("/", 1)[-1], RIGHT["name"], RIGHT["id_number"], RIGHT["card_tail"]
    )
    assert outcome.conversation_id is not None
    assert outcome.resumed is not None
    await house.parts.conversation.turns.work_up_to(outcome.conversation_id, outcome.resumed)
    assert [text for _, text in house.messenger.sent] == ["身份核对好了。\n\n王芳您好，想问哪样直接说。"]
    assert house.engine.asked[-1][1:] == ("（linked）", 7)


async def test_a_link_works_once_and_says_for_a_day_that_it_did(house: House) -> None:
    path = await open_page(house)
    await submit(house, path, RIGHT)
    links = await house.rows("SELECT linked_at FROM identity_links")
    for _ in range(2):
        page = await house.http.get(path)
        assert page.status_code == 200
        assert "认证好了" in page.text
    page = await house.http.post(path, data=RIGHT)
    assert page.status_code == 303
    assert await house.rows("SELECT linked_at FROM identity_links") == links
    house.clock.advance(hours=25)
    assert (await house.http.get(path)).status_code == 410


async def test_a_link_ends_after_ten_minutes(house: House) -> None:
    path = await open_page(house)
    house.clock.advance(minutes=10)
    assert (await submit(house, path, RIGHT))[0] == 410
    assert await house.rows("SELECT * FROM identity_links") == []


@pytest.mark.parametrize("field", ["name", "id_number", "card_tail"])
async def test_the_page_never_tells_which_field_was_wrong(house: House, field: str) -> None:
    pages: list[str] = []
    others = {"name": "李强", "id_number": "110000199001010099", "card_tail": "1111"}
    for wrong in (field, "name"):
        path = await open_page(house, visitor=f"visitor-{wrong}-{len(pages)}")
        _, page = await submit(house, path, {**RIGHT, wrong: others[wrong]})
        pages.append(re.sub(r'value="[^"]*"|/bind/[\w-]+|\d 次', "", page))
    assert pages[0] == pages[1]


async def test_the_fifth_wrong_try_locks_and_brings_a_person(house: House) -> None:
    path = await open_page(house)
    for _ in range(4):
        assert (await submit(house, path, WRONG))[0] == 200
    assert (await submit(house, path, WRONG))[0] == 429
    assert (await submit(house, path, RIGHT))[0] == 429
    assert await house.rows("SELECT reason FROM tickets") == [("identity_locked",)]
    assert await house.rows("SELECT * FROM identity_links") == []


async def test_a_try_that_nobody_can_check_is_none(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def be_away(*_typed: object) -> None:
        raise RecordsUnavailable("core_slow")

    path = await open_page(house)
    with monkeypatch.context() as while_away:
        while_away.setattr(FakeMembership, "find", be_away)
        for _ in range(6):
            status, page = await submit(house, path, RIGHT)
            assert status == 503
            assert "过一分钟再试" in page
    assert (await submit(house, path, RIGHT))[0] == 200
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]


async def test_tries_are_counted_over_fresh_links_and_dialogues(house: House) -> None:
    for _ in range(5):
        await submit(house, await open_page(house), WRONG)
    await submit(house, await open_page(house), RIGHT)
    assert await house.rows("SELECT * FROM identity_links") == []


async def test_whoever_knows_a_number_makes_it_slow_and_locks_nobody_out(house: House) -> None:
    for n in range(5):
        await submit(house, await open_page(house, visitor=f"stranger{n}"), WRONG)
    path = await open_page(house, visitor="v9")
    status, page = await submit(house, path, RIGHT)
    assert status == 200
    assert "1 分钟后再试" in page
    house.clock.advance(minutes=1)
    await submit(house, path, RIGHT)
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]


async def test_the_lock_ends_after_a_day(house: House) -> None:
    path = await open_page(house)
    for _ in range(5):
        await submit(house, path, WRONG)
    house.clock.advance(hours=25)
    assert (await submit(house, await open_page(house), RIGHT))[0] == 200


async def test_a_form_sent_from_another_site_is_no_try(house: House) -> None:
    path = await open_page(house)
    answer = await house.http.post(path, data=RIGHT)
    assert await house.rows("SELECT * FROM identity_links") == []
    assert await house.rows("SELECT * FROM proof_tries") == []
    page = (await house.http.get(answer.headers["location"])).text
    assert "再填一次" in page
    assert 'value="王芳"' in page
    assert RIGHT["id_number"] not in page


async def test_a_made_up_link_is_simply_expired(house: House) -> None:
    assert (await house.http.get("/bind/nonsense")).status_code == 410


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " "}, "姓名还空着"),
        ({"id_number": "11000019900101001"}, "18 位"),
        ({"id_number": ""}, "18 位"),
        ({"card_tail": "62000000"}, "4 位数字"),
        ({"card_tail": "８００"}, "4 位数字"),
    ],
)
async def test_what_cannot_be_right_is_said_beside_its_field_and_costs_no_try(
    house: House, typed: dict[str, str], words: str
) -> None:
    path = await open_page(house)
    status, page = await submit(house, path, {**RIGHT, **typed})
    assert status == 200
    (field,) = typed
    beside = re.search(rf'id="{field}-fault">([^<]+)', page)
    assert beside
    assert words in beside[1]
    assert await house.rows("SELECT * FROM proof_tries") == []
    assert ('value="王芳"' in page) is (field != "name")
    assert RIGHT["id_number"] not in page
    again = (await house.http.get(path)).text
    assert "-fault" not in again


async def test_a_number_pasted_by_a_phone_is_read_as_it_is_meant(house: House) -> None:
    path = await open_page(house)
    pasted = {"name": " 王芳 ", "id_number": "１１００００ 1990-0101\u200b0010", "card_tail": "８００１ "}
    await submit(house, path, pasted)
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]


async def test_the_page_names_the_centre_the_chat_and_leads_to_the_privacy_page(house: House) -> None:
    page = (await house.http.get(await open_page(house))).text
    for words in ("某市职工互助保障服务中心", "网页聊天", "对完就不留", "回到聊天", 'href="/privacy"'):
        assert words in page
    privacy = await house.http.get("/privacy")
    assert privacy.status_code == 200
    assert "某市职工互助保障服务中心" in privacy.text


async def test_the_way_back_leads_to_words_where_there_is_no_web_chat(house: House) -> None:
    house.app.state.has_web_chat = False
    page = (await house.http.get(await open_page(house))).text
    assert 'href="#closing"' in page
    assert 'id="closing"' in page
    house.app.state.has_web_chat = True
    page = (await house.http.get(await open_page(house))).text
    assert '<a class="back" href="/"' in page
    assert 'id="closing"' not in page


async def test_a_hundred_tries_at_once_are_five(house: House) -> None:
    path = await open_page(house)
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await house.http.get(path)).text)
    assert csrf
    await asyncio.gather(*(house.http.post(path, data={**WRONG, "csrf": csrf[1]}) for _ in range(100)))
    assert await house.rows("SELECT count(*) FROM proof_tries") == [(5,)]
    assert await house.rows("SELECT count(*) FROM audit WHERE act = 'link_failed'") == [(5,)]
    assert await house.rows("SELECT reason FROM tickets") == [("identity_locked",)]
