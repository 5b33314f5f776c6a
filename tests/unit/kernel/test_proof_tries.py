"""Few tries for a chat, and a number that is tried on and on rests longer, but nobody is locked out by it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.kernel.members.proof_tries import LOCK_OUT, TRIES, allow_try, find_pause

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("own", range(8))
def test_a_chat_has_five(own: int) -> None:
    allowance = allow_try(own, [], NOW)
    assert allowance.is_allowed is (own < TRIES)
    assert allowance.left == max(0, TRIES - own - 1)


def test_a_thousand_chats_get_few_tries_at_one_number_a_day_and_it_is_never_shut_for_long() -> None:
    tries: list[datetime] = []
    for second in range(0, 24 * 3600, 20):
        now = NOW + timedelta(seconds=second)
        recent = [one for one in reversed(tries) if one > now - LOCK_OUT]
        allowance = allow_try(0, recent, now)
        assert allowance.is_allowed or timedelta() < allowance.pause <= 30 * MINUTE
        tries += [now] if allowance.is_allowed else []
    assert len(tries) < 60


def test_pauses_grow_and_have_an_end() -> None:
    pauses = [find_pause(tries) for tries in range(10_000)]
    assert pauses[TRIES - 1] == timedelta()
    assert pauses == sorted(pauses)
    assert pauses[TRIES] == MINUTE
    assert pauses[-1] == 30 * MINUTE


def test_a_pause_that_is_over_allows_one_more() -> None:
    tried = [NOW - timedelta(seconds=n) for n in range(TRIES)]
    assert not allow_try(0, tried, NOW + MINUTE - timedelta(seconds=1)).is_allowed
    assert allow_try(0, tried, NOW + MINUTE).is_allowed
