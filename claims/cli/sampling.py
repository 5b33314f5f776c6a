"""`python -m claims sample`: an invented centre, to try things with."""

import sys
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.progress import open_progress
from claims.sample.centre import SampleCentre
from claims.sample.files import write_sample
from vocabulary.beijing import today

_MOST = 6_900_000


class SampleFormat(StrEnum):
    """How the files are written."""

    CSV = "csv"
    PARQUET = "parquet"


def make_sample(
    folder: Annotated[Path, typer.Argument(help="Where the files go; none there is written over.")],
    members: Annotated[int, typer.Option(help="How many members.", min=1, max=_MOST)] = 20_000,
    day: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="The last day it knows of; yesterday by default."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what changed after that day, of the same year."),
    ] = None,
    form: Annotated[SampleFormat, typer.Option("--format")] = SampleFormat.CSV,
    seed: Annotated[int, typer.Option(help="Another centre for another number.")] = 1,
) -> None:
    """Writes a centre whose members, numbers and claims are all invented, as files that `import` reads."""
    last = day.date() if day else today() - timedelta(days=1)
    first = since.date() if since else None
    if first and (first.year != last.year or first >= last):
        typer.echo("--since has to be an earlier day of the same year.", err=True)
        raise typer.Exit(2)
    centre, done = SampleCentre(members, last, first, seed), 0
    with open_progress() as progress:
        progress.begin("inventing", members)

        def tell(so_far: int) -> None:
            nonlocal done
            progress.advance(so_far - done)
            done = so_far

        try:
            count = write_sample(centre, folder, form.value, tell)
        except FileExistsError as there:
            typer.echo(f"{there.filename} is there already; choose another folder.", err=True)
            sys.exit(2)
    for kind, rows in count.items():
        typer.echo(f"{kind:20s} {rows:12,}")
