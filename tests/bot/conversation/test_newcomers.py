"""What one address may begin in the web chat: bounded, in words, and never for whoever is in danger."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.coordination.rates import Rates
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.house import House, build_house
from vocabulary.tickets import TicketReason


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A bot that bounds what one address begins more closely than it usually does."""
    async with build_house(tmp_path, webchat_newcomers_per_minute=20, webchat_tickets_per_minute=5) as built:
        yield built


async def say(house: House, visitor: str, text: str) -> httpx.Response:
    return await house.http.post("/api/chat/messages", json={"visitor": visitor, "text": text})


async def count_tickets(house: House) -> Any:
    return (await house.rows("SELECT count(*) FROM tickets"))[0][0]


def lay_down(house: House, words: str, reason: TicketReason = TicketReason.REQUESTED) -> None:
    house.engine.turns[words] = Turn((Spoken(Reply("好，给您转人工。")),), person=Handoff(reason))


async def test_one_address_opens_so_many_tickets_and_is_then_told_where_to_call(house: House) -> None:
    lay_down(house, "转人工")
    answers = [await say(house, f"fresh-{number}", "转人工") for number in range(10)]
    assert 5 <= await count_tickets(house) < 8
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "12351" in answers[-1].json()["error"]["message"]


async def test_visitors_made_beforehand_do_not_get_round_it(house: House) -> None:
    lay_down(house, "转人工")
    for number in range(10):
        await say(house, f"made-{number}", "你好")
    for number in range(10):
        await say(house, f"made-{number}", "转人工")
    assert await count_tickets(house) < 8


async def test_words_of_danger_are_heard_however_many_came_before(house: House) -> None:
    lay_down(house, "转人工")
    lay_down(house, "我不想活了", TicketReason.CRISIS)
    for number in range(10):
        await say(house, f"fresh-{number}", "转人工")
    for number in range(6):
        answer = await say(house, f"in-danger-{number}", "我不想活了")
        assert answer.status_code == 200
        assert answer.json()["replies"]


async def test_whoever_talks_already_goes_on_talking(house: House) -> None:
    assert (await say(house, "old", "你好")).status_code == 200
    answers = [await say(house, f"new-{number}", "你好") for number in range(30)]
    assert answers[-1].status_code == 429
    assert (await say(house, "old", "医保报销吗")).status_code == 200


def test_a_minute_later_there_is_room_again() -> None:
    moment = 1000.0
    rates = Rates(6, lambda: moment)
    assert [rates.take("a") for _ in range(8)] == [True] * 6 + [False] * 2
    assert rates.take("b")
    moment += 10
    assert [rates.take("a") for _ in range(2)] == [True, False]
    moment += 600
    assert [rates.take("a") for _ in range(7)] == [True] * 6 + [False]
