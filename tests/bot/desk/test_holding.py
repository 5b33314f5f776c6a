"""Taking, passing on, putting off and giving back: of two who act at once one wins and the other is told."""

from pathlib import Path

from sqlalchemy import text

from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.conversation.tickets import Handoff
from testing.house import House, build_house, first_text
from tests.bot.desk.acting import get, post, refusal, reply
from vocabulary.tickets import TicketReason


async def history(house: House, visitor: str = "v1") -> list[str]:
    answer = await house.http.get("/api/chat/messages", params={"visitor": visitor})
    return [one["text"] for one in answer.json()["messages"]]


async def test_a_ticket_shows_why_it_came_and_what_was_tried(house: House) -> None:
    await house.chat("住院能报多少")
    ticket = await house.open_ticket()
    shown = await get(house, f"tickets/{ticket}")
    assert shown["ticket"]["reason_words"] == "要人工"
    assert [one["question"] for one in shown["handover"]["tried"]] == ["住院能报多少", "转人工"]
    assert shown["messages"][0]["speaker"] == "member"


async def test_of_two_who_take_it_one_is_told_who_has_it(house: House) -> None:
    ticket = await house.open_ticket()
    assert (await post(house, f"tickets/{ticket}/take")).json()["ticket"]["mine"]
    late = await post(house, f"tickets/{ticket}/take", who="zhao")
    assert refusal(late) == "taken"
    assert "小陈" in late.json()["error"]["message"]
    assert (await post(house, f"tickets/{ticket}/take")).status_code == 200
    assert sum("小陈来为您服务" in words for words in await history(house)) == 1


