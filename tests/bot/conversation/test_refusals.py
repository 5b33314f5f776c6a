"""Bad input: refused with a reason, nothing stored, and the process goes on."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from testing.house import OPENID, House, build_house


async def test_a_wrong_signature_is_refused_and_nothing_is_stored(house: House) -> None:
    push = house.write("你好")
    answer = await house.http.post(
        f"/wechat?{push.query.replace('msg_signature=', 'msg_signature=0')}", content=push.body
    )
    assert answer.status_code == 403
    assert await house.rows("SELECT * FROM inbound") == []


async def test_an_old_timestamp_is_refused_and_nothing_is_stored(house: House) -> None:
    push = house.write("你好")
    house.clock.advance(hours=1)
    assert (await house.http.post(f"/wechat?{push.query}", content=push.body)).status_code == 403
    assert await house.rows("SELECT * FROM inbound") == []


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff", b"{}", b"<xml>", b"<xml><Encrypt>AAAA</Encrypt></xml>", b"<xml><a/></xml>"],
    ids=["empty", "bytes", "json", "cut", "ciphertext", "other"],
)
async def test_bodies_that_make_no_sense_get_a_4xx(house: House, body: bytes) -> None:
    push = house.write("你好")
    answer = await house.http.post(f"/wechat?{push.query}", content=body)
    assert 400 <= answer.status_code < 500
    assert await house.deliver(house.write("还在吗")) is not None


@pytest.mark.parametrize(
    "nodes",
    [
        {"MsgType": "text", "Content": "你好", "CreateTime": "soon"},
        {"MsgType": "link", "Title": "a]]>b", "Url": "http://a", "MsgId": "1"},
        {"MsgType": "location", "Location_X": "1", "Label": "x]]>y<", "MsgId": "1"},
    ],
    ids=["no time", "title", "label"],
)
async def test_a_message_that_nobody_can_read_is_asked_for_again(house: House, nodes: dict[str, str]) -> None:
    reply = await house.deliver(house.write_nodes(nodes, as_typed=True))
    assert reply is not None
    assert "换个说法" in reply.text
    assert await house.rows("SELECT * FROM inbound") == []


async def test_danger_in_a_message_that_nobody_can_read_gets_the_numbers_to_call(house: House) -> None:
    reply = await house.deliver(
        house.write_nodes({"MsgType": "link", "Title": "我不想活了]]>", "MsgId": "1"}, as_typed=True)
    )
    assert reply is not None
    assert "12356" in reply.text


async def test_an_event_that_nobody_can_read_is_acknowledged(house: House) -> None:
    push = house.write_nodes({"MsgType": "event", "Event": "VIEW", "EventKey": "x", "CreateTime": "soon"})
    answer = await house.http.post(f"/wechat?{push.query}", content=push.body)
    assert (answer.status_code, answer.text) == (200, "success")


@pytest.mark.parametrize(
    "words",
    [
        "<![CDATA[ok]]>",
        "]]>",
        "看这个 <xml><Content><![CDATA[好]]></Content></xml> 对吗",
        "a]]></Content>",
        "]]></Content><MsgId>1</MsgId>",
        "x]]></Content><FromUserName><![CDATA[oSomebodyElse]]></FromUserName><Content><![CDATA[y",
        "]]>&<b>",
    ],
)
async def test_pasted_xml_is_taken_as_the_words_that_it_is(house: House, words: str) -> None:
    push = house.write_nodes({"MsgType": "text", "Content": words, "MsgId": "77"}, as_typed=True)
    for _ in range(2):
        assert await house.deliver(push) is not None
    assert await house.rows("SELECT text FROM inbound") == [(words,)]
    assert await house.rows("SELECT address FROM conversations") == [(OPENID,)]


async def test_every_repeat_of_wechats_own_is_taken_whatever_its_stamp(house: House) -> None:
    push = house.write("你好")
    first = await house.deliver(push)
    house.clock.advance(seconds=5)
    repeat = await house.deliver(push)
    assert first is not None
    assert repeat is not None
    assert len(await house.rows("SELECT * FROM inbound")) == 1


async def test_a_body_over_a_mebibyte_is_refused(house: House) -> None:
    push = house.write("你好")
    answer = await house.http.post(f"/wechat?{push.query}", content=b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 413


@pytest.fixture
async def hasty_house(tmp_path: Path) -> AsyncIterator[House]:
    """One that waits but a moment for its database."""
    async with build_house(tmp_path, reply_budget_seconds=1.0) as built:
        yield built


async def lose_database(house: House) -> None:
    """Takes it away as far as new messages go."""
    await house.run("ALTER TABLE inbound RENAME TO gone")


async def test_without_the_database_a_member_has_words_and_is_answered_once_it_is_back(
    hasty_house: House,
) -> None:
    await lose_database(hasty_house)
    push = hasty_house.write("我的理赔呢")
    reply = await hasty_house.deliver(push)
    assert reply is not None
    assert all(line in reply.text for line in ("12351", "12356"))
    await hasty_house.run("ALTER TABLE gone RENAME TO inbound")
    await hasty_house.recovery.recover()
    hasty_house.clock.advance(seconds=21)
    await hasty_house.recovery.recover()
    await hasty_house.recovery.recover()
    assert [text for _, text in hasty_house.messenger.sent] == ["听到了：我的理赔呢"]


async def test_a_database_that_comes_back_during_the_wait_is_not_noticed(house: House) -> None:
    await lose_database(house)
    delivery = asyncio.create_task(house.deliver(house.write("我的理赔呢")))
    await asyncio.sleep(0)
    await house.run("ALTER TABLE gone RENAME TO inbound")
    reply = await delivery
    assert reply is not None
    assert reply.text == "听到了：我的理赔呢"


async def test_danger_without_the_database_gets_the_numbers_and_a_ticket_once_it_is_back(
    hasty_house: House,
) -> None:
    await lose_database(hasty_house)
    reply = await hasty_house.deliver(hasty_house.write("我不想活了"))
    assert reply is not None
    assert all(line in reply.text for line in ("110", "120", "12356", "12351"))
    assert "同事马上" not in reply.text
    await hasty_house.run("ALTER TABLE gone RENAME TO inbound")
    await hasty_house.deliver(hasty_house.write("在吗", openid="oTestFollower000000000000002"))
    await hasty_house.recovery.recover()
    assert await hasty_house.rows("SELECT reason, urgency FROM tickets") == [("crisis", 0)]


async def test_an_event_without_the_database_is_delivered_again(hasty_house: House) -> None:
    await lose_database(hasty_house)
    push = hasty_house.write_event("unsubscribe")
    assert (await hasty_house.http.post(f"/wechat?{push.query}", content=push.body)).status_code == 503


async def test_the_web_chat_without_the_database_keeps_the_words_and_names_help_in_danger(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.channels.chat._DATABASE_PATIENCE_SECONDS", 0.1)
    await lose_database(house)
    answer = await house.http.post(
        "/api/chat/messages", json={"visitor": "v1", "text": "你好", "message_id": "m1"}
    )
    assert answer.status_code == 503
    assert "12356" in str((await house.chat("我想自杀"))["replies"])
    await house.run("ALTER TABLE gone RENAME TO inbound")
    await house.recovery.recover()
    assert await house.rows("SELECT text FROM inbound ORDER BY id") == [("你好",), ("我想自杀",)]


async def test_once_committed_a_fault_is_acknowledged_and_recovered(house: House) -> None:
    async with house.database.begin() as session:
        await session.execute(text("ALTER TABLE tickets RENAME TO gone"))
    assert await house.deliver(house.write("你好")) is None
    async with house.database.begin() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO tickets"))
    house.clock.advance(seconds=21)
    assert await house.recovery.recover() == 1
    assert [words for _, words in house.messenger.sent] == ["听到了：你好"]


async def test_the_url_check_echoes_byte_for_byte(house: House) -> None:
    push = house.write("你好")
    answer = await house.http.get(f"/wechat?{push.query}&echostr=4375120948345356249")
    assert answer.text == "4375120948345356249"
