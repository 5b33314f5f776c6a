"""`python -m bot audit`: whether the audit is as it was written, and the hash to keep elsewhere as proof."""

import re
from typing import Annotated

import typer

from bot.cli.running import run

audit = typer.Typer(no_args_is_help=True, help=__doc__)

_FAULTS = {
    "altered": "the line was altered, or one before it was added or taken away",
    "words_altered": "what the person wrote was altered",
    "head_differs": "the chain holds in itself, but is not the one whose hash was noted",
    "head_missing": "the end of the chain, the one row of audit_head, was taken away",
    "lines_missing": "lines after it were taken away",
    "lines_added": "lines up to it were added past the bot",
    "unreadable": "one of the lines after it cannot even be read",
}
Heads = Annotated[
    list[str] | None,
    typer.Option(
        "--head", help="What `audit head` printed earlier, for example 120:9f86d0…; may be repeated."
    ),
]


@audit.command()
def verify(head: Heads = None) -> None:
    """Checks every line's hash; exits with 1 and names the first line that does not fit."""
    known = dict(_read_head(one) for one in head or [])
    report = run(lambda parts: parts.desk.staff.audit.verify(known))
    if report.fault:
        typer.echo(
            f"BROKEN at audit line id {report.broken_at}: {_FAULTS[report.fault]}. "
            f"The {report.lines} lines before hold. Keep a copy of the database and compare it with a backup.",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"{report.lines} lines hold; the words of {report.erased} are erased.")
    typer.echo(f"Head: {report.head.lines}:{report.head.hash}")


@audit.command()
def head() -> None:
    """Prints the last line's hash: note it elsewhere, and nobody can rewrite what stands before it unnoticed."""
    found = run(lambda parts: parts.desk.staff.audit.read_head())
    typer.echo(f"{found.lines}:{found.hash}")


def _read_head(typed: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d{1,15}):([0-9a-f]{64})", typed.strip().lower())
    if found is None:
        raise typer.BadParameter(f"{typed} is not what `audit head` prints: a number, a colon, 64 digits.")
    return int(found[1]), found[2]
