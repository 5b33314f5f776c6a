"""Rules of linking a chat to a membership: how long a link lives and when tries are used up."""

from datetime import timedelta

LINK_LIFE = timedelta(minutes=10)
TRIES = 5
LOCK_OUT = timedelta(hours=24)


def tries_left(failures: int) -> int:
    """How many tries remain after `failures` wrong ones within the lock-out time."""
    return max(0, TRIES - failures)
