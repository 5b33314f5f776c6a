"""How often a secret may be tried: a few tries at once, and then ever longer waits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

FORGOTTEN_AFTER = timedelta(days=1)
"""Wrong tries are forgotten when nobody tried for so long."""
KNOWN_FOR = timedelta(days=90)
"""How long a browser or an address counts as the owner's own."""

Secret = Literal["password", "code"]
Scope = Literal["address", "login", "pair", "device"]


@dataclass(frozen=True)
class Limit:
    """So many tries are free; from then on each wrong one doubles the wait before the next."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta

    def find_wait(self, tries: int) -> timedelta:
        """How long nobody may try after so many wrong tries."""
        if tries < self.free:
            return timedelta()
        doublings = min(tries - self.free, 20)
        return min(self.first_wait * (1 << doublings), self.longest_wait)


_MINUTE = timedelta(minutes=1)
LIMITS: dict[Scope, Limit] = {
    # A whole desk may sit behind one address.
    "address": Limit(100, _MINUTE, 15 * _MINUTE),
    # One login from wherever its owner is not known to be.
    "login": Limit(20, _MINUTE, 30 * _MINUTE),
    "pair": Limit(5, _MINUTE, 60 * _MINUTE),
    "device": Limit(5, _MINUTE, 60 * _MINUTE),
}


@dataclass(frozen=True)
class Tries:
    """The tries of one key: how many were wrong or are under way, and when the next one may be."""

    count: int
    tried_at: datetime
    open_at: datetime
    proved_at: datetime | None = None

    def reserve(self, scope: Scope, now: datetime) -> "Tries | None":
        """With one more try, counted as wrong until it is known to be right; None where it must wait."""
        if now < self.open_at:
            return None
        count = 1 if now - self.tried_at > FORGOTTEN_AFTER else self.count + 1
        return replace(self, count=count, tried_at=now, open_at=now + LIMITS[scope].find_wait(count))

    def prove(self, scope: Scope, now: datetime) -> "Tries":
        """After a right try: the owner's own place starts anew, elsewhere this one try is taken back."""
        if scope in ("pair", "device"):
            return Tries(0, now, now, now)
        count = max(self.count - 1, 0)
        return replace(self, count=count, open_at=now if count < LIMITS[scope].free else self.open_at)

    def is_known(self, now: datetime) -> bool:
        """Whether the owner was here lately."""
        return self.proved_at is not None and now - self.proved_at < KNOWN_FOR
