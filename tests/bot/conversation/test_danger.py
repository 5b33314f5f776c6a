"""Words of danger get the numbers to call and a ticket, whatever else is broken; so does the wish for a person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.fakes import OUTAGE
from testing.house import House, first_text
from vocabulary.tickets import TicketReason

LINES = ("110", "120", "12356", "12351")


class NoLocks:
    """Locks that cannot be had."""

    @asynccontextmanager
    async def hold(self, conversation_id: int) -> AsyncIterator[None]:
        """Raises."""
        raise ConnectionError(conversation_id)
        yield


async def tickets_of(house: House) -> list[tuple[str, int, str]]:
    """Reason, urgency and state of each."""
    rows = await house.rows("SELECT reason, urgency, state FROM tickets ORDER BY id")
    return [(reason, urgency, state) for reason, urgency, state in rows]


@pytest.mark.parametrize(
    "words",
    ["我不想活了", "我 不 想 活 了", "我要跳樓", "老公拿刀要砍我", "我妈没呼吸了", "着火了，我们被困在六楼"],
)
async def test_words_of_danger_get_the_numbers_at_once_and_a_ticket(house: House, words: str) -> None:
    reply = await house.deliver(house.write(words))
    assert reply is not None
    assert all(line in reply.text for line in LINES)
    assert await tickets_of(house) == [("crisis", 0, "waiting")]
    assert house.engine.texts == []


async def test_danger_is_answered_while_the_engine_hangs_and_other_messages_wait(house: House) -> None:
    house.engine.wait = asyncio.Event()
    await house.deliver(house.write("我的理赔到哪一步了"))
    reply = await house.deliver(house.write("我不想活了"))
    assert reply is not None
    assert "12356" in reply.text
    assert await tickets_of(house) == [("crisis", 0, "waiting")]
    house.engine.wait.set()
    await house.turns.finish()


async def test_danger_is_answered_where_no_lock_can_be_had(house: House) -> None:
    house.turns.locks = NoLocks()
    reply = await house.deliver(house.write("我不想活了"))
    assert reply is not None
    assert "12356" in reply.text
    assert await tickets_of(house) == [("crisis", 0, "waiting")]


async def test_danger_is_answered_above_sixty_messages_a_minute(house: House) -> None:
    for number in range(62):
        await house.chat(f"第{number}句")
    answer = await house.chat("我不想活了，我要跳楼")
    assert all(line in first_text(answer) for line in LINES)
    assert await tickets_of(house) == [("crisis", 0, "waiting")]


async def test_danger_raises_the_ticket_that_an_outage_opened(house: House) -> None:
    house.engine.turns["我的理赔呢"] = OUTAGE
    await house.chat("我的理赔呢")
    await house.chat("不想活了")
    assert await tickets_of(house) == [("crisis", 0, "waiting")]


async def test_danger_raises_the_ticket_that_somebody_holds(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    answer = await house.chat("我想自杀")
    assert "12356" in first_text(answer)
    assert await tickets_of(house) == [("crisis", 0, "taken")]


async def test_repeated_deliveries_and_repeated_words_make_one_ticket(house: House) -> None:
    push = house.write("我不想活了")
    replies = [*await asyncio.gather(*(house.deliver(push) for _ in range(3))), await house.deliver(push)]
    assert len({reply.text for reply in replies if reply}) == 1
    again = await house.deliver(house.write("我真的不想活了"))
    assert again is not None
    assert "110" in again.text
    assert await tickets_of(house) == [("crisis", 0, "waiting")]


async def test_what_the_engine_alone_knows_as_danger_is_said_once(house: House) -> None:
    crisis = Turn((Spoken(Reply("您先别一个人扛着。")),), person=Handoff(TicketReason.CRISIS))
    house.engine.turns["话里有话"] = crisis
    assert first_text(await house.chat("话里有话")).count("一个人扛着") == 1
    assert await tickets_of(house) == [("crisis", 0, "waiting")]


async def test_a_number_beside_the_words_is_masked_and_the_help_comes_first(house: House) -> None:
    answer = await house.chat("我不想活了，身份证 110000199001010010 你们拿去")
    assert "12356" in answer["replies"][0]["text"]
    assert "遮住" in answer["replies"][-1]["text"]


async def test_the_apology_names_whom_else_to_call(house: House) -> None:
    house.engine.turns["问题"] = OUTAGE
    reply = await house.deliver(house.write("问题"))
    assert reply is not None
    assert "12351" in reply.text
    assert "12356" in reply.text


@pytest.mark.parametrize("words", ["转人工", "人工", "找人工客服", "轉人工", "我要人工！！"])
async def test_a_wish_for_a_person_is_met_in_an_outage(house: House, words: str) -> None:
    house.engine.turns[words] = EngineUnavailable("hung")
    reply = await house.deliver(house.write(words))
    assert reply is not None
    assert "转人工" in reply.text
    assert [row[0] for row in await tickets_of(house)] == ["requested"]


async def test_a_wish_for_a_person_is_met_in_haste_and_once(house: House) -> None:
    for number in range(62):
        await house.chat(f"第{number}句")
    assert "转人工" in first_text(await house.chat("转人工"))
    assert (await house.chat("转人工"))["replies"] == []
    assert [row[0] for row in await tickets_of(house)] == ["requested"]


async def test_questions_about_cover_are_answered_by_the_bot(house: House) -> None:
    for words in ("自杀免赔吗", "我爸去世了能赔多少", "不想活动", "累死了", "救命基金怎么申请"):
        assert first_text(await house.chat(words)) == f"听到了：{words}"
    assert await tickets_of(house) == []
