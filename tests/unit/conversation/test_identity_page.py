"""Linking a chat to a membership: once, in time, with few tries, and the question goes on by itself."""

import re

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversations import Spoken
from bot.kernel.messages import Reply
from tests.unit.conversation.house import House
from tests.unit.conversation.pages import RIGHT, WRONG, open_page, submit


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
    await submit(house, reply.links[0].url.removeprefix("http://test"), RIGHT)
    assert [text for _, text in house.messenger.sent] == ["身份核对好了。\n\n正在初审"]


async def test_a_link_works_once(house: House) -> None:
    path = await open_page(house)
    await submit(house, path, RIGHT)
    status, page = await submit(house, path, RIGHT)
    assert status == 410
    assert "过期" in page or "失效" in page


async def test_a_link_ends_after_ten_minutes(house: House) -> None:
    path = await open_page(house)
    house.clock.advance(minutes=10)
    assert (await submit(house, path, RIGHT))[0] == 410
    assert await house.rows("SELECT * FROM identity_links") == []


@pytest.mark.parametrize("field", ["name", "id_number", "card_tail"])
async def test_the_page_never_tells_which_field_was_wrong(house: House, field: str) -> None:
    pages: list[str] = []
    for wrong in (field, "name"):
        path = await open_page(house, visitor=f"visitor-{wrong}-{len(pages)}")
        _, page = await submit(house, path, {**RIGHT, wrong: "1" * 4})
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


async def test_tries_are_counted_over_fresh_links_and_other_chats(house: House) -> None:
    for n in range(5):
        await submit(house, await open_page(house, visitor=f"v{n}"), WRONG)
    path = await open_page(house, visitor="v9")
    await submit(house, path, RIGHT)
    assert await house.rows("SELECT * FROM identity_links") == []


async def test_the_lock_ends_after_a_day(house: House) -> None:
    path = await open_page(house)
    for _ in range(5):
        await submit(house, path, WRONG)
    house.clock.advance(hours=25)
    assert (await submit(house, await open_page(house), RIGHT))[0] == 200


async def test_a_form_sent_from_another_site_is_no_try(house: House) -> None:
    path = await open_page(house)
    await house.http.post(path, data=RIGHT)
    assert await house.rows("SELECT * FROM identity_links") == []
    assert await house.rows("SELECT * FROM identity_attempts") == []


async def test_a_made_up_link_is_simply_expired(house: House) -> None:
    assert (await house.http.get("/bind/nonsense")).status_code == 410
