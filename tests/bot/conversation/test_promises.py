"""What members are told of people, notices and the chat itself is true at that moment."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.viewers import TicketViewer
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import Occasion
from bot.records.members.identity import record_link
from bot.records.outreach.automatic_notices import record_automatic_notice
from testing.house import House, build_house, first_text
from vocabulary.tickets import TicketReason

OFFICE = "1-5 9:00-17:30"
BEFORE_HOURS = datetime(2026, 11, 22, 23, 15, tzinfo=UTC)  # Monday, 7:15 in Beijing.
AT_WORK = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def call(reason: TicketReason) -> Turn:
    """A turn that calls for a person."""
    return Turn((Spoken(Reply("记下了。")),), person=Handoff(reason))


async def look(house: House, ticket: int = 0) -> None:
    """Chen has the console, or a ticket, on her screen."""
    await house.parts.base.presence.note(ticket, TicketViewer(1, "小陈", False, house.clock()))


@pytest.mark.parametrize("reason", [one for one in TicketReason if one is not TicketReason.CRISIS])
async def test_before_hours_nobody_is_said_to_come_at_once(tmp_path: Path, reason: TicketReason) -> None:
    async with build_house(tmp_path, working_hours=OFFICE) as house:
        house.clock.now = BEFORE_HOURS
        house.engine.turns["帮我"] = call(reason)
        answer = first_text(await house.chat("帮我"))
        assert "今天9:00上班后" in answer
        assert "马上" not in answer
        assert "12351" in answer


async def test_with_many_before_the_place_is_said_and_nobody_comes_at_once(house: House) -> None:
    house.engine.turns["帮我"] = call(TicketReason.REQUESTED)
    for number in range(35):
        await house.chat("帮我", visitor=f"v{number}")
    answer = first_text(await house.chat("帮我", visitor="last"))
    assert "前面还有 35 位" in answer
    assert "马上" not in answer


async def test_in_danger_when_nobody_works_the_member_hears_so_and_whom_to_call_now(tmp_path: Path) -> None:
    async with build_house(tmp_path, working_hours=OFFICE) as house:
        house.clock.now = BEFORE_HOURS
        house.engine.turns["我难受"] = call(TicketReason.CRISIS)
        house.engine.is_chatting = True
        first = first_text(await house.chat("我难受"))
        for words in ("12356", "110", "120", "今天9:00才上班"):
            assert words in first
        later = first_text(await house.chat("没人管我"))
        assert "今天9:00才上班" in later
        assert "正在看" not in first + later


async def test_somebody_before_a_screen_at_night_is_said_to_see_it(tmp_path: Path) -> None:
    async with build_house(tmp_path, working_hours=OFFICE) as house:
        house.clock.now = BEFORE_HOURS
        await look(house)
        house.engine.turns["我难受"] = call(TicketReason.CRISIS)
        house.engine.is_chatting = True
        answer = first_text(await house.chat("我难受"))
        assert "屏幕上已经看得到" in answer
        assert "才上班" not in answer


async def test_a_colleague_is_said_to_read_only_what_is_open_on_a_screen(house: House) -> None:
    house.engine.turns["我难受"] = call(TicketReason.CRISIS)
    house.engine.is_chatting = True
    await house.chat("我难受")
    unseen = first_text(await house.chat("有人吗"))
    assert "还没有人打开" in unseen
    await look(house)
    await look(house, 1)
    assert "已经打开您的话" in first_text(await house.chat("还在吗"))
    house.clock.advance(minutes=1)
    assert "已经打开您的话" not in first_text(await house.chat("人呢"))


async def test_one_in_danger_never_reads_the_same_words_twice_running(house: House) -> None:
    house.engine.turns["我难受"] = call(TicketReason.CRISIS)
    house.engine.is_chatting = True
    await house.chat("我难受")
    said = [first_text(await house.chat(f"第{number}句")) for number in range(6)]
    assert len(set(said)) == len(said)
    assert all("110" in words and "120" in words for words in said)


async def test_in_a_fire_nobody_is_told_to_drink_water(house: House) -> None:
    house.engine.is_chatting = True
    await house.chat("我家着火了，火太大出不去")
    said = [first_text(await house.chat(f"第{number}句")) for number in range(5)]
    assert len(set(said)) == len(said)
    assert all("119" in words and "12356" not in words and "喝口水" not in words for words in said)


async def test_opened_notices_are_named_as_they_are_switched_on(house: House) -> None:
    house.engine.turns["打开提醒"] = Turn((Spoken(Reply("好，打开了。")),), frozenset({"want_service"}))
    await house.deliver(house.write("你好"))
    async with house.database.begin() as session:
        await record_link(session, 1, 7, house.clock())
    reply = await house.deliver(house.write("打开提醒"))
    assert reply
    assert "还没有开通" in reply.text
    assert "告诉您的" not in reply.text
    async with house.database.begin() as session:
        await record_automatic_notice(session, AutomaticNotice(Occasion.PAID, is_on=True))
    house.clock.advance(seconds=5)
    again = await house.deliver(house.write("打开提醒"))
    assert again
    assert "现在会告诉您的有：打款了。" in again.text


async def test_whoever_asks_about_notices_hears_how_it_stands_and_chooses_nothing(house: House) -> None:
    asked = Turn((Spoken(Reply("想停、想恢复，直接说。")),), frozenset({"tell_notices"}))
    house.engine.turns["会通知我吗"] = asked
    house.engine.turns["全停"] = Turn((Spoken(Reply("停了。")),), frozenset({"stop_service"}))
    await house.deliver(house.write("你好"))
    async with house.database.begin() as session:
        await record_link(session, 1, 7, house.clock())
        elsewhere = AutomaticNotice(Occasion.PAID, is_on=True, url="https://elsewhere.example/")
        await record_automatic_notice(session, elsewhere)
        await record_automatic_notice(session, AutomaticNotice(Occasion.RELIEF_STEP, is_on=True))
    reply = await house.deliver(house.write("会通知我吗"))
    assert reply
    assert "您没有关过通知。现在会告诉您的有：救助申请有进展。" in reply.text
    assert await house.rows("SELECT * FROM notice_choices") == []
    house.clock.advance(seconds=5)
    await house.deliver(house.write("全停"))
    house.clock.advance(seconds=5)
    after = await house.deliver(house.write("会通知我吗"))
    assert after
    assert "您关了理赔、打款这些和您自己有关的。" in after.text
    assert "现在会告诉您" not in after.text


async def test_who_is_not_known_is_told_of_no_notices(house: House) -> None:
    house.engine.turns["打开提醒"] = Turn((Spoken(Reply("好，打开了。")),), frozenset({"want_service"}))
    assert "还没有核对身份" in first_text(await house.chat("打开提醒"))


async def test_only_a_chat_with_a_button_for_photographs_asks_for_them(house: House) -> None:
    house.engine.turns["交材料"] = Turn((Spoken(Reply("点下面的链接。")),), frozenset({"papers"}))
    assert "照片" not in first_text(await house.chat("交材料"))
    reply = await house.deliver(house.write("交材料"))
    assert reply
    assert "照片直接发在这里" in reply.text


async def test_a_masked_number_is_said_to_be_hidden_only_where_it_is(house: House) -> None:
    words = "我的身份证 110101199003070011"
    answer = await house.chat(words)
    assert "已经遮住" in first_text(answer)
    assert "110101199003070011" not in answer["said"]
    reply = await house.deliver(house.write(words))
    assert reply
    assert "已经遮住" not in reply.text
    assert "长按删掉" in reply.text
