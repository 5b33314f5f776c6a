"""`python -m claims import`: what the centre hands in."""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from claims.cli.progress import open_progress
from claims.database import open_claims_database
from claims.errors import ClaimsError, ImportRefused
from claims.importing.importing import Importer, ImportOrder, ImportResult
from claims.sealing import Sealer
from claims.settings import load_claims_settings
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
    os.umask(0o077)
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
    )
    encryption, hashing = (
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
    )
    try:
        asyncio.run(_check_keys(settings.url, encryption, hashing))
        with open_progress() as progress:
            importer = Importer(settings.url, Sealer.from_keys(encryption, hashing), _now, progress)
            told = importer.run(asked)
    except ImportRefused as refusal:
        _end(f"{_REFUSALS[refusal.code]} ({refusal.code}{': ' if refusal.about else ''}{refusal.about}).")
    except ClaimsError as fault:
        _end(str(fault))
    except DBAPIError as fault:
        # Its own words may hold values of rows.
        _end(
            f"The database failed ({type(fault.orig).__name__}); give the same command again: it goes on where it was."
        )
    except OSError as fault:
        _end(
            f"{fault.strerror or type(fault).__name__}: make room or give access, then give the same command again."
        )
    _tell(told, rejects)


def _tell(told: ImportResult, rejects: Path) -> None:
    if told.was_done:
        typer.echo("These files are in already; --again imports them anew.")
    for line in told.report.lines():
        typer.echo(line)
    if told.rejected:
        typer.echo(f"{told.rejected:,} rows did not go in: {rejects}")
        sys.exit(1)


def _end(why: str) -> None:
    typer.echo(why, err=True)
    raise typer.Exit(2)


async def _check_keys(url: str, encryption: str, hashing: str) -> None:
    database = open_claims_database(url, encryption, hashing)
    try:
        await database.check_keys()
    finally:
        await database.close()


def _now() -> datetime:
    return datetime.now(BEIJING)
