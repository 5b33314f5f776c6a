"""What is not typed: taps on the menu, scans, places and voices; and what WeChat then lets us send."""

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.house import House
from vocabulary.tickets import TicketReason


def event(name: str, key: str = "", at: int = 1) -> dict[str, str]:
    """The nodes of an event."""
    return {"MsgType": "event", "Event": name, "EventKey": key, "CreateTime": str(1795399200 + at)}


async def test_a_tap_on_the_menu_is_the_question_it_stands_for(house: House) -> None:
    reply = await house.deliver(house.write_nodes(event("CLICK", "ask:我的理赔到哪一步了")))
    assert reply is not None
    assert reply.text == "听到了：我的理赔到哪一步了"
    assert await house.rows("SELECT text FROM utterances WHERE speaker = 'member'") == [
        ("我的理赔到哪一步了",)
    ]


@pytest.mark.parametrize(
    "nodes", [event("CLICK", "OLD_KEY"), event("SCAN", "7"), event("subscribe", "qrscene_bind")]
)
async def test_other_taps_and_scans_are_greeted(house: House, nodes: dict[str, str]) -> None:
    reply = await house.deliver(house.write_nodes(nodes))
    assert reply is not None
    assert "互助小助手" in reply.text
    assert house.engine.asked == []


async def test_the_qr_code_that_brought_a_member_is_kept(house: House) -> None:
    await house.deliver(house.write_nodes(event("subscribe", "qrscene_hospital_3")))
    assert await house.rows("SELECT scene FROM conversations") == [("hospital_3",)]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            {"Label": "北京市通州区梨园", "Location_X": "39.9", "Location_Y": "116.6"},
            "离您最近的是通州区职工服务窗口",
        ),
        ({"Label": "", "Location_X": "39.80", "Location_Y": "116.20"}, "最近的是大兴区的"),
        ({"Label": "", "Location_X": "x", "Location_Y": ""}, "位置收到了"),
        ({"Label": "", "Location_X": "1e999", "Location_Y": "nan"}, "位置收到了"),
    ],
)
async def test_a_place_leads_to_the_nearest_window(house: House, place: dict[str, str], words: str) -> None:
    reply = await house.deliver(house.write_nodes({"MsgType": "location", "MsgId": "5", **place}))
    assert reply is not None
    assert words in reply.text


async def test_while_somebody_waits_for_a_person_the_last_message_is_kept_for_that_person(
    house: House,
) -> None:
    house.engine.turns["转人工"] = Turn((Spoken(Reply("好")),), person=Handoff(TicketReason.REQUESTED))
    await house.deliver(house.write("转人工"))
    conversation = await house.rows("SELECT id FROM conversations")
    for number in range(6):
        await house.notify(conversation[0][0], f"通知{number}")
    assert len(house.messenger.sent) == 4
    await house.take(1)
    assert len(house.messenger.sent) == 5


async def test_a_tap_allows_three_messages_for_one_minute(house: House) -> None:
    await house.deliver(house.write_nodes(event("CLICK", "ask:我有哪些保障")))
    for number in range(4):
        await house.notify(1, f"通知{number}")
    assert len(house.messenger.sent) == 3
    await house.deliver(house.write_nodes(event("CLICK", "ask:我有哪些保障", at=2)))
    house.clock.advance(minutes=1)
    await house.notify(1, "太晚了")
    assert len(house.messenger.sent) == 3
