"""After a word of danger the bot stays warm, and still answers what is asked until a person has it."""

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.fakes import OUTAGE
from testing.house import House, first_text
from vocabulary.tickets import TicketReason


def texts(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["text"] for one in answer["replies"]]


async def test_a_plain_question_is_answered_after_one_warm_word(house: House) -> None:
    await house.chat("我不想活了")
    first = texts(await house.chat("住院津贴一天多少钱"))
    assert "110" in first[0]
    assert first[-1] == "听到了：住院津贴一天多少钱"
    assert texts(await house.chat("要什么材料")) == ["听到了：要什么材料"]


async def test_hours_later_a_question_is_answered_and_the_alarm_stands(house: House) -> None:
    await house.chat("我不想活了")
    await house.chat("嗯")
    house.clock.advance(hours=14)
    assert texts(await house.chat("我的理赔到哪一步了")) == ["听到了：我的理赔到哪一步了"]
    assert await house.rows("SELECT reason, state FROM tickets") == [("crisis", "waiting")]


async def test_danger_again_gets_no_answer_of_the_ordinary_kind(house: House) -> None:
    await house.chat("我不想活了")
    await house.chat("要什么材料")
    answer = first_text(await house.chat("真的不想活了"))
    assert "110" in answer
    house.engine.turns["没有盼头"] = Turn((Spoken(Reply("12356")),), person=Handoff(TicketReason.CRISIS))
    said = texts(await house.chat("没有盼头"))
    assert len(said) == 1
    assert "110" in said[0]


async def test_the_open_form_is_put_aside_once_before_the_next_words(house: House) -> None:
    await house.chat("我不想活了")
    await house.chat("第一句")
    await house.chat("第二句")
    assert house.engine.texts == ["（danger）", "第一句", "第二句"]


async def test_a_person_who_has_it_is_not_talked_over(house: House) -> None:
    await house.chat("我不想活了")
    await house.take(1)
    assert (await house.chat("要什么材料"))["replies"] == []
    assert house.engine.texts == []


@pytest.mark.parametrize("words", ["😭", "[流泪]", "……", " "])
async def test_a_sign_alone_gets_warm_words(house: House, words: str) -> None:
    await house.chat("我不想活了")
    said = texts(await house.chat(words))
    assert len(said) == 1
    assert "110" in said[0]


async def test_a_question_that_an_outage_left_open_is_answered_once_and_the_alarm_stands(
    house: House,
) -> None:
    await house.chat("我不想活了")
    house.engine.turns["我的理赔呢"] = OUTAGE
    said = texts(await house.chat("我的理赔呢"))
    assert len(said) == 1
    assert "110" in said[0]
    del house.engine.turns["我的理赔呢"]
    later = texts(await house.chat("在吗"))
    assert "听到了：我的理赔呢" in later
    assert texts(await house.chat("还在吗")) == ["听到了：还在吗"]
    assert await house.rows("SELECT reason, state FROM tickets") == [("crisis", "waiting")]


async def test_small_talk_that_an_outage_left_open_is_not_answered_late(house: House) -> None:
    await house.chat("我不想活了")
    house.engine.turns["心里好苦"] = OUTAGE
    await house.chat("心里好苦")
    del house.engine.turns["心里好苦"]
    house.engine.is_chatting = True
    said = texts(await house.chat("嗯"))
    assert len(said) == 1
    assert "110" in said[0]


async def test_whoever_asks_for_a_person_in_danger_hears_how_the_queue_stands(house: House) -> None:
    house.engine.turns["转人工"] = Turn(
        (Spoken(Reply("好，给您转人工。")),), person=Handoff(TicketReason.REQUESTED)
    )
    await house.chat("我不想活了")
    await house.chat("嗯")
    assert "排" in texts(await house.chat("转人工"))[-1]
    assert await house.rows("SELECT reason FROM tickets") == [("crisis",)]
