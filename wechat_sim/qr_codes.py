"""Makes QR codes with scenes, temporary and permanent ones."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from wechat_sim.refusals import Body, Refused

# A temporary code lives 60 seconds if nothing is said and 30 days at most.
_DEFAULT_SECONDS, _MOST_SECONDS = 60, 2_592_000
# Numbers of 32 bits, 1 to 100000 for permanent ones, and 100,000 permanent ones in all.
_LARGEST, _LARGEST_PERMANENT, _MOST_PERMANENT = 2**32 - 1, 100_000, 100_000
_LONGEST_SCENE = 64
_ACTIONS = ("QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE")


@dataclass(frozen=True)
class Code:
    """One code; `until` is None where it lives for ever."""

    scene: str
    until: datetime | None


class QrCodeDesk:
    """The codes of one account by ticket."""

    def __init__(self) -> None:
        self.codes: dict[str, Code] = {}

    def create(self, body: Body, now: datetime) -> Body:
        """/qrcode/create."""
        action = body.get("action_name", "")
        info = body.get("action_info")
        scene = info.get("scene") if isinstance(info, dict) else None
        if action not in _ACTIONS or not isinstance(scene, dict):
            raise Refused(40053)
        name = _read_scene(scene, action)
        seconds = None if "LIMIT" in action else _read_seconds(body)
        self._check_room(seconds)
        ticket = f"gQ{secrets.token_urlsafe(60)}=="
        self.codes[ticket] = Code(name, now + timedelta(seconds=seconds) if seconds else None)
        life = {} if seconds is None else {"expire_seconds": seconds}
        return {"ticket": ticket, **life, "url": f"http://weixin.qq.com/q/{secrets.token_urlsafe(12)}"}

    def find(self, ticket: str, now: datetime) -> Code | None:
        """The code behind a ticket, while it lives."""
        code = self.codes.get(ticket)
        return code if code and (code.until is None or now < code.until) else None

    def _check_room(self, seconds: int | None) -> None:
        permanent = sum(1 for code in self.codes.values() if code.until is None)
        if seconds is None and permanent >= _MOST_PERMANENT:
            raise Refused(40053)


def _read_scene(scene: Body, action: str) -> str:
    if "STR" in action:
        words = scene.get("scene_str")
        if not isinstance(words, str) or not 1 <= len(words) <= _LONGEST_SCENE:
            raise Refused(40053)
        return words
    number = scene.get("scene_id")
    largest = _LARGEST_PERMANENT if "LIMIT" in action else _LARGEST
    if not isinstance(number, int) or not 1 <= number <= largest:
        raise Refused(40053)
    return str(number)


def _read_seconds(body: Body) -> int:
    seconds = body.get("expire_seconds", _DEFAULT_SECONDS)
    if not isinstance(seconds, int) or not 1 <= seconds <= _MOST_SECONDS:
        raise Refused(40053)
    return seconds
