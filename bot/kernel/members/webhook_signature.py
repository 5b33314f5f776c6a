"""Signs what goes to the centre's systems, as Standard Webhooks has it, so that any library of theirs can verify it."""

import base64
import binascii
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
_FEWEST_BYTES, _MOST_BYTES = 24, 64


def make_secret() -> str:
    """A new secret: `whsec_` and base64 of 32 bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def read_secrets(written: str) -> tuple[bytes, ...]:
    """The keys, newest first, apart by commas; raises ValueError for what is none."""
    return tuple(_read_secret(one.strip()) for one in written.split(",") if one.strip())


def sign_webhook(keys: tuple[bytes, ...], key: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of one delivery: its key, its moment in seconds, and a signature by each secret."""
    signed = b".".join((key.encode(), str(timestamp).encode(), body))
    made = [base64.b64encode(hmac.new(one, signed, hashlib.sha256).digest()).decode() for one in keys]
    return {
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one}" for one in made),
    }


def _read_secret(written: str) -> bytes:
    if not written.startswith(PREFIX):
        raise ValueError("a secret begins with whsec_")
    try:
        key = base64.b64decode(written.removeprefix(PREFIX), validate=True)
    except binascii.Error as fault:
        raise ValueError("a secret is base64") from fault
    if not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise ValueError("a secret has 24 to 64 bytes")
    return key
