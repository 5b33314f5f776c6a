"""That a person is awaited goes with every message; the wish for one is taken back, and every reason stays known."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.working_hours import WorkingHours, WrittenHours, say_week
from testing.house import House, build_house, first_text
from vocabulary.beijing import BEIJING
from vocabulary.tickets import TicketDesk, TicketReason

TAKE_BACK = Turn((Spoken(Reply("好，不转了，撤回了。")),), frozenset({"withdraw_person"}))


def call(house: House, words: str, reason: TicketReason, about: str = "") -> None:
    """These words call a person."""
    house.engine.turns[words] = Turn((), person=Handoff(reason, TicketDesk.GENERAL, about))


async def test_nobody_is_awaited_before_a_ticket_and_after_it_was_taken(house: House) -> None:
    await house.chat("你好")
    ticket = await house.open_ticket()
    await house.chat("还在吗")
    await house.take(ticket)
    await house.chat("您说")
    assert [one is not None for one in house.engine.awaited] == [False, False, True]


async def test_the_handlers_hear_since_when_why_and_how_many_are_before(house: House) -> None:
    await house.open_ticket(visitor="v1")
    opened_at = house.clock()
    await house.open_ticket(visitor="v2")
    await house.chat("还在吗", "v2")
    waiting = house.engine.awaited[-1]
    assert waiting
    assert (waiting.since, waiting.reason, waiting.ahead) == (opened_at, TicketReason.REQUESTED, 1)


async def test_an_outage_is_no_person_awaited(house: House) -> None:
    call(house, "坏了", TicketReason.OUTAGE)
    await house.chat("坏了")
    await house.chat("还在吗")
    assert house.engine.awaited[-1] is None


async def test_the_wish_is_taken_back_and_the_bot_goes_on(house: House) -> None:
    await house.open_ticket()
    house.engine.turns["不用转了"] = TAKE_BACK
    answer = await house.chat("不用转了")
    assert "撤回了" in first_text(answer)
    assert answer["status"] == "bot"
    assert await house.rows("SELECT state, outcome FROM tickets") == [("closed", "withdrawn")]


@pytest.mark.parametrize("reason", [TicketReason.RELIEF_URGENT, TicketReason.IDENTITY_LOCKED])
async def test_what_may_not_rest_stays_and_that_is_said(house: House, reason: TicketReason) -> None:
    call(house, "急", reason)
    await house.chat("急")
    house.engine.turns["不用转了"] = TAKE_BACK
    assert "撤不回来" in first_text(await house.chat("不用转了"))
    assert await house.rows("SELECT reason, state FROM tickets") == [(reason.value, "waiting")]


async def test_every_reason_stays_on_the_ticket(house: House) -> None:
    call(house, "不服", TicketReason.DISPUTE, "理赔 LP2026-0031278")
    call(house, "转人工", TicketReason.REQUESTED)
    call(house, "破系统", TicketReason.COMPLAINT)
    for words in ("不服", "转人工", "破系统", "转人工"):
        await house.chat(words)
    [(reason, about)] = await house.rows("SELECT reason, about FROM tickets")
    assert reason == "requested"
    assert [one in about for one in ("LP2026-0031278", "对审核有异议", "不满")] == [True, True, True]
    assert len(about.splitlines()) == 3


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1-5 9:00-12:00 13:30-17:30", "周一到周五 09:00到12:00、13:30到17:30"),
        ("1-5 9:00-17:00; 6 9:00-12:00", "周一到周五 09:00到17:00；周六 09:00到12:00"),
    ],
)
def test_the_usual_hours_in_words(written: str, said: str) -> None:
    assert say_week(WrittenHours(written).parse()) == said


def test_where_somebody_is_always_there_no_hours_are_said() -> None:
    assert say_week(WorkingHours()) == ""


async def test_out_of_hours_the_handlers_hear_when_the_desk_opens(tmp_path: Path) -> None:
    async with build_house(tmp_path, working_hours="1-5 9:00-17:30") as house:
        house.clock.now = datetime(2026, 3, 18, 22, 0, tzinfo=BEIJING)
        await house.open_ticket()
        await house.chat("还在吗")
        waiting = house.engine.awaited[-1]
        assert waiting
        assert (waiting.is_open, waiting.opening) == (False, "明天（周四）9:00")
        assert waiting.hours == "周一到周五 09:00到17:30"
