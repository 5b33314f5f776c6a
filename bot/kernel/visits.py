"""A visit that somebody booked, as those who remind need it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Visit:
    """One visit: its number, whose it is, where, and when, in Beijing's time."""

    number: str
    member_id: int
    place: str
    starts_at: datetime
