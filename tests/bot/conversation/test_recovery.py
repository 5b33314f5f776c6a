"""A killed process: what it left is answered once, by whoever looks first."""

import asyncio

from testing.house import House


async def leave_unanswered(house: House, words: str) -> None:
    """A message that was committed and not answered: the process ended in between."""
    house.engine.wait, house.engine.was_asked = asyncio.Event(), asyncio.Event()
    delivery = asyncio.create_task(house.deliver(house.write(words)))
    await house.engine.was_asked.wait()
    for task in [delivery, *house.turns._working]:
        task.cancel()
    await asyncio.gather(delivery, return_exceptions=True)
    house.engine.wait = None


async def test_what_was_not_answered_is_answered_once(house: House) -> None:
    await leave_unanswered(house, "还在吗")
    house.clock.advance(seconds=21)
    await asyncio.gather(house.recovery.recover(), house.recovery.recover())
    await house.recovery.recover()
    assert [text for _, text in house.messenger.sent] == ["听到了：还在吗"]


async def test_what_is_still_fresh_is_left_to_its_own_connection(house: House) -> None:
    await leave_unanswered(house, "还在吗")
    assert await house.recovery.recover() == 0


async def test_wechats_own_retry_after_a_restart_is_answered_inline_and_not_sent_again(house: House) -> None:
    await leave_unanswered(house, "还在吗")
    push = house.last_push
    assert push is not None
    reply = await house.deliver(push)
    assert reply is not None
    house.clock.advance(seconds=60)
    assert await house.recovery.recover() == 0
    assert house.messenger.sent == []


async def test_a_retry_after_recovery_is_acknowledged_without_a_second_answer(house: House) -> None:
    await leave_unanswered(house, "还在吗")
    push = house.last_push
    assert push is not None
    house.clock.advance(seconds=21)
    await house.recovery.recover()
    assert await house.deliver(push) is None
    assert len(house.messenger.sent) == 1
