"""Remembers which calls WeChat will refuse for a while, so that nothing more is spent on them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.wechat.account.error_codes import STALE_TOKEN, Kind, find_error_code
from bot.wechat.account.faults import refusal

# Short enough that what an operator puts right in WeChat's console works again by itself.
_MINUTE_LIMIT = timedelta(minutes=1)
_PAUSE = timedelta(minutes=10)
_STOP = timedelta(minutes=10)
_CONFIGURATION = timedelta(minutes=1)
_EVERYTHING = ""
# These meet every call of a path alike; other settings at fault concern one kind of message at most.
_LASTING = STALE_TOKEN | {40002, 40013, 40125, 40164, 40243, 41001, 41002, 41004, 48001, 89503, 89506, 89507}


class Pauses:
    """What one process has learned; a call that is paused raises the fault it was paused for."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._paused: dict[str, tuple[datetime, int]] = {}

    def check(self, path: str) -> None:
        """Raises TransportError where asking again is pointless for now; nothing was sent then."""
        for place in (_EVERYTHING, path):
            until, errcode = self._paused.get(place, (None, 0))
            if until and self._clock() < until:
                raise refusal(errcode)
            self._paused.pop(place, None)

    def note(self, path: str, errcode: int) -> None:
        """A call was refused with this number."""
        kind = find_error_code(errcode).kind
        if kind is Kind.STOP_ALL:
            self._keep(_EVERYTHING, _STOP, errcode)
        elif kind is Kind.PAUSE:
            self._keep(path, _MINUTE_LIMIT if errcode == 45011 else _PAUSE, errcode)
        elif errcode in _LASTING:
            self._keep(path, _CONFIGURATION, errcode)

    def _keep(self, place: str, length: timedelta, errcode: int) -> None:
        self._paused[place] = self._clock() + length, errcode