async def test_while_a_person_holds_it_the_bot_hears_nothing(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    asked = len(house.engine.asked)
    assert (await house.chat("我又想起一件事"))["replies"] == []
    assert len(house.engine.asked) == asked
    queue = await get(house, "queue")
    assert queue["tickets"][0]["last"]["text"] == "我又想起一件事"


async def test_it_is_passed_to_a_colleague_or_a_desk_with_a_note(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    passed = await post(house, f"tickets/{ticket}/transfer", {"staff": 2, "note": "材料齐了"})
    assert passed.json()["ticket"]["holder"]["name"] == "小赵"
    assert refusal(await reply(house, ticket, "在吗")) == "taken"
    back = await post(house, f"tickets/{ticket}/transfer", {"desk": "claims"}, "zhao")
    assert (back.json()["ticket"]["state"], back.json()["ticket"]["desk_words"]) == ("waiting", "理赔")
    shown = await get(house, f"tickets/{ticket}")
    assert [note["text"] for note in shown["notes"]] == ["材料齐了"]
    assert not any("材料齐了" in words for words in await history(house))


async def test_it_cannot_be_passed_to_nobody_or_to_an_administrator(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    assert refusal(await post(house, f"tickets/{ticket}/transfer", {"staff": 99})) == "nobody"
    assert refusal(await post(house, f"tickets/{ticket}/transfer", {"staff": 4})) == "nobody"


async def test_a_supervisor_acts_for_whoever_holds_it(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    assert (await post(house, f"tickets/{ticket}/transfer", {"staff": 2}, "leader")).status_code == 200
    assert refusal(await post(house, f"tickets/{ticket}/resolve", who="chen")) == "taken"


async def test_a_snoozed_ticket_comes_back_by_time_and_by_the_members_word(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    snoozed = (await post(house, f"tickets/{ticket}/snooze", {"minutes": 30})).json()
    assert snoozed["ticket"]["snoozed_until"]
    house.clock.advance(minutes=31)
    await house.parts.desk.tickets.watch.sweep()
    assert (await get(house, "queue"))["tickets"][0]["snoozed_until"] is None
    await post(house, f"tickets/{ticket}/snooze", {"minutes": 30})
    await house.chat("还在吗")
    assert (await get(house, "queue"))["tickets"][0]["snoozed_until"] is None


async def test_given_back_the_bot_speaks_first_and_asks_how_it_was(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    house.engine.turns["（continue）"] = Turn((Spoken(Reply("接着刚才的：自己付了多少钱？")),))
    answer = await post(house, f"tickets/{ticket}/resolve", {"back": "continue"})
    assert answer.json()["ticket"]["state"] == "closed"
    said = await history(house)
    assert said[-2].startswith("小陈先聊到这里")
    assert said[-1] == "接着刚才的：自己付了多少钱？"
    assert first_text(await house.chat("八千")) == "听到了：八千"


async def test_given_back_afresh_the_bot_has_forgotten(house: House) -> None:
    ticket = await house.open_ticket()
    before = house.engine.asked[-1][0]
    await house.take(ticket)
    await post(house, f"tickets/{ticket}/resolve", {"back": "fresh"})
    assert house.engine.asked[-1][1] == "（fresh）"
    assert house.engine.asked[-1][0] != before


async def test_given_back_while_the_bot_is_down_the_member_hears_it_all_the_same(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    house.engine.turns["（continue）"] = EngineUnavailable("down")
    assert (await post(house, f"tickets/{ticket}/resolve")).status_code == 200
    assert (await history(house))[-1] == "有事可以继续问我。"
    assert refusal(await post(house, f"tickets/{ticket}/resolve")) == "closed"


async def test_one_tap_rates_it_once(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    await house.resolve(ticket)
    page = (await house.http.get("/api/chat/messages", params={"visitor": "v1"})).json()["messages"]
    choices = next(one["choices"] for one in page if "满意吗" in one["text"])
    asked = len(house.engine.asked)
    assert "谢谢" in first_text(await house.chat(choices[0]["text"]))
    await house.chat(choices[2]["text"])
    assert await house.rows("SELECT rating FROM tickets") == [("good",)]
    assert len(house.engine.asked) == asked


async def test_the_word_satisfied_alone_is_an_ordinary_word(house: House) -> None:
    assert first_text(await house.chat("满意")) == "听到了：满意"


async def test_whoever_falls_silent_loses_the_ticket_and_the_member_is_told(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    await reply(house, ticket, "请稍等")
    house.clock.advance(seconds=5)
    await house.chat("好")
    house.clock.advance(minutes=9)
    await house.parts.desk.tickets.watch.sweep()
    assert (await get(house, "queue"))["tickets"][0]["state"] == "taken"
    house.clock.advance(minutes=2)
    await house.parts.desk.tickets.watch.sweep()
    await house.parts.desk.tickets.watch.sweep()
    assert (await get(house, "queue"))["tickets"][0]["state"] == "waiting"
    assert sum("不用重说" in words for words in await history(house)) == 1


async def test_after_an_outage_the_bot_answers_what_was_left_and_the_ticket_goes(house: House) -> None:
    house.engine.turns["我的理赔到哪了"] = EngineUnavailable("down")
    house.engine.ready = False
    await house.chat("我的理赔到哪了")
    await house.parts.desk.tickets.watch.sweep()
    assert len((await get(house, "queue"))["tickets"]) == 1
    del house.engine.turns["我的理赔到哪了"]
    house.engine.ready = True
    await house.parts.desk.tickets.watch.sweep()
    assert (await get(house, "queue"))["tickets"] == []
    assert (await history(house))[-2:] == ["系统恢复了。您刚才问的，这是答案：", "听到了：我的理赔到哪了"]


async def test_a_member_who_leaves_closes_the_ticket_with_the_right_note(house: House) -> None:
    house.engine.turns["转人工"] = Turn((Spoken(Reply("好")),), person=Handoff(TicketReason.REQUESTED))
    await house.deliver(house.write("转人工"))
    await house.deliver(house.write_event("unsubscribe"))
    assert await house.rows("SELECT state, outcome FROM tickets") == [("closed", "unfollowed")]


async def test_danger_stands_first_and_rings_until_somebody_has_it(house: House) -> None:
    await house.open_ticket(visitor="v1")
    house.engine.turns["不想活了"] = Turn((Spoken(Reply("12356")),), person=Handoff(TicketReason.CRISIS))
    await house.chat("不想活了", visitor="v2")
    queue = (await get(house, "queue"))["tickets"]
    assert [one["alarm"] for one in queue] == [True, False]
    await house.take(queue[0]["id"])
    assert not any(one["alarm"] for one in (await get(house, "queue"))["tickets"])


async def test_every_act_is_written_down(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    await reply(house, ticket, "您好")
    await house.resolve(ticket)
    acts = await house.rows("SELECT actor, act FROM audit ORDER BY id")
    assert acts == [("staff:chen", act) for act in ("take_ticket", "reply", "close_ticket")]


async def test_the_queue_stays_small_for_the_database(house: House) -> None:
    for number in range(40):
        await house.open_ticket(visitor=f"v{number}")
    assert len((await get(house, "queue"))["tickets"]) == 40
    async with house.database.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM ticket_changes")) >= 40


async def test_choices_of_the_bot_are_shown_by_their_titles(house: House) -> None:
    house.engine.turns["选"] = Turn((Spoken(Reply("哪一个？", (Choice("甲", "我选甲"),))),))
    await house.chat("选")
    ticket = await house.open_ticket()
    messages = (await get(house, f"tickets/{ticket}"))["messages"]
    assert ["甲"] in [one["choices"] for one in messages]


async def test_outside_working_hours_the_member_hears_when_somebody_answers(tmp_path: Path) -> None:
    async with build_house(tmp_path, working_hours="1-7 00:00-00:01") as house:
        await house.open_ticket()
        assert "同事这会儿不在" in (await history(house))[-1]
        assert "0:00上班后在这个对话里回您" in (await history(house))[-1]
