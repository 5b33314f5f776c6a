"""The web chat takes the same path as WeChat."""

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.fakes import say
from testing.house import House, first_text
from vocabulary.tickets import TicketReason


async def test_an_answer_comes_with_its_choices(house: House) -> None:
    house.engine.turns["在"] = say("哪一个？", "一", "二")
    answer = await house.chat("在")
    assert answer["status"] == "bot"
    assert answer["replies"][0]["choices"] == [{"title": "一", "text": "一"}, {"title": "二", "text": "二"}]


async def test_a_send_repeated_by_a_weak_network_is_one_question(house: House) -> None:
    first = await house.chat("你好", message_id="a")
    again = await house.chat("你好", message_id="a")
    assert first == again
    assert house.engine.texts == ["你好"]


async def test_visitors_do_not_see_each_other(house: House) -> None:
    await house.chat("秘密", visitor="v1")
    other = await house.http.get("/api/chat/messages", params={"visitor": "v2"})
    assert other.json()["messages"] == []


async def test_history_is_read_back_page_by_page(house: House) -> None:
    for n in range(3):
        await house.chat(f"第{n}句")
    page = (await house.http.get("/api/chat/messages", params={"visitor": "v1", "limit": 2})).json()
    assert [one["text"] for one in page["messages"]] == ["第2句", "听到了：第2句"]
    assert page["more"]
    before = {"visitor": "v1", "limit": 10, "before": page["messages"][0]["id"]}
    rest = (await house.http.get("/api/chat/messages", params=before)).json()
    assert len(rest["messages"]) == 4
    assert not rest["more"]


async def test_an_identity_number_typed_into_the_chat_is_stored_nowhere(house: House) -> None:
    answer = await house.chat("我的身份证 110000199001010010 帮我查查")
    assert "不要在聊天里发" in first_text(answer)
    kept = str(await house.rows("SELECT text FROM inbound")) + str(
        await house.rows("SELECT text FROM utterances")
    )
    assert "110000199001010010" not in kept + str(house.engine.asked)


async def test_asking_for_a_person_opens_one_ticket_and_says_what_happens_next(house: House) -> None:
    house.engine.turns["转人工"] = Turn(
        (Spoken(Reply("好，给您转人工。")),), person=Handoff(TicketReason.REQUESTED)
    )
    answer = await house.chat("转人工")
    await house.chat("转人工")
    assert answer["status"] == "waiting"
    assert "最前面" in first_text(answer)
    assert await house.rows("SELECT reason, state FROM tickets") == [("requested", "waiting")]
    second = await house.chat("转人工", visitor="v2")
    assert "前面还有 1 位" in first_text(second)


async def test_while_a_person_holds_the_conversation_the_engine_hears_nothing(house: House) -> None:
    house.engine.turns["转人工"] = Turn((), person=Handoff(TicketReason.REQUESTED))
    await house.chat("转人工")
    await house.take(1)
    answer = await house.chat("你好小陈")
    assert answer == {"replies": [], "status": "staff"}
    assert "你好小陈" not in house.engine.texts
    await house.reply(1, "王师傅您好")
    await house.resolve(1)
    assert (await house.chat("再问一句"))["status"] == "bot"
    said = (await house.http.get("/api/chat/messages", params={"visitor": "v1"})).json()["messages"]
    assert ("staff", "小陈", "王师傅您好") in [(one["speaker"], one["name"], one["text"]) for one in said]


async def test_small_talk_of_one_in_danger_gets_warm_words_and_none_of_the_bots_phrases(house: House) -> None:
    house.engine.is_chatting = True
    await house.chat("不想活了")
    answer = await house.chat("随便说说")
    assert "110" in first_text(answer)
    assert "听到了" not in str(answer["replies"])


async def test_blank_text_gets_a_hint_and_no_error(house: House) -> None:
    assert "空白" in first_text(await house.chat("  \u3000 "))


async def test_text_that_is_far_too_long_is_refused_in_plain_words(house: House) -> None:
    answer = await house.http.post("/api/chat/messages", json={"visitor": "v1", "text": "长" * 20001})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
