"""After an outage: every question that stayed open is answered in its order, once, and what is said is done."""

import asyncio

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.understanding import Understood
from testing.fakes import OUTAGE, say
from testing.house import House, first_text
from vocabulary.needs import Need
from vocabulary.tickets import TicketDesk, TicketReason

BACK = "系统恢复了"


async def lose(house: House, *words: str) -> None:
    """Asks while the engine is away."""
    before = dict(house.engine.turns)
    for one in words:
        house.engine.turns[one] = OUTAGE
        await house.chat(one)
    house.engine.turns = before


async def sweep(house: House) -> None:
    """The desk's round, once the engine is back."""
    await house.parts.desk.tickets.watch.sweep()


async def said(house: House) -> list[str]:
    """All that the bot said, in order."""
    return [
        row[0] for row in await house.rows("SELECT text FROM utterances WHERE speaker = 'bot' ORDER BY id")
    ]


async def tickets_of(house: House) -> list[tuple[str, str, str]]:
    """Reason, state and outcome of each."""
    return [tuple(row) for row in await house.rows("SELECT reason, state, outcome FROM tickets ORDER BY id")]


async def test_a_question_is_answered_and_the_ticket_goes(house: House) -> None:
    await lose(house, "我的理赔到哪了")
    await sweep(house)
    assert (await said(house))[-2:] == ["系统恢复了。您刚才问的，这是答案：", "听到了：我的理赔到哪了"]
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]


async def test_every_question_is_answered_in_its_order_and_the_bot_is_back_once(house: House) -> None:
    await lose(house, "第一件", "第二件", "第三件")
    await sweep(house)
    await sweep(house)
    late = (await said(house))[-7:]
    assert [text for text in late if text.startswith("听到了")] == [
        "听到了：第一件",
        "听到了：第二件",
        "听到了：第三件",
    ]
    assert sum(BACK in text for text in late) == 1
    assert sum("您问的“第二件”" in text for text in late) == 1
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]


@pytest.mark.parametrize(
    ("reason", "desk"),
    [
        (TicketReason.CRISIS, TicketDesk.GENERAL),
        (TicketReason.REQUESTED, TicketDesk.GENERAL),
        (TicketReason.INTEREST, TicketDesk.RELIEF),
        (TicketReason.COMPLAINT, TicketDesk.GENERAL),
        (TicketReason.DISPUTE, TicketDesk.CLAIMS),
        (TicketReason.UNCLEAR, TicketDesk.GENERAL),
    ],
)
async def test_whoever_needs_a_person_gets_one(house: House, reason: TicketReason, desk: TicketDesk) -> None:
    house.engine.turns["那件事"] = Turn(
        (Spoken(Reply("好，给您转过去。")),), person=Handoff(reason, desk, "那件事")
    )
    await lose(house, "那件事")
    await sweep(house)
    assert await house.rows("SELECT reason, state, desk, about FROM tickets") == [
        (reason, "waiting", desk, "那件事")
    ]
    assert (await said(house))[-2] == "好，给您转过去。"


async def test_after_danger_a_question_is_still_answered_late_and_small_talk_is_not(house: House) -> None:
    house.engine.turns["话里有话"] = Turn((Spoken(Reply("打 12356")),), person=Handoff(TicketReason.CRISIS))
    house.engine.turns["要什么材料"] = say("材料有三样。")
    house.engine.is_chatting = True
    await lose(house, "话里有话", "在吗", "要什么材料")
    await sweep(house)
    await sweep(house)
    late = await said(house)
    assert "听到了：在吗" not in late
    assert late.count("材料有三样。") == 1
    assert await tickets_of(house) == [("crisis", "waiting", "")]


@pytest.mark.parametrize(
    ("need", "choices"),
    [
        ("stop_news", [("news", 0)]),
        ("want_news", [("news", 1)]),
        ("stop_service", [("service", 0)]),
        ("want_service", [("service", 1)]),
    ],
)
async def test_a_choice_of_notices_is_kept(house: House, need: Need, choices: list[tuple[str, int]]) -> None:
    house.engine.turns["通知的事"] = Turn((Spoken(Reply("好。")),), frozenset({need}))
    await lose(house, "通知的事")
    await sweep(house)
    assert await house.rows("SELECT kind, is_wanted FROM notice_choices") == choices


