"""What Rasa writes: into a file for the service's user alone, of bounded size."""

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

import structlog

MOST_BYTES = 10 * 1024 * 1024

log = structlog.get_logger(__name__)


def open_log(path: Path) -> IO[bytes] | None:
    """The file to append to; None where it cannot be written: members come first."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(_open_private(path, os.O_APPEND), "ab")
    except OSError as fault:
        log.warning(
            "rasa_log_unwritable",
            code="disk",
            fault=type(fault).__name__,
            advice=f"Rasa runs without {path}: make room, or make it writable.",
        )
        return None


def bound_log(path: Path) -> None:
    """Begins it anew where it has grown too long; the end of what it held is kept once, in `….1`, where there is room.

    It is emptied rather than renamed: Rasa has it open, and goes on at its end.
    """
    with suppress(OSError):
        if path.stat().st_size <= MOST_BYTES:
            return
        with (
            suppress(OSError),
            path.open("rb") as full,
            os.fdopen(_open_private(path.with_name(f"{path.name}.1"), os.O_TRUNC), "wb") as kept,
        ):
            full.seek(-MOST_BYTES, os.SEEK_END)
            kept.write(full.read(MOST_BYTES))
        os.truncate(path, 0)


def _open_private(path: Path, how: int) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
