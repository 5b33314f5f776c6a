"""Keyed signatures: of what a browser brings back, and of what may be recognised and never read."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Self

_CODE_DIGITS = 6


@dataclass(frozen=True, repr=False)
class Signer:
    """Signs by one secret; what was signed for one purpose is worth nothing for another."""

    key: bytes

    @classmethod
    def derive(cls, secret: str) -> Self:
        """A signer from a longer-lived secret, whose own hashes it cannot be mistaken for."""
        return cls(hmac.new(secret.encode(), b"huzhu member pages", hashlib.sha256).digest())

    def sign(self, purpose: str, *parts: str) -> str:
        """64 hexadecimal digits that only this key makes of these parts."""
        signed = json.dumps([purpose, *parts], ensure_ascii=False).encode()
        return hmac.new(self.key, signed, hashlib.sha256).hexdigest()

    def is_signed(self, signature: str, purpose: str, *parts: str) -> bool:
        """Whether it is this signature; takes as long whatever is wrong."""
        return hmac.compare_digest(self.sign(purpose, *parts).encode(), signature.encode())

    def make_code(self, purpose: str, *parts: str) -> str:
        """Six digits to be read in one place and typed in another."""
        return f"{int(self.sign(purpose, *parts), 16) % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"