@pytest.mark.parametrize("need", ["identity", "profile", "papers"])
@pytest.mark.parametrize("words", [("点下面的链接",), ()])
async def test_a_page_comes_with_its_link(house: House, need: Need, words: tuple[str, ...]) -> None:
    turn = Turn(tuple(Spoken(Reply(one)) for one in words), frozenset({need}))
    house.engine.turns["要一页"] = turn
    await lose(house, "要一页")
    await sweep(house)
    links = (await house.rows("SELECT links FROM utterances WHERE speaker = 'bot' ORDER BY id DESC LIMIT 1"))[
        0
    ][0]
    assert "http://test/" in links
    assert len(await house.rows("SELECT * FROM member_pages")) == 1


async def test_an_identity_link_is_removed(house: House) -> None:
    house.engine.turns["解除绑定"] = Turn((), frozenset({"unlink"}))
    await lose(house, "解除绑定")
    await house.run(
        "INSERT INTO identity_links (conversation_id, member_id, linked_at) VALUES (1, 7, '2026-11-23 01:00:00')"
    )
    await sweep(house)
    assert await house.rows("SELECT * FROM identity_links") == []
    assert "已经解除绑定" in (await said(house))[-1]


async def test_a_refusal_is_written_down_and_what_was_understood_is_kept(house: House) -> None:
    turn = Turn(
        (Spoken(Reply("只能看自己的。")),), frozenset({"refusal"}), None, Understood((("check_claim", 0.9),))
    )
    house.engine.turns["看别人的"] = turn
    await lose(house, "看别人的")
    await sweep(house)
    assert await house.rows("SELECT count(*) FROM audit WHERE act = 'refused_others_records'") == [(1,)]
    assert "check_claim" in (await house.rows("SELECT understood FROM inbound"))[0][0]


async def test_an_outage_that_goes_on_leaves_the_rest_for_the_next_round(house: House) -> None:
    await lose(house, "第一件", "第二件", "第三件")
    house.engine.turns["第二件"] = OUTAGE
    await sweep(house)
    assert "听到了：第一件" in await said(house)
    assert "听到了：第三件" not in await said(house)
    assert await tickets_of(house) == [("outage", "waiting", "")]
    del house.engine.turns["第二件"]
    await sweep(house)
    answers = [text for text in await said(house) if text.startswith("听到了")]
    assert answers == ["听到了：第一件", "听到了：第二件", "听到了：第三件"]
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]


async def test_a_question_that_always_fails_is_left_to_staff_and_the_others_are_answered(
    house: House,
) -> None:
    await lose(house, "总是不行")
    house.engine.turns["总是不行"] = OUTAGE
    house.engine.turns["你好"] = OUTAGE
    await house.chat("你好", visitor="v2")
    del house.engine.turns["你好"]
    for _ in range(5):
        await sweep(house)
    assert house.engine.texts.count("总是不行") == 1 + 3
    assert "听到了：你好" in await said(house)
    assert await tickets_of(house) == [("outage", "waiting", ""), ("outage", "closed", "bot_back")]


async def test_who_was_taken_by_staff_meanwhile_hears_nothing_late(house: House) -> None:
    await lose(house, "我的理赔呢")
    await house.take(1)
    await sweep(house)
    await house.reply(1, "我来帮您看。")
    await house.resolve(1)
    await sweep(house)
    assert "听到了：我的理赔呢" not in await said(house)


async def test_staff_who_take_the_ticket_while_the_late_answer_is_made_have_the_word(house: House) -> None:
    await lose(house, "我的理赔呢")
    house.engine.wait, house.engine.was_asked = asyncio.Event(), asyncio.Event()
    sweeping = asyncio.create_task(sweep(house))
    await house.engine.was_asked.wait()
    await house.take(1)
    house.engine.wait.set()
    await sweeping
    assert "听到了：我的理赔呢" not in await said(house)
    assert (await tickets_of(house))[0][1] == "taken"


