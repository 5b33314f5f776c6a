"""What WeChat sees: one answer a message, inline while there is time, and nothing lost after that."""

import asyncio
from dataclasses import replace

from bot.errors import TransportError
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from testing.fakes import OUTAGE, say
from testing.house import House


async def test_a_text_is_answered_on_its_own_connection(house: House) -> None:
    reply = await house.deliver(house.write("我的理赔到哪一步了"))
    assert reply is not None
    assert reply.text == "听到了：我的理赔到哪一步了"
    assert house.messenger.sent == []


async def test_three_deliveries_do_the_work_once_and_get_the_same_answer(house: House) -> None:
    push = house.write("我的理赔到哪一步了")
    replies = await asyncio.gather(*(house.deliver(push) for _ in range(3)))
    replies.append(await house.deliver(push))
    assert {reply.text for reply in replies if reply} == {"听到了：我的理赔到哪一步了"}
    assert None not in replies
    assert house.engine.texts == ["我的理赔到哪一步了"]


async def test_the_same_words_in_two_messages_are_two_questions(house: House) -> None:
    await house.deliver(house.write("在吗"))
    await house.deliver(house.write("在吗"))
    assert house.engine.texts == ["在吗", "在吗"]


async def test_an_answer_that_comes_too_late_goes_as_a_customer_service_message(house: House) -> None:
    house.engine.wait = asyncio.Event()
    assert await house.deliver(house.write("慢的")) is None
    house.engine.wait.set()
    await house.turns.finish()
    assert [text for _, text in house.messenger.sent] == ["听到了：慢的"]


async def test_a_second_question_during_a_slow_one_is_answered_after_it(house: House) -> None:
    house.engine.wait = asyncio.Event()
    first = asyncio.create_task(house.deliver(house.write("第一句")))
    await asyncio.sleep(0)
    second = house.write("第二句")
    assert await house.deliver(second) is None
    await first
    house.engine.wait.set()
    await house.turns.finish()
    assert [text for _, text in house.messenger.sent] == ["听到了：第一句", "听到了：第二句"]


async def test_a_late_answer_that_may_not_be_sent_comes_with_the_next_message(house: House) -> None:
    house.messenger.refusal = TransportError("no", refusal=SendRefusal(RefusalReason.WINDOW_CLOSED))
    house.engine.wait = asyncio.Event()
    await house.deliver(house.write("慢的"))
    house.engine.wait.set()
    await house.turns.finish()
    house.messenger.refusal = None
    reply = await house.deliver(house.write("还在吗"))
    assert reply is not None
    assert reply.text == "听到了：慢的\n\n听到了：还在吗"
    assert house.messenger.sent == []


async def test_a_message_whose_sending_timed_out_is_never_said_twice(house: House) -> None:
    house.messenger.refusal = TransportError("timeout", outcome_unknown=True)
    house.engine.wait = asyncio.Event()
    await house.deliver(house.write("慢的"))
    house.engine.wait.set()
    await house.turns.finish()
    reply = await house.deliver(house.write("还在吗"))
    assert reply is not None
    assert "慢的" not in reply.text
    assert await house.rows("SELECT outcome FROM service_messages") == [("unknown",)]


async def test_only_five_customer_service_messages_are_sent_in_a_window(house: House) -> None:
    pushes = [house.write(f"第{n}句") for n in range(7)]
    house.engine.wait = asyncio.Event()
    assert await asyncio.gather(*(house.deliver(push) for push in pushes)) == [None] * 7
    house.engine.wait.set()
    await house.turns.finish()
    assert len(house.messenger.sent) == 5
    reply = await house.deliver(house.write("好了吗"))
    assert reply is not None
    assert reply.text.count("听到了：第") == 2


