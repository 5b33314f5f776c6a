"""Gives out access tokens: stable ones that stay the same, and old-style ones that replace each other."""

import secrets
from datetime import datetime, timedelta

from wechat_sim.refusals import Refused

# 7200 seconds; in the last five minutes a new one is given, and both are good.
LIFE = timedelta(seconds=7200)
_OVERLAP = timedelta(minutes=5)
# Force_refresh at most 20 times a day, at least 30 seconds apart.
_FORCED_A_DAY = 20
_BETWEEN_FORCED = timedelta(seconds=30)


class TokenDesk:
    """One account's tokens; the two kinds do not touch each other."""

    def __init__(self) -> None:
        self._valid_until: dict[str, datetime] = {}
        self._refused: set[str] = set()
        self._forced: list[datetime] = []
        self._stable = ""
        self._replaceable = ""

    def issue_stable(self, now: datetime, *, force: bool = False) -> tuple[str, int]:
        """The same token and the seconds it has left, a new one in its last five minutes or by force."""
        left = self._valid_until.get(self._stable, now) - now
        if force:
            self._count_forced(now)
            self._refused.add(self._stable)
        if force or left <= _OVERLAP:
            self._stable, left = self._new(now), LIFE
        return self._stable, int(left.total_seconds())

    def issue_replacing(self, now: datetime) -> tuple[str, int]:
        """A new token; the one before lives five minutes more."""
        if self._replaceable in self._valid_until:
            self._valid_until[self._replaceable] = min(self._valid_until[self._replaceable], now + _OVERLAP)
        self._replaceable = self._new(now)
        return self._replaceable, int(LIFE.total_seconds())

    def check(self, token: str, now: datetime) -> None:
        """Raises Refused, with the number for the way in which the token is no good."""
        if not token:
            raise Refused(41001)
        if token in self._refused or token not in self._valid_until:
            raise Refused(40001)
        if now >= self._valid_until[token]:
            raise Refused(42001)

    def is_valid(self, token: str, now: datetime) -> bool:
        """Whether a call with this token is let through."""
        try:
            self.check(token, now)
        except Refused:
            return False
        return True

    def revoke_all(self) -> None:
        """Makes every token invalid before its time, as WeChat sometimes does."""
        self._valid_until.clear()

    def spoil(self) -> None:
        """Refuses the stable token from now on, and gives it out all the same: only force helps."""
        self._refused.add(self._stable)

    def _count_forced(self, now: datetime) -> None:
        self._forced = [at for at in self._forced if now - at < timedelta(days=1)]
        # WeChat names no number for either limit.
        if self._forced and now - self._forced[-1] < _BETWEEN_FORCED:
            raise Refused(45011)
        if len(self._forced) >= _FORCED_A_DAY:
            raise Refused(45009)
        self._forced.append(now)

    def _new(self, now: datetime) -> str:
        # Room for 512 characters must be kept.
        token = secrets.token_urlsafe(96)
        self._valid_until[token] = now + LIFE
        return token