async def test_two_rounds_at_once_answer_once(house: House) -> None:
    await lose(house, "第一件", "第二件")
    await asyncio.gather(*(sweep(house) for _ in range(3)))
    assert sorted(text for text in await said(house) if text.startswith("听到了")) == [
        "听到了：第一件",
        "听到了：第二件",
    ]


async def test_a_late_answer_whose_process_was_killed_before_it_was_said_is_said_once(house: House) -> None:
    house.engine.turns["问"] = OUTAGE
    await house.deliver(house.write("问"))
    del house.engine.turns["问"]
    hand_over = house.parts.base.delivery.hand_over

    async def die(*_ids: int) -> None:
        raise KeyboardInterrupt

    object.__setattr__(house.parts.base.delivery, "hand_over", die)
    with pytest.raises(KeyboardInterrupt):
        await house.parts.desk.tickets.watch.late.answer(1)
    object.__setattr__(house.parts.base.delivery, "hand_over", hand_over)
    house.clock.advance(seconds=30)
    await house.recovery.recover()
    await house.recovery.recover()
    await sweep(house)
    assert sum("听到了：问" in text for _, text in house.messenger.sent) == 1


async def test_several_late_answers_are_one_customer_service_message(house: House) -> None:
    house.engine.turns.update({f"第{n}件": OUTAGE for n in range(6)})
    for number in range(6):
        await house.deliver(house.write(f"第{number}件"))
    house.engine.turns.clear()
    await sweep(house)
    assert len(house.messenger.sent) == 1
    assert all(f"听到了：第{n}件" in house.messenger.sent[0][1] for n in range(6))


async def test_the_same_question_asked_again_and_answered_is_not_answered_late(house: House) -> None:
    await lose(house, "我的理赔呢")
    assert first_text(await house.chat("我的理赔呢")) == "听到了：我的理赔呢"
    await sweep(house)
    assert (await said(house)).count("听到了：我的理赔呢") == 1
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]


async def test_the_same_question_asked_twice_in_an_outage_is_answered_once(house: House) -> None:
    await lose(house, "我的理赔呢", "我的理赔呢")
    await sweep(house)
    assert (await said(house)).count("听到了：我的理赔呢") == 1


async def test_in_the_middle_of_a_form_what_was_lost_is_heard_before_what_comes_next(house: House) -> None:
    await lose(house, "朝阳医院")
    house.engine.asked.clear()
    answer = await house.chat("八千")
    assert house.engine.texts == ["朝阳医院", "八千"]
    assert first_text(answer).index("听到了：朝阳医院") < first_text(answer).index("听到了：八千")
    await sweep(house)
    assert house.engine.texts == ["朝阳医院", "八千"]
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]


async def test_a_wish_for_a_person_said_first_keeps_the_ticket_and_the_question_is_answered(
    house: House,
) -> None:
    await lose(house, "转人工", "我的理赔呢")
    await sweep(house)
    assert (await said(house))[-1] == "听到了：我的理赔呢"
    assert await tickets_of(house) == [("requested", "waiting", "")]


async def test_a_masked_number_is_not_scolded_twice(house: House) -> None:
    words = "身份证 110000199001010010 我的理赔呢"
    kept = "身份证 ［身份证号尾号0010］ 我的理赔呢"
    house.engine.turns[kept] = OUTAGE
    await house.chat(words)
    house.engine.turns[kept] = say("在审。")
    await sweep(house)
    everything = await said(house)
    assert sum("遮住" in text for text in everything) == 1
    assert everything[-1] == "在审。"


async def test_a_place_and_a_picture_sent_in_an_outage_are_answered_late(house: House) -> None:
    find = house.visits.find_windows

    async def fail() -> dict[str, str]:
        raise ConnectionError("the claims database is away")

    object.__setattr__(house.visits, "find_windows", fail)
    place = {"MsgType": "location", "Location_X": "39.73", "Location_Y": "116.34", "Label": "北京市大兴区"}
    reply = await house.deliver(house.write_nodes({**place, "MsgId": "77"}))
    assert reply is not None
    assert "对不起" in reply.text
    object.__setattr__(house.visits, "find_windows", find)
    await sweep(house)
    assert "大兴区职工服务窗口" in house.messenger.sent[-1][1]
    assert await tickets_of(house) == [("outage", "closed", "bot_back")]
