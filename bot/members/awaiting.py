"""Says in the bot's own words that the centre's core system does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import RecordsUnavailable
from claims.errors import SourceUnavailable


@contextmanager
def awaiting_records() -> Iterator[None]:
    """Whatever within needs the system of record: raises RecordsUnavailable where it does not answer."""
    try:
        yield
    except SourceUnavailable as fault:
        raise RecordsUnavailable(fault.code) from fault
