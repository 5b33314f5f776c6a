"""Bad input: refused with a reason, nothing stored, and the process goes on."""

import pytest
from sqlalchemy import text

from tests.unit.conversation.house import House


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


async def test_a_push_that_wechat_signed_and_nobody_can_read_is_acknowledged(house: House) -> None:
    push = house.write_nodes({"MsgType": "text", "Content": "你好", "CreateTime": "soon"})
    answer = await house.http.post(f"/wechat?{push.query}", content=push.body)
    assert (answer.status_code, answer.text) == (200, "success")
    assert await house.rows("SELECT * FROM inbound") == []


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


async def test_without_the_database_wechat_is_asked_to_deliver_again(house: House) -> None:
    push = house.write("你好")
    async with house.database.begin() as session:
        await session.execute(text("ALTER TABLE inbound RENAME TO gone"))
    assert (await house.http.post(f"/wechat?{push.query}", content=push.body)).status_code == 503
    async with house.database.begin() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO inbound"))
    assert await house.deliver(push) is not None


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
