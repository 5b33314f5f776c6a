"""A message that always fails gets an apology and a ticket, and stands in nobody's way."""

import asyncio

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from testing.house import House
from tests.bot.conversation.test_recovery import leave_unanswered

FAULTS = [
    TypeError("odd"),
    KeyError("x"),
    RecursionError(),
    MemoryError(),
    AssertionError(),
    UnicodeError("bytes"),
]
OTHER = "oTestFollower000000000000002"


@pytest.mark.parametrize("fault", FAULTS, ids=[type(fault).__name__ for fault in FAULTS])
async def test_a_turn_that_always_throws_is_an_apology_and_a_ticket(house: House, fault: Exception) -> None:
    house.engine.turns["毒"] = fault
    reply = await house.deliver(house.write("毒"))
    assert reply is not None
    assert "对不起" in reply.text
    assert house.engine.texts == ["毒", "毒"]
    assert await house.rows("SELECT reason, state FROM tickets") == [("outage", "waiting")]


async def test_what_cannot_be_recorded_is_an_apology_and_a_ticket(house: House) -> None:
    facts = ({"row": object()},)
    house.engine.turns["毒"] = Turn((Spoken(Reply("这一句写不进去"), facts=facts),))
    reply = await house.deliver(house.write("毒"))
    assert reply is not None
    assert "对不起" in reply.text


async def test_later_messages_of_the_same_member_are_answered_danger_included(house: House) -> None:
    house.engine.turns["毒"] = TypeError("odd")
    await house.deliver(house.write("毒"))
    reply = await house.deliver(house.write("我的理赔呢"))
    assert reply is not None
    assert "听到了：我的理赔呢" in reply.text
    danger = await house.deliver(house.write("我不想活了"))
    assert danger is not None
    assert "12356" in danger.text
    assert await house.rows("SELECT reason, urgency FROM tickets") == [("crisis", 0)]


async def test_a_wish_for_a_person_that_always_throws_is_met(house: House) -> None:
    house.engine.turns["转人工"] = TypeError("odd")
    await house.deliver(house.write("转人工"))
    await house.turns.finish()
    assert await house.rows("SELECT reason FROM tickets") == [("requested",)]


async def test_a_fault_that_passes_is_not_noticed(house: House) -> None:
    house.engine.turns["问"] = TypeError("once")

    class OnceFailing(dict[str, Turn | Exception]):
        """Forgets a fault once it was thrown."""

        def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
            return self.pop(key, default)

    house.engine.turns = OnceFailing(house.engine.turns)
    reply = await house.deliver(house.write("问"))
    assert reply is not None
    assert reply.text == "听到了：问"
    assert await house.rows("SELECT * FROM tickets") == []


async def test_the_others_behind_it_in_recovery_are_answered(house: House) -> None:
    await leave_unanswered(house, "毒")
    house.engine.wait, house.engine.was_asked = asyncio.Event(), asyncio.Event()
    delivery = asyncio.create_task(house.deliver(house.write("别人的", openid=OTHER)))
    await house.engine.was_asked.wait()
    for task in [delivery, *house.turns._working]:
        task.cancel()
    await asyncio.gather(delivery, return_exceptions=True)
    house.engine.wait = None
    house.engine.turns["毒"] = TypeError("odd")
    house.clock.advance(seconds=21)
    await house.recovery.recover()
    sent = dict(house.messenger.sent)
    assert "听到了：别人的" in sent[OTHER]
    assert any("对不起" in text for text in sent.values())


async def test_a_conversation_that_cannot_even_be_opened_does_not_stop_recovery(house: House) -> None:
    for number in range(60):
        await house.chat("好", visitor=f"broken{number}")
    await house.chat("好", visitor="whole")
    # A reason that a later version wrote: this one cannot read the ticket, and so not begin the turn.
    await house.run(
        "INSERT INTO tickets (conversation_id, reason, urgency, state, opened_at) "
        "SELECT id, 'later_version', 3, 'waiting', '2026-11-23 01:00:00' FROM conversations WHERE address LIKE 'broken%'"
    )
    await house.run("UPDATE inbound SET answered_at = NULL, text = '还在吗'")
    house.clock.advance(seconds=21)
    for _ in range(2):
        await house.recovery.recover()
    assert "还在吗" in house.engine.texts


async def test_a_message_that_ends_the_process_each_time_is_given_up_and_a_restart_does_not_forget(
    house: House,
) -> None:
    await leave_unanswered(house, "毒")
    house.clock.advance(seconds=21)
    for _ in range(2):
        house.engine.wait, house.engine.was_asked = asyncio.Event(), asyncio.Event()
        recovering = asyncio.create_task(house.recovery.recover())
        await house.engine.was_asked.wait()
        recovering.cancel()
        await asyncio.gather(recovering, return_exceptions=True)
    asked = len(house.engine.asked)
    house.engine.wait = None
    await house.recovery.recover()
    assert len(house.engine.asked) == asked
    assert "对不起" in house.messenger.sent[-1][1]
    assert await house.rows("SELECT reason, state FROM tickets") == [("outage", "waiting")]


async def test_an_event_that_always_fails_does_not_silence_its_member(house: House) -> None:
    async def fail(*_known: object) -> None:
        raise TypeError("odd")

    object.__setattr__(house.parts.conversation.handoffs, "close_unfollowed", fail)
    assert await house.deliver(house.write_event("unsubscribe")) is None
    house.clock.advance(seconds=1)
    reply = await house.deliver(house.write("我回来了"))
    assert reply is not None
    assert reply.text == "听到了：我回来了"


async def test_a_turn_that_never_ends_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversation.turns.LONGEST_TURN_SECONDS", 0.01)
    house.engine.wait = asyncio.Event()
    reply = await house.deliver(house.write("毒"))
    assert reply is not None
    assert "对不起" in reply.text
