"""Which members' rows are in already, word for word: those need no sealing, which costs most of an import."""

import mmap
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

_SIZE = 16
"""Bytes of one keyed digest, as `members.source_hash` spells it in hexadecimal."""
# In the order of bytes, whatever the database's language is.
_KNOWN = (
    "SELECT source_hash FROM members WHERE source_hash IS NOT NULL AND left_on IS NULL ORDER BY source_hash"
)


@contextmanager
def write_known(connection: Connection) -> Iterator[Path]:
    """A file of the digests, one after the other in order; it goes with the block.

    A file, so that several processes share one copy of it in memory.
    """
    order = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
    with tempfile.NamedTemporaryFile(prefix="known-") as file:
        with connection.begin():
            found = connection.execute(text(_KNOWN + order), execution_options={"yield_per": 20_000})
            for part in found.scalars().partitions():
                file.write(b"".join(map(bytes.fromhex, part)))
        file.flush()
        yield Path(file.name)


@dataclass(frozen=True)
class KnownRows:
    """The digests of such a file; none where nothing is in yet."""

    content: bytes | mmap.mmap = b""

    @classmethod
    def open(cls, path: Path) -> "KnownRows":
        """Reads the file page by page, as it is needed."""
        if not path.stat().st_size:
            return cls()
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def __len__(self) -> int:
        return len(self.content) // _SIZE

    def __getitem__(self, at: int) -> bytes:
        return self.content[at * _SIZE : (at + 1) * _SIZE]

    def hold(self, digest: str) -> bool:
        """Whether a row with this digest, in hexadecimal, is in."""
        wanted = bytes.fromhex(digest)
        at = bisect_left(self, wanted)
        return at < len(self) and self[at] == wanted
