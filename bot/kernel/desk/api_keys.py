"""Keys of the centre's own systems: what one may do, and how it is recognised without being kept."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NAME = re.compile(r"[a-z][a-z0-9-]{1,30}")
"""What a key is called: after the system that has it."""
PREFIX = "hz_"
PER_MINUTE = 600


class Scope(StrEnum):
    """What a key lets a system do."""

    READ_CHANGES = "changes:read"
    ACK_CHANGES = "changes:ack"
    READ_PAPERS = "papers:read"


@dataclass(frozen=True)
class ApiKey:
    """One system's key; the key itself is kept nowhere."""

    id: int
    name: str
    scopes: frozenset[Scope]
    per_minute: int
    made_at: datetime
    made_by: str
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def may(self, scope: Scope) -> bool:
        """Whether it is good for that."""
        return self.revoked_at is None and scope in self.scopes


def make_key() -> str:
    """A new key, of 256 bits by chance."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What is kept of it: a key by chance needs no slow hash."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
