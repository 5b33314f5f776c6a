"""`python -m bench.claims`: the claims database at the size of the centre, in PostgreSQL on this machine."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet

from bench.claims.answers import READS, AskingMembers, choose_members
from bench.claims.centre import MeasuredCentre
from bench.claims.desk_lists import time_lists
from bench.claims.disk import watch_disk
from bench.claims.filling import fill_beside_files
from bench.claims.measured_process import MeasuredRun, run_measured_command
from bench.claims.sizes import DatabaseSize, read_size
from bench.load import Timing
from claims.database import ClaimsDatabase, open_claims_database
from claims.migrations import upgrade
from claims.reference import load_plans
from testing.databases import create_database, run_postgres
from testing.processes import ROOT
from vocabulary.beijing import today

_DURABLE = {
    "shared_buffers": "2GB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
}
"""As a server of its own would be set; what it confirms is on the disk."""
_STAGED = "reading: done"
"""From then on the import needs its files only where the server falls."""
_HASH_KEY = "a secret of the measurement alone"


@dataclass(frozen=True)
class MeasuredDatabase:
    """Where the database is, and the keys of what is sealed in it."""

    url: str
    key: str

    def import_files(self, folder: Path, hear: Callable[[str], None]) -> MeasuredRun:
        """Each file goes once it was read. Raises RuntimeError where rows were refused or nothing went in."""

        def listen(line: str) -> None:
            if line.startswith(_STAGED):
                for file in folder.glob("*.csv"):
                    file.unlink()
            if ": done" in line:
                hear(line)

        environment = {
            "CLAIMS_DATABASE_URL": self.url,
            "CLAIMS_ENCRYPTION_KEY": self.key,
            "CLAIMS_HASH_KEY": _HASH_KEY,
        }
        rejects = str(folder / "rejects.csv")
        command = [sys.executable, "-m", "claims", "import", str(folder), "--rejects", rejects]
        run = run_measured_command(command, environment, listen)
        if run.code:
            raise RuntimeError(run.output)
        return run

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ClaimsDatabase]:
        """Closed with the block."""
        claims = open_claims_database(self.url, self.key, _HASH_KEY)
        try:
            yield claims
        finally:
            await claims.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs it; prints each figure as soon as it is known, and keeps them all in `var/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=4_100_000)
    parser.add_argument("--changes", type=int, default=100_000, help="rows of the file of changes")
    parser.add_argument("--per-second", type=float, default=50, help="calls, however long each takes")
    parser.add_argument("--calls", type=int, default=1_500, help="of each reading")
    parser.add_argument("--rounds", type=int, default=20, help="of each list")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with run_postgres(folder, _DURABLE) as server:
            database = MeasuredDatabase(create_database(server), Fernet.generate_key().decode())
            said = FigureLog(ROOT / "var" / f"bench-claims-{options.members}.txt")
            plain = database.url.replace("+psycopg", "")
            with said.timing("everything"), watch_disk(plain, folder) as disk:
                asyncio.run(_measure(folder, database, options, said))
            said.say(f"most of the disk: {disk.tell()}")
    return 0


class FigureLog:
    """Prints lines, and keeps them in a file that begins anew."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
        self._file = file

    def say(self, line: str) -> None:
        """One line."""
        print(line, flush=True)
        with self._file.open("a", encoding="utf-8") as kept:
            kept.write(line + "\n")

    @contextmanager
    def timing(self, what: str) -> Iterator[None]:
        """Says at the end how long the block took."""
        began = time.monotonic()
        yield
        self.say(f"  [{what}: {time.monotonic() - began:,.0f} s]")

    def say_run(self, what: str, run: MeasuredRun) -> None:
        """What an import took."""
        self.say(
            f"{what}: {run.seconds:,.1f} s, {run.busy:,.0f} s of processors, at most {run.peak:,.0f} MiB"
        )

    def time(self, what: str, timing: Timing) -> None:
        """p50 and p99 in milliseconds."""
        self.say(f"{what:44s} p50 {timing.percentile(0.5):8.1f} ms  p99 {timing.percentile(0.99):8.1f} ms")


async def _measure(
    folder: Path, database: MeasuredDatabase, options: argparse.Namespace, said: FigureLog
) -> None:
    centre = MeasuredCentre(options.members, today() - timedelta(days=1))
    said.say(f"{os.cpu_count()} cores, of which others keep {os.getloadavg()[0]:.1f} busy")
    await asyncio.to_thread(upgrade, database.url)
    await _import_whole(folder, database, centre, said)
    async with database.open() as claims:
        with said.timing("visits and sign-ups put in, statistics"):
            await fill_beside_files(claims)
        members = await choose_members(claims, centre)
        await _import_changes(folder, database, centre, members, options, said)
        with said.timing("answers"):
            await _time_answers(members, options, said)
        with said.timing("lists"):
            for name, timing in (await time_lists(claims, centre.today, options.rounds)).items():
                said.time(name, timing)
        _say_size(await read_size(claims), said)


async def _import_whole(
    folder: Path, database: MeasuredDatabase, centre: MeasuredCentre, said: FigureLog
) -> None:
    async with database.open() as claims:
        await load_plans(claims)
    began = time.monotonic()
    rows = await asyncio.to_thread(centre.write_whole, folder / "whole")
    said.say(f"invented: {centre.members:,} members, {rows:,} rows in {time.monotonic() - began:,.0f} s")
    run = await asyncio.to_thread(database.import_files, folder / "whole", lambda line: said.say(f"  {line}"))
    said.say_run("all of it imported", run)


async def _import_changes(
    folder: Path,
    database: MeasuredDatabase,
    centre: MeasuredCentre,
    members: AskingMembers,
    options: argparse.Namespace,
    said: FigureLog,
) -> None:
    """While members are answered, for as long as it takes."""
    with said.timing("changes invented"):
        rows = await asyncio.to_thread(centre.write_changes, folder / "changes", options.changes)
    bringing_in = asyncio.to_thread(
        database.import_files, folder / "changes", lambda line: said.say(f"  {line}")
    )
    importing = asyncio.create_task(bringing_in)
    turns: list[float] = []
    while not importing.done():
        turns += (await members.time_all(options.per_second, int(options.per_second))).turns
    run = await importing
    said.say_run(f"{rows:,} rows of changes imported", run)
    said.time("what answers read meanwhile", Timing(tuple(sorted(turns)), run.seconds))


async def _time_answers(members: AskingMembers, options: argparse.Namespace, said: FigureLog) -> None:
    await members.time_all(options.per_second, options.calls // 4)
    for name in READS:
        said.time(name, await members.time_read(name, options.per_second, options.calls))
    said.time("an identity is checked", await members.time_identity(options.per_second, options.calls))
    held, timing = await members.time_many_claims(10, max(5, options.calls // 15))
    said.time(f"access_claims of somebody with {held}", timing)


def _say_size(size: DatabaseSize, said: FigureLog) -> None:
    said.say(f"database: {size.whole:,.0f} MiB")
    for table, rows, mebibytes in size.tables:
        said.say(f"  {table:42s} {mebibytes:10,.0f} MiB  {rows:14,} rows")
    for index, mebibytes in size.indexes:
        said.say(f"  {index:42s} {mebibytes:10,.0f} MiB")


if __name__ == "__main__":
    sys.exit(main())
