"""How much of the disk the measurement takes at the most: the database, its log, and the files beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

_LOOK_SECONDS = 2.0
_DATABASE = (
    "SELECT (SELECT sum(pg_database_size(oid)) FROM pg_database)::bigint,"
    " (SELECT sum(size) FROM pg_ls_waldir())::bigint, (SELECT COALESCE(sum(size), 0) FROM pg_ls_tmpdir())::bigint"
)
_GIB = 2**30


@dataclass
class DiskUse:
    """The most of anything so far, in GiB, and what it was made of."""

    most: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)

    def look(self, connection: "psycopg.Connection[tuple[int, ...]]", folder: Path) -> None:
        """Keeps what there is now, where it is more than ever before."""
        database, log, sorting = connection.execute(_DATABASE).fetchone() or (0, 0, 0)
        files = sum(_find_size(file) for file in folder.rglob("*"))
        parts = {"database": database, "its log": log, "sorting": sorting, "files to import": files}
        if sum(parts.values()) / _GIB > self.most:
            self.most = sum(parts.values()) / _GIB
            self.parts = {name: size / _GIB for name, size in parts.items()}

    def tell(self) -> str:
        """One line."""
        return f"{self.most:.1f} GiB ({', '.join(f'{name} {size:.1f}' for name, size in self.parts.items())})"


@contextmanager
def watch_disk(url: str, folder: Path) -> Iterator[DiskUse]:
    """Looks now and then for as long as the block lasts; `url` is one of psycopg's, of a superuser."""
    used, ended = DiskUse(), threading.Event()
    with psycopg.connect(url, autocommit=True) as connection:

        def watch() -> None:
            while not ended.wait(_LOOK_SECONDS):
                used.look(connection, folder)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            yield used
        finally:
            ended.set()
            watching.join()
            used.look(connection, folder)


def _find_size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # Taken away meanwhile.
        return 0
