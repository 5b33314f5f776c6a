"""Reads numbers that come from outside: what is no number, or too large for a column, is refused and raises nothing."""

from typing import Annotated

from fastapi import Path, Query, Request
from pydantic import Field

MOST = 2**31 - 1
"""What a column of numbers holds."""

Id = Annotated[int, Path(ge=1, le=MOST)]
Place = Annotated[int, Query(ge=0, le=MOST)]
"""A row's number to begin or to end at; 0 is before all of them."""
Count = Annotated[int, Field(ge=0, le=MOST)]
"""A number in a form or in JSON."""


def read_number(written: str) -> int | None:
    """The number that plain digits say; None for everything else, and for what no row has."""
    if not (written.isascii() and written.isdigit() and len(written) <= len(str(MOST))):
        return None
    return int(written) if int(written) <= MOST else None


def read_last_seen(request: Request, after: int) -> int:
    """Where a stream goes on: a browser that connects again says so in `Last-Event-ID`, which wins over `after`."""
    last = read_number(request.headers.get("last-event-id", ""))
    return after if last is None else last
