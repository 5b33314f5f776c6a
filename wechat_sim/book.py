"""Keeps what was accepted in a file, line by line before the answer goes out, so that a killed stand-in forgets nothing."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One template message that a follower got; `at` is in seconds since 1970."""

    openid: str
    client_msg_id: str
    msgid: int
    at: float


class Book:
    """Only ever added to. A line that a kill cut short was not answered, and counts for nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        is_cut = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
        self._file = path.open("a", encoding="utf-8", buffering=1)
        if is_cut:
            self._file.write("\n")

    def add(self, entry: Entry) -> None:
        """Writes one line through to the operating system, which outlives the process."""
        self._file.write(json.dumps(asdict(entry)) + "\n")
        self._file.flush()


def read_book(path: Path) -> Iterator[Entry]:
    """Everything that was accepted, oldest first."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield Entry(**json.loads(line))
            except (ValueError, TypeError):
                continue
