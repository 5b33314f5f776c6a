"""Counts how many customer-service messages an account may send to a follower, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# The windows since 2023-06-12.
_ANSWER_TIME = timedelta(minutes=1)
# Typing needs an exchange in the last 30 seconds, and shows for 15.
_TYPING_AFTER_EXCHANGE = timedelta(seconds=30)
_TYPING_SHOWN = timedelta(seconds=15)


class Cause(StrEnum):
    """What the follower did that allows messages; allowances of different causes do not add up."""

    MESSAGE = "message"
    MENU = "menu"
    FOLLOW = "follow"
    SCAN = "scan"


# How many, and within what time; VIEW does not count.
_RULES = {
    Cause.MESSAGE: (5, timedelta(hours=48)),
    Cause.MENU: (3, _ANSWER_TIME),
    Cause.FOLLOW: (3, _ANSWER_TIME),
    Cause.SCAN: (3, _ANSWER_TIME),
}


@dataclass
class _Allowance:
    left: int
    until: datetime


class Follower:
    """One follower's side of the limits; each method that may refuse gives an errcode, 0 for yes."""

    def __init__(self) -> None:
        self.is_following = True
        self._allowances: dict[Cause, _Allowance] = {}
        self._exchanged_at: datetime | None = None
        self._typing_until: datetime | None = None

    def act(self, cause: Cause, now: datetime) -> None:
        """The follower did something: that cause's allowance begins anew."""
        count, time = _RULES[cause]
        self.is_following = True
        self._allowances[cause] = _Allowance(count, now + time)
        if cause is Cause.MESSAGE:
            self._exchanged_at = now

    def leave(self) -> None:
        """The follower unsubscribed."""
        self.is_following = False
        self._allowances.clear()
        self._exchanged_at = None

    def take_message(self, now: datetime) -> int:
        """Uses one message of whichever allowance ends first: 45015 closed or left, 45047 used up."""
        open_ones = [one for one in self._allowances.values() if now < one.until]
        if not open_ones:
            return 45015
        usable = [one for one in open_ones if one.left]
        if not usable:
            return 45047
        min(usable, key=lambda one: one.until).left -= 1
        self._exchanged_at, self._typing_until = now, None
        return 0

    def show_typing(self, now: datetime) -> int:
        """Shows the typing sign for 15 seconds, or until a message comes: 45080, 45081."""
        if self._exchanged_at is None or now - self._exchanged_at > _TYPING_AFTER_EXCHANGE:
            return 45080
        if self._typing_until is not None and now < self._typing_until:
            return 45081
        self._typing_until = now + _TYPING_SHOWN
        return 0

    def stop_typing(self) -> None:
        """Takes the typing sign away."""
        self._typing_until = None
