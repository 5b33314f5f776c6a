"""Counts the calls of a day, and refuses those beyond an account's limits."""

from collections import Counter
from datetime import datetime, timedelta, timezone

from wechat_sim.refusals import OK, Body, Refused

_BEIJING = timezone(timedelta(hours=8))
_CLEARINGS_A_MONTH = 10

# The daily defaults.
DAILY_LIMITS = {
    "/cgi-bin/token": 2000,
    "/cgi-bin/stable_token": 500_000,
    "/cgi-bin/message/custom/send": 500_000,
    "/cgi-bin/message/template/send": 100_000,
    "/cgi-bin/menu/create": 1000,
    "/cgi-bin/menu/delete": 1000,
    "/cgi-bin/menu/get": 10_000,
    "/cgi-bin/qrcode/create": 100_000,
    "/cgi-bin/media/upload": 100_000,
    "/cgi-bin/media/get": 200_000,
}


class Quotas:
    """One account's counts; `limits` may be lowered."""

    def __init__(self) -> None:
        self.limits = dict(DAILY_LIMITS)
        self._used: Counter[str] = Counter()
        self._clearings: Counter[str] = Counter()
        self._day = ""

    def take(self, path: str, now: datetime) -> None:
        """Counts one call; raises Refused, 45009 until midnight."""
        self._turn_day(now)
        limit = self.limits.get(path)
        if limit is not None and self._used[path] >= limit:
            raise Refused(45009)
        self._used[path] += 1

    def show(self, path: str, now: datetime) -> Body:
        """The live values of /openapi/quota/get."""
        self._turn_day(now)
        limit = self.limits.get(path, 0)
        used = self._used[path]
        return OK | {"quota": {"daily_limit": limit, "used": used, "remain": max(0, limit - used)}}

    def clear(self, now: datetime) -> Body:
        """Ten times a month."""
        month = f"{now.astimezone(_BEIJING):%Y-%m}"
        if self._clearings[month] >= _CLEARINGS_A_MONTH:
            raise Refused(48006)
        self._clearings[month] += 1
        self._used.clear()
        return OK

    def _turn_day(self, now: datetime) -> None:
        day = f"{now.astimezone(_BEIJING):%Y-%m-%d}"
        if day != self._day:
            self._day = day
            self._used.clear()
