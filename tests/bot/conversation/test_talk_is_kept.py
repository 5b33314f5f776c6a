"""What a conversation knows is kept with the answer it belongs to, and goes with every message after it."""

import asyncio
from dataclasses import replace

from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from testing.fakes import say
from testing.house import House

FIRST, SECOND = '{"n":1}', '{"n":2}'


def lay_down(house: House, words: str, talk: str) -> None:
    """Answers these words, and knows this afterwards."""
    house.engine.turns[words] = replace(say("好"), talk=talk)


async def kept(house: House) -> list[str]:
    """What is in the database."""
    return [content for (content,) in await house.rows("SELECT content FROM talks")]


async def test_it_comes_with_the_next_message_and_is_replaced_by_its_answer(house: House) -> None:
    lay_down(house, "报案", FIRST)
    lay_down(house, "昨天", SECOND)
    for words in ("报案", "昨天", "谢谢"):
        await house.deliver(house.write(words))
    assert house.engine.heard == ["", FIRST, SECOND]
    assert await kept(house) == [SECOND]


async def test_an_outage_changes_nothing_of_it(house: House) -> None:
    lay_down(house, "报案", FIRST)
    house.engine.turns["昨天"] = EngineUnavailable("gone")
    await house.deliver(house.write("报案"))
    await house.deliver(house.write("昨天"))
    assert await kept(house) == [FIRST]


async def test_a_turn_that_is_repeated_after_a_crash_begins_from_the_same_state(house: House) -> None:
    lay_down(house, "报案", FIRST)
    lay_down(house, "昨天", SECOND)
    await house.deliver(house.write("报案"))
    house.engine.wait, house.engine.was_asked = asyncio.Event(), asyncio.Event()
    delivery = asyncio.create_task(house.deliver(house.write("昨天")))
    await house.engine.was_asked.wait()
    for task in [delivery, *house.turns._working]:
        task.cancel()
    await asyncio.gather(delivery, return_exceptions=True)
    assert await kept(house) == [FIRST]
    house.engine.wait = None
    house.clock.advance(seconds=21)
    await house.recovery.recover()
    assert house.engine.heard == ["", FIRST, FIRST]
    assert await kept(house) == [SECOND]


async def test_unlinking_forgets_it(house: House) -> None:
    lay_down(house, "报案", FIRST)
    await house.deliver(house.write("报案"))
    await house.run(
        "INSERT INTO identity_links (conversation_id, member_id, linked_at) VALUES (1, 7, '2026-11-23')"
    )
    house.engine.turns["解绑"] = Turn((), frozenset({"unlink"}), talk=SECOND)
    await house.deliver(house.write("解绑"))
    assert await kept(house) == []


async def test_whoever_leaves_leaves_nothing_known(house: House) -> None:
    lay_down(house, "报案", FIRST)
    await house.deliver(house.write("报案"))
    await house.deliver(house.write_event("unsubscribe"))
    assert await kept(house) == []
