"""After a person the member is asked how it was: by buttons or plain words, for ten minutes, and apart from a form."""

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.house import House, first_text
from vocabulary.tickets import TicketReason

RESUMED = "到现在自己掏了多少钱？"


async def end(house: House) -> int:
    """A conversation that Chen had and gave back."""
    ticket = await house.open_ticket()
    await house.take(ticket)
    await house.reply(ticket, "办好了")
    house.engine.turns["（continue）"] = Turn((Spoken(Reply(RESUMED)),))
    await house.resolve(ticket)
    return ticket


async def rating(house: House) -> str | None:
    """What is kept."""
    kept = (await house.rows("SELECT rating FROM tickets ORDER BY id"))[0][0]
    return None if kept is None else str(kept)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("满意", "good"),
        ("挺好的，谢谢", "good"),
        ("一般", "fair"),
        ("还行", "fair"),
        ("没解决", "bad"),
        ("差", "bad"),
    ],
)
async def test_a_plain_word_is_the_answer(house: House, words: str, kept: str) -> None:
    await end(house)
    house.clock.advance(minutes=9)
    asked = len(house.engine.asked)
    answer = await house.chat(words)
    assert await rating(house) == kept
    assert len(house.engine.asked) == asked
    assert answer["status"] == "bot"
    assert answer["replies"]


async def test_after_ten_minutes_a_word_is_a_word(house: House) -> None:
    await end(house)
    house.clock.advance(minutes=11)
    assert "听到了" in first_text(await house.chat("还行"))
    assert await rating(house) is None
    assert "谢谢" in first_text(await house.chat("评价：满意"))
    assert await rating(house) == "good"


async def test_who_was_not_asked_rates_nothing(house: House) -> None:
    assert "听到了" in first_text(await house.chat("一般"))
    await end(house)
    await house.chat("满意")
    assert "听到了" in first_text(await house.chat("不行"))
    assert await rating(house) == "good"
    assert "听到了" in first_text(await house.chat("不行", visitor="v2"))


async def test_in_wechat_the_question_and_a_forms_question_are_two_messages(house: House) -> None:
    house.engine.turns["转人工"] = Turn((), person=Handoff(TicketReason.REQUESTED))
    await house.deliver(house.write("转人工"))
    house.engine.turns["（continue）"] = Turn((Spoken(Reply(RESUMED)),))
    await house.take(1)
    await house.resolve(1)
    asked, resumed = [text for _, text in house.messenger.sent][-2:]
    assert "满意吗" in asked
    assert RESUMED not in asked
    assert RESUMED in resumed


async def test_the_web_chat_gets_buttons_with_the_question(house: House) -> None:
    await end(house)
    page = (await house.http.get("/api/chat/messages", params={"visitor": "v1"})).json()["messages"]
    asked = next(one for one in page if "满意吗" in one["text"])
    assert [one["title"] for one in asked["choices"]] == ["满意", "一般", "不满意"]
    assert page[-1]["text"] == RESUMED


async def test_after_danger_nobody_is_asked_for_a_mark(house: House) -> None:
    await house.chat("我不想活了")
    ticket = int((await house.rows("SELECT max(id) FROM tickets"))[0][0])
    await house.take(ticket)
    await house.reply(ticket, "我在，您慢慢说")
    await house.resolve(ticket)
    said = [str(row[0]) for row in await house.rows("SELECT text FROM utterances WHERE speaker = 'system'")]
    assert "12356" in said[-1]
    assert not any("满意" in words for words in said)
