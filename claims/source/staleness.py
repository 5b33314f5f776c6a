"""Notes, for one turn, that an answer was not of today: whoever speaks to the member says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class TurnNotes:
    """What a turn was told by the system of record.

    `as_of` is the oldest moment up to which a stale answer was complete. What the core did not answer in this turn,
    `unanswered`, is not asked once more; nor is anything else while it `is_away`.
    """

    as_of: datetime | None = None
    is_away: bool = False
    unanswered: set[str] = field(default_factory=set)

    def note_stale(self, as_of: datetime) -> None:
        """An answer was complete up to then only."""
        self.as_of = min(self.as_of or as_of, as_of)


_NOTES: ContextVar[TurnNotes | None] = ContextVar("turn_notes", default=None)


@contextmanager
def taking_notes() -> Iterator[TurnNotes]:
    """The notes of everything that is read within."""
    notes = TurnNotes()
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def find_notes() -> TurnNotes:
    """The notes of this turn; outside of one they are read by nobody."""
    return _NOTES.get() or TurnNotes()