async def test_an_outage_is_an_apology_and_a_ticket_and_the_bot_comes_back_by_itself(house: House) -> None:
    house.engine.turns["问题"] = OUTAGE
    reply = await house.deliver(house.write("问题"))
    assert reply is not None
    assert "对不起" in reply.text
    assert await house.rows("SELECT reason, state FROM tickets") == [("outage", "waiting")]
    after = await house.deliver(house.write("再问"))
    assert after is not None
    assert after.text == "听到了：再问"


async def test_long_answers_lose_nothing(house: House) -> None:
    words = [f"第{n}句话说的是这个。" for n in range(200)]
    house.engine.turns["说"] = say("".join(words))
    reply = await house.deliver(house.write("说"))
    assert reply is not None
    assert len(reply.content.encode()) <= 2000
    everything = reply.text + "".join(text for _, text in house.messenger.sent)
    assert all(word in everything for word in words)


async def test_following_greets_with_choices_and_unfollowing_forgets(house: House) -> None:
    greeting = await house.deliver(house.write_event("subscribe"))
    assert greeting is not None
    assert len(greeting.choices) == 4
    await house.deliver(house.write("我叫王芳"))
    house.clock.advance(seconds=1)
    assert await house.deliver(house.write_event("unsubscribe")) is None
    assert await house.rows("SELECT * FROM utterances") == []
    assert await house.rows("SELECT text FROM inbound WHERE text <> ''") == []


async def test_messages_of_other_kinds_get_a_kind_answer(house: House) -> None:
    for kind in ("voice", "location", "hologram", "file"):
        push = house.write("x")
        nodes = {**push.nodes, "MsgType": kind, "MsgId": f"9{len(kind)}"}
        reply = await house.deliver(house.write_nodes(nodes))
        assert reply is not None
        assert any(way in reply.text for way in ("转人工", "想问", "打几个字"))
    assert house.engine.asked == []


async def test_after_a_voice_the_question_that_is_open_comes_again(house: House) -> None:
    house.engine.turns = {
        "报案": replace(say("在哪家医院？"), talk='{"expects": {"asked": "place"}}'),
        "（unheard）": say("在哪家医院？"),
    }
    await house.deliver(house.write("报案"))
    nodes = {**house.write("x").nodes, "MsgType": "voice", "MsgId": "977"}
    reply = await house.deliver(house.write_nodes(nodes))
    assert reply is not None
    assert "听不了语音" in reply.text
    assert "在哪家医院？" in reply.text


async def test_emoji_long_and_strange_text_pass_through_unharmed(house: House) -> None:
    for words in ("我和😭👨‍👩‍👧", "长" * 5000, "a\u200bb\u202ec", "]]>&<xml>"):
        await house.deliver(house.write(words))
    assert house.engine.texts == ["我和😭👨‍👩‍👧", "长" * 5000, "a\u200bb\u202ec", "]]>&<xml>"]


async def test_what_the_platform_says_in_a_members_place_is_no_word_of_theirs(house: House) -> None:
    said = set()
    for words in ("【收到不支持的消息类型，暂无法显示】", "[Unsupported Message]", "[图片]"):
        reply = await house.deliver(house.write(words))
        assert reply is not None
        said.add(reply.text)
        assert not reply.links
    assert len(said) == 3
    assert "PDF" in "".join(said)
    for words in ("[微笑]", "/::)", "/:strong", "😭", "。", "？"):
        reply = await house.deliver(house.write(words))
        assert reply is not None
        assert "打几个字" in reply.text
    assert house.engine.texts == []
    assert await house.rows("SELECT * FROM notice_choices") == []
    assert await house.rows("SELECT * FROM member_pages") == []


async def test_words_beside_a_face_or_a_placeholder_are_heard(house: House) -> None:
    await house.deliver(house.write("谢谢[微笑]"))
    await house.deliver(house.write("你们回的【收到不支持的消息类型，暂无法显示】是什么意思"))
    await house.turns.finish()
    assert house.engine.texts == ["谢谢[微笑]", "你们回的 是什么意思"]
