"""Chains the audit by hashes: whoever alters, drops or adds a line later breaks every hash from there on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

START = "0" * 64
"""What stands before the first line."""

ChainFault = Literal[
    "altered", "words_altered", "head_differs", "head_missing", "lines_missing", "lines_added", "unreadable"
]


@dataclass(frozen=True)
class AuditEntry:
    """One line; `words` are what a person wrote: they are chained by their digest alone, so that they can be erased."""

    at: datetime
    actor: str
    act: str
    conversation_id: int | None
    details: Mapping[str, Any]
    words_digest: str = ""
    words: str | None = None
    words_salt: str | None = None


def digest_words(salt: str, words: str) -> str:
    """What stays of a person's words; with the salt gone too, nobody can find them by guessing."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def chain(previous: str, entry: AuditEntry) -> str:
    """The hash of a line that follows the one with the hash `previous`."""
    content = [
        previous,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.act,
        entry.conversation_id,
        entry.details,
        entry.words_digest,
    ]
    written = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@dataclass
class ChainWalk:
    """Walks along the chain from its start."""

    hash: str = START
    lines: int = 0
    erased: int = 0
    known: Mapping[int, str] = field(default_factory=dict)
    """Hashes that must stand after so many lines, as somebody noted them elsewhere."""

    def step(self, entry: AuditEntry, kept_hash: str) -> ChainFault | None:
        """Goes on to the next line; what is wrong with it, if anything."""
        self.lines += 1
        self.hash = chain(self.hash, entry)
        if self.hash != kept_hash:
            return "altered"
        if entry.words is None:
            self.erased += entry.words_digest != ""
        elif digest_words(entry.words_salt or "", entry.words) != entry.words_digest:
            return "words_altered"
        if self.known.get(self.lines, self.hash) != self.hash:
            return "head_differs"
        return None
