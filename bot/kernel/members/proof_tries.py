"""How often somebody may try to prove who they are: few tries for each chat, a pause for each identity number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES = 5
LOCK_OUT = timedelta(hours=24)
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class TriesLeft:
    """Whether one more try is weighed: `left` remain to the chat after it, and `pause` is how long to wait where not yet."""

    is_allowed: bool
    left: int
    pause: timedelta = timedelta()


def tries_left(failures: int) -> int:
    """How many tries remain after `failures` wrong ones within the lock-out time."""
    return max(0, TRIES - failures)


def allow_try(own: int, of_number: Sequence[datetime], now: datetime) -> TriesLeft:
    """Weighs one more try, by how many this chat had and when the identity number was tried, newest first, in any chat.

    Whoever knows somebody's number must not be able to lock them out with it: many tries make the number slow, and
    only a chat's own tries lock that chat.
    """
    if own >= TRIES:
        return TriesLeft(False, 0)
    pause = find_pause(len(of_number))
    if of_number and now < of_number[0] + pause:
        return TriesLeft(False, tries_left(own), of_number[0] + pause - now)
    return TriesLeft(True, tries_left(own + 1))


def find_pause(tries: int) -> timedelta:
    """How long a number rests after its last try: not at all at first, then twice as long each time, up to half an hour."""
    if tries < TRIES:
        return timedelta()
    doublings: int = min(tries - TRIES, 10)
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)
