"""Checks that a request was signed with our token, and lately."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha1

from bot.errors import BadSignature
from bot.wechat.inbound.freshness import RETRY_SPAN, WINDOW, is_timely


@dataclass(frozen=True)
class SignatureCheck:
    """WeChat's two signatures over one token; every check raises BadSignature.

    WeChat's signatures never expire, so a captured request could be sent again: one whose timestamp is
    more than `window` from now is refused, with the room that WeChat's own repeats need.
    """

    token: str = field(repr=False)
    window: timedelta = WINDOW

    def __post_init__(self) -> None:
        if not self.token.strip():
            raise ValueError("a WeChat token must not be empty: anybody could sign with it")

    def accept_echo(self, query: Mapping[str, str], now: datetime) -> str:
        """What the console's URL check wants back, byte for byte."""
        self.check_query(query, now)
        return query.get("echostr", "")

    def check_query(self, query: Mapping[str, str], now: datetime) -> None:
        """The plain `signature`: it proves who sends, but does not bind the body."""
        self._check(query, "signature", [], now)

    def check_message(self, query: Mapping[str, str], encrypted: str, now: datetime) -> None:
        """The safe mode's `msg_signature`, which binds the encrypted body."""
        self._check(query, "msg_signature", [encrypted], now)

    def sign(self, *parts: str) -> str:
        """The hexadecimal SHA-1 over the token and the parts, sorted."""
        pieces = sorted(_bytes(part) for part in (self.token, *parts))
        return sha1(b"".join(pieces), usedforsecurity=False).hexdigest()

    def _check(self, query: Mapping[str, str], name: str, bound: list[str], now: datetime) -> None:
        timestamp = query.get("timestamp", "")
        expected = self.sign(timestamp, query.get("nonce", ""), *bound)
        if not hmac.compare_digest(_bytes(expected), _bytes(query.get(name, ""))):
            raise BadSignature(f"{name} does not fit")
        # After the signature, so that only WeChat itself learns what our clock says.
        if not is_timely(timestamp, now, self.window + RETRY_SPAN):
            raise BadSignature("timestamp is no number, or too far from now")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
