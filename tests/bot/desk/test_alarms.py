"""What is urgent stands out: the sentence that raised the alarm stays on top, and only what nobody answered is counted."""

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.fakes import OUTAGE, say
from testing.house import House
from tests.bot.desk.acting import get, reply
from vocabulary.tickets import TicketReason


def call(reason: TicketReason) -> Turn:
    """A turn that calls for a person."""
    return Turn((Spoken(Reply("记下了。")),), person=Handoff(reason))


async def first(house: House) -> dict[str, object]:
    """The first line of the queue."""
    return dict((await get(house, "queue"))["tickets"][0])


@pytest.mark.parametrize("reason", [TicketReason.CRISIS, TicketReason.RELIEF_URGENT])
async def test_the_sentence_that_raised_the_alarm_stays_on_top(house: House, reason: TicketReason) -> None:
    house.engine.turns["今晚没地方住"] = call(reason)
    await house.chat("今晚没地方住")
    await house.chat("那救助还能报吗")
    line = await first(house)
    assert line["raised"] == "今晚没地方住"
    assert line["urgent"] is True
    assert (await get(house, f"tickets/{line['id']}"))["ticket"]["raised"] == "今晚没地方住"


async def test_danger_on_an_ordinary_ticket_is_what_stands_on_top(house: House) -> None:
    house.engine.turns["转人工"] = call(TicketReason.REQUESTED)
    house.engine.turns["没钱治了"] = call(TicketReason.RELIEF_URGENT)
    house.engine.turns["我难受"] = call(TicketReason.CRISIS)
    await house.chat("转人工")
    assert (await first(house))["raised"] == ""
    await house.chat("没钱治了")
    assert (await first(house))["raised"] == "没钱治了"
    await house.chat("我难受")
    assert (await first(house))["raised"] == "我难受"


async def test_whoever_leaves_takes_the_sentence_along(house: House) -> None:
    house.engine.turns["我难受"] = call(TicketReason.CRISIS)
    await house.deliver(house.write("我难受"))
    assert (await first(house))["raised"] == "我难受"
    await house.deliver(house.write_event("unsubscribe"))
    assert "我难受" not in str(await house.rows("SELECT * FROM tickets"))


async def test_what_the_bot_or_a_colleague_answered_is_not_counted(house: House) -> None:
    house.engine.turns["转人工"] = call(TicketReason.REQUESTED)
    await house.chat("转人工")
    house.engine.turns["几点上班"] = say("九点。")
    await house.chat("几点上班")
    line = await first(house)
    assert line["unanswered"] == 0
    assert line["waiting_since"]
    await house.take(1)
    await house.chat("在吗")
    await house.chat("您好")
    assert (await first(house))["unanswered"] == 2
    await reply(house, 1, "在的")
    assert (await first(house))["unanswered"] == 0


async def test_in_danger_only_a_persons_word_is_an_answer(house: House) -> None:
    house.engine.turns["我难受"] = call(TicketReason.CRISIS)
    await house.chat("我难受")
    await house.chat("有人吗")
    assert (await first(house))["unanswered"] == 2


async def test_an_apology_is_no_answer(house: House) -> None:
    house.engine.turns["我的理赔到哪了"] = OUTAGE
    await house.chat("我的理赔到哪了")
    assert (await first(house))["unanswered"] == 1
