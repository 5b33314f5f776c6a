"""Gives out access tokens: stable ones that stay the same, and old-style ones that replace each other."""

import secrets
from datetime import datetime, timedelta

LIFE = timedelta(seconds=7200)
_OVERLAP = timedelta(minutes=5)


class TokenDesk:
    """One account's tokens; the two kinds do not touch each other."""

    def __init__(self) -> None:
        self._valid_until: dict[str, datetime] = {}
        self._stable = ""
        self._replaceable = ""

    def issue_stable(self, now: datetime) -> tuple[str, int]:
        """The same token and the seconds it has left, a new one in its last five minutes."""
        left = self._valid_until.get(self._stable, now) - now
        if left <= _OVERLAP:
            self._stable, left = self._new(now), LIFE
        return self._stable, int(left.total_seconds())

    def issue_replacing(self, now: datetime) -> tuple[str, int]:
        """A new token; the one before lives five minutes more."""
        if self._replaceable in self._valid_until:
            self._valid_until[self._replaceable] = min(self._valid_until[self._replaceable], now + _OVERLAP)
        self._replaceable = self._new(now)
        return self._replaceable, int(LIFE.total_seconds())

    def is_valid(self, token: str, now: datetime) -> bool:
        """Whether a call with this token is let through."""
        return now < self._valid_until.get(token, now)

    def revoke_all(self) -> None:
        """Makes every token invalid before its time, as WeChat sometimes does."""
        self._valid_until.clear()

    def _new(self, now: datetime) -> str:
        token = secrets.token_urlsafe(96)
        self._valid_until[token] = now + LIFE
        return token
