"""`python -m claims import` and `merge`: what the centre hands in."""

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from sqlalchemy.exc import DBAPIError

from claims.cli.progress import open_progress
from claims.database import open_claims_database
from claims.errors import ClaimsError, ImportRefused, KeyRefused
from claims.importing.importing import Importer, ImportOrder, ImportResult
from claims.sealing import Sealer
from claims.settings import ClaimsSettings, load_claims_settings
from vocabulary.beijing import BEIJING

_REFUSALS = {
    "no_file": "There is no such file, or no CSV and Parquet in the folder",
    "unknown_file": "The name of a file has to begin with its kind: members.csv, claim_steps-2.parquet",
    "bad_manifest": 'The manifest has to read {"complete_up_to": "2026-03-17T22:00:00+08:00"}',
    "no_moment": "Say up to when the files are complete: --complete-up-to, or manifest.json beside them",
    "older": "Newer files of this kind are in already; nothing was changed",
    "future": "The moment is still to come; look at the clocks and at the manifest",
    "no_header": "The first line holds no names of columns",
    "missing_column": "A needed column is missing; see docs/data.md",
    "double_column": "A column is there twice",
    "encoding": "Neither UTF-8 nor GB 18030; save it as UTF-8",
    "unreadable": "It cannot be read: cut off, or another format",
    "another_runs": "Another import runs; one at a time",
    "not_migrated": "The schema is not up to date: python -m bot migrate",
}

_NO_ROOM = re.compile("DiskFull|SQLITE_FULL|SQLITE_IOERR")


def import_files(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files, as docs/data.md describes.")],
    full: Annotated[
        bool, typer.Option("--full", help="All there is of these kinds: what is missing is gone.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Says what would be done; changes nothing.")
    ] = False,
    complete_up_to: Annotated[
        datetime | None, typer.Option(help="In Beijing time; without it manifest.json says it.")
    ] = None,
    rejects: Annotated[Path, typer.Option(help="Where rows that do not go in are written.")] = Path(
        "rejects.csv"
    ),
    most_removed: Annotated[
        float, typer.Option(help="With --full: the largest share of rows to take for gone.", min=0, max=1)
    ] = 0.01,
    again: Annotated[bool, typer.Option("--again", help="Also files that are in already.")] = False,
) -> None:
    """Checks, seals and merges the centre's files; a run that was ended goes on where it was. 1: rows were refused; 2: nothing went in."""
    settings = load_claims_settings()
    moment = complete_up_to and (
        complete_up_to if complete_up_to.tzinfo else complete_up_to.replace(tzinfo=BEIJING)
    )
    asked = ImportOrder(
        paths,
        rejects,
        moment,
        full,
        dry_run,
        again,
        most_removed,
        settings.import_processes,
        settings.import_portion_rows,
        settings.own_numbers_begin,
    )
    sys.exit(_go(settings, lambda importer: importer.run(asked), rejects))


def merge_incoming(
    every: Annotated[
        float | None, typer.Option(help="Seconds between rounds; without it one round.", min=1)
    ] = None,
    rejects: Annotated[Path, typer.Option(help="The folder of rejects files, one a round.")] = Path(),
) -> None:
    """Merges what other programs put into the tables incoming_…, once or on and on."""
    settings = load_claims_settings()
    while True:
        file = rejects / f"rejects-{_now():%Y%m%d-%H%M%S}.csv"
        asked = ImportOrder(
            (),
            file,
            processes=1,
            portion_rows=settings.import_portion_rows,
            number_mark=settings.own_numbers_begin,
        )
        # Bound now: the next round has a file of its own.
        ended = _go(settings, partial(Importer.merge_incoming, asked=asked), file)
        if every is None:
            sys.exit(ended)
        time.sleep(every)


def _go(settings: ClaimsSettings, bring_in: Callable[[Importer], ImportResult], rejects: Path) -> int:
    """How the command ends: 0, 1 with refused rows, 2 where it has to go on."""
    os.umask(0o077)
    encryption = settings.claims_encryption_key.get_secret_value()
    hashing = settings.claims_hash_key.get_secret_value()
    try:
        _want_keys(encryption, hashing)
        asyncio.run(_check_keys(settings.url, encryption, hashing))
        with open_progress() as progress:
            importer = Importer(settings.url, Sealer.from_keys(encryption, hashing), _now, progress)
            return _tell(bring_in(importer), rejects)
    except ImportRefused as refusal:
        said = f"{refusal.code}: {refusal.about}" if refusal.about else refusal.code
        why = f"{_REFUSALS[refusal.code]} ({said})."
    except ClaimsError as fault:
        why = str(fault)
    except DBAPIError as fault:
        why = _say_fault(fault.orig)
    except psycopg.Error as fault:
        why = _say_fault(fault)
    except OSError as fault:
        why = f"{fault.strerror or type(fault).__name__}: make room or give access, then give the same command again."
    typer.echo(why, err=True)
    return 2


def _tell(told: ImportResult, rejects: Path) -> int:
    if told.was_done:
        typer.echo("These files are in already; --again imports them anew.")
    for line in told.report.lines():
        typer.echo(line)
    if told.rejected:
        typer.echo(f"{told.rejected:,} rows did not go in: {rejects}")
    return 1 if told.rejected else 0


def _say_fault(fault: BaseException | None) -> str:
    """Its name alone: its own words may hold values of rows."""
    name = getattr(fault, "sqlite_errorname", type(fault).__name__)
    first = "make room on its disk, then give" if _NO_ROOM.match(name) else "give"
    return f"The database failed ({name}); {first} the same command again: it goes on where it was."


def _want_keys(*keys: str) -> None:
    if not all(keys):
        raise KeyRefused("There are no keys yet: `python -m bot keys new` makes them, in DATA_DIR.")


async def _check_keys(url: str, encryption: str, hashing: str) -> None:
    database = open_claims_database(url, encryption, hashing)
    try:
        await database.check_keys()
    finally:
        await database.close()


def _now() -> datetime:
    return datetime.now(BEIJING)
