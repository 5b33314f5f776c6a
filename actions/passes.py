"""Signed passes: what the bot knows of a message, above all whose it is, in a form that nobody between can forge."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import CodedError

_PURPOSE = b"huzhu pass of a message, first form"
_LIFE_SECONDS = 60
"""Longer than any turn, short enough that one written down somewhere is worth nothing."""
_CLOCKS_APART_SECONDS = 30
_LONGEST = 60_000


class BadPass(CodedError):
    """A message came to the handlers without a pass, or with one that is not of this dialogue and moment."""

    code = "bad_pass"
    advice = (
        "Nothing was answered. If members get apologies: the bot and the handlers need the same CLAIMS_HASH_KEY, "
        "and clocks that agree. If not, somebody talks to Rasa past the bot: see who reaches its port."
    )
    http_status = 403


@dataclass(frozen=True)
class Passes:
    """Writes and reads passes with a key that Rasa, which carries them, does not have."""

    key: bytes = field(repr=False)
    now: Callable[[], datetime]

    @classmethod
    def from_secret(cls, secret: bytes, now: Callable[[], datetime]) -> "Passes":
        """With a key for this purpose alone, derived from a secret that the bot and the handlers share."""
        return cls(hmac.new(secret, _PURPOSE, hashlib.sha256).digest(), now)

    def write(self, dialogue: str, known: Mapping[str, object]) -> str:
        """A pass for one message of this dialogue, good for a minute."""
        until = int(self.now().timestamp()) + _LIFE_SECONDS
        sheet = json.dumps({**known, "dialogue": dialogue, "until": until}, separators=(",", ":"))
        content = urlsafe_b64encode(sheet.encode()).decode()
        return f"{content}.{self._sign(content)}"

    def read(self, written: object, dialogue: str) -> dict[str, Any]:
        """What the bot knows of the message; raises BadPass unless it is ours, of this dialogue, and fresh."""
        if not isinstance(written, str) or not 0 < len(written) <= _LONGEST:
            raise BadPass("missing")
        content, _, signature = written.partition(".")
        if not hmac.compare_digest(self._sign(content).encode(), signature.encode("utf-8", "replace")):
            raise BadPass("forged")
        known: dict[str, Any] = json.loads(urlsafe_b64decode(content))
        if known["dialogue"] != dialogue:
            raise BadPass("of another dialogue")
        left = known["until"] - self.now().timestamp()
        if not -_CLOCKS_APART_SECONDS < left < _LIFE_SECONDS + _CLOCKS_APART_SECONDS:
            raise BadPass("out of date")
        return known

    def _sign(self, content: str) -> str:
        return hmac.new(self.key, content.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
