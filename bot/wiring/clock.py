"""The clock of a running process."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
