"""The arithmetic of an account's pace: never more than the rate in any second, spread evenly."""

from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 1.25
"""The rate is spread over this instead of a second, so that a send that is late by a quarter breaks no limit."""
LATENESS_SECONDS = 0.08
"""A slot that is later than this is given up for another one."""
RECOVERY_SECONDS = 30.0
_SLOWEST = 0.05
_SERVICE_SHARE = 0.1
OUTREACH_SHARE = (1 - _SERVICE_SHARE) / WINDOW_SECONDS
"""What campaigns get of the configured rate."""


class Lane(StrEnum):
    """Who sends: what a member waits for has a lane of its own, so that no campaign stands before it."""

    SERVICE = "service"
    OUTREACH = "outreach"


@dataclass(frozen=True)
class Slots:
    """Moments to send at: the first in `wait` seconds, the others `interval` seconds apart."""

    wait: float
    interval: float
    count: int


def interval_of(lane: Lane, per_second: float, factor: float) -> float:
    """Seconds between two sends of a lane; `factor` slows outreach down, never what a member waits for."""
    if lane is Lane.SERVICE:
        return WINDOW_SECONDS / (per_second * _SERVICE_SHARE)
    return WINDOW_SECONDS / (per_second * (1 - _SERVICE_SHARE) * factor)


def find_factor(slowed_to: float, seconds_since: float) -> float:
    """How much of the rate is used now, after it was slowed down: it doubles every half minute."""
    return float(min(1.0, slowed_to * 2 ** min(10.0, seconds_since / RECOVERY_SECONDS)))


def slow_down(factor: float) -> float:
    """Half of it, down to a twentieth of the rate."""
    return max(_SLOWEST, factor / 2)
