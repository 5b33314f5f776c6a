"""Changes on their way to the centre's own systems: what one is, what became of it, and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)


@dataclass(frozen=True)
class OutgoingLane:
    """One member's changes, which leave one after the other; this bot's own under `claim` for a while."""

    id: str
    claim: str
    tries: int


@dataclass(frozen=True)
class Parcel:
    """One change as it leaves: the same bytes however often it is sent."""

    position: int
    key: str
    event: str
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class StuckChange:
    """The first of a member's changes, which does not get through and keeps the others waiting."""

    key: str
    name: str
    event: str
    at: datetime
    waiting: int
    tries: int
    reason: str
    next_try_at: datetime | None
    parked_at: datetime | None


@dataclass(frozen=True)
class OutgoingStanding:
    """How many changes wait and since when the first of them, and how many members' are parked."""

    waiting: int
    oldest_at: datetime | None
    parked: int


class Mishap(StrEnum):
    """Why the receiver does not have a change."""

    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    SERVER_FAULT = "server_fault"
    BUSY = "busy"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    NOT_CONFIRMED = "not_confirmed"
    """It answered 2xx, and did not say that it has this change: a proxy's page of apology may do that."""


AWAY = frozenset({Mishap.NO_CONNECTION, Mishap.TIMEOUT, Mishap.SERVER_FAULT, Mishap.BUSY})
"""The receiver as a whole does not work, whatever it is sent."""
MOST_TRIES: Mapping[Mishap, int] = {one: 80 if one in AWAY else 10 for one in Mishap}
"""Up to three days of a receiver that is away, up to three quarters of an hour of one that does not take this change."""


def find_pause(mishap: Mishap, tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many tries in a row, doubled each time up to an hour; None once it is parked.

    `chance` between 0 and 1 takes up to half of it away, so that not everything is tried in the same moment.
    """
    if tries >= MOST_TRIES[mishap]:
        return None
    whole = min(SHORTEST_PAUSE * 2.0 ** min(tries - 1, 20), LONGEST_PAUSE)
    return whole * (1 - chance / 2)
