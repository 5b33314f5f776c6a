"""What the centre hands in of its own data: up to when each kind is complete, and whether it stands still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class IncomingFeed:
    """All rows of a kind are known up to `complete_up_to`."""

    kind: str
    complete_up_to: datetime
    imported_at: datetime


def find_still(feeds: Sequence[IncomingFeed], now: datetime, longest: timedelta) -> list[IncomingFeed]:
    """Those of which nothing newer came for so long; where nothing ever came, none stands still."""
    return [one for one in feeds if now - one.complete_up_to > longest]
