"""Decides whether a push is new, WeChat's own repeat, or somebody else's use of a captured request."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import BadSignature

WINDOW = timedelta(minutes=10)
"""How far a timestamp may be from our clock; WeChat sets no limit of its own."""

RETRY_SPAN = timedelta(seconds=30)
"""How much older a repeat may be than its first delivery: three tries of five seconds, and room to spare."""

_LONGEST_TIMESTAMP = 12
_MOST_STAMPS = 100_000


class Freshness(StrEnum):
    """What a push is by its timestamp and nonce; `REUSED` and `STALE` are to be refused."""

    FRESH = "fresh"
    REPEATED = "repeated"
    REUSED = "reused"
    STALE = "stale"


@dataclass(frozen=True)
class Stamp:
    """What WeChat signs beside the body; `is_bound` where the signature is over the body too."""

    timestamp: str
    nonce: str
    is_bound: bool


def is_timely(timestamp: str, now: datetime, window: timedelta = WINDOW) -> bool:
    """Whether it is a number of seconds, and no further than `window` from now."""
    if len(timestamp) > _LONGEST_TIMESTAMP or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    return abs(now.timestamp() - int(timestamp)) <= window.total_seconds()


def decide_freshness(
    stamp: Stamp, now: datetime, *, key: str, first_key: str | None, window: timedelta = WINDOW
) -> Freshness:
    """`key` is the push's key for duplicates, `first_key` that of the first push which bore this stamp.

    WeChat's repeats bring the same key, with the same stamp or a new one (it does not say which): neither is
    ever refused. A stamp seen with another key is a captured signature before another body, where it does not
    bind the body; where it does, two nonces were alike.
    """
    if first_key == key and is_timely(stamp.timestamp, now, window + RETRY_SPAN):
        return Freshness.REPEATED
    if not is_timely(stamp.timestamp, now, window):
        return Freshness.STALE
    if first_key not in (None, key) and not stamp.is_bound:
        return Freshness.REUSED
    return Freshness.FRESH


@dataclass(frozen=True)
class ReplayGuard:
    """Remembers the stamps of the last minutes, in this process only."""

    window: timedelta = WINDOW
    _seen: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def check(self, stamp: Stamp, key: str, now: datetime) -> Freshness:
        """Raises BadSignature for what is to be refused."""
        place = stamp.timestamp, stamp.nonce
        freshness = decide_freshness(stamp, now, key=key, first_key=self._seen.get(place), window=self.window)
        if freshness in (Freshness.STALE, Freshness.REUSED):
            raise BadSignature(f"the request is {freshness}")
        self._seen.setdefault(place, key)
        while len(self._seen) > _MOST_STAMPS or self._is_oldest_over(now):
            del self._seen[next(iter(self._seen))]
        return freshness

    def _is_oldest_over(self, now: datetime) -> bool:
        oldest = next(iter(self._seen), None)
        return oldest is not None and not is_timely(oldest[0], now, self.window + RETRY_SPAN)
