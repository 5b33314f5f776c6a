"""Keeps a second bot from serving out of the same folder, where memory and locks are one process's own."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotAlone(Exception):
    """Another bot serves from this folder already."""


@contextmanager
def be_alone(folder: Path) -> Iterator[None]:
    """For as long as the block lasts; the system lets go of it even where the process is killed."""
    with (folder / "serving.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise NotAlone from held
        yield
