"""`python -m bot knowledge`: what the knowledge table still lacks, for the centre to fill in or to confirm."""

from collections.abc import Sequence
from typing import Annotated

import typer

from actions.knowledge import Gap, KnowledgeFault, load_knowledge
from bot.web.csv_cells import write_rows

_HEAD = ("programme", "aspect", "why", "wanted")

knowledge = typer.Typer(no_args_is_help=True, help=__doc__)


@knowledge.callback()
def _group() -> None:
    """Keeps `gaps` a verb of its own, though it is the only one."""


@knowledge.command()
def gaps(
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, for a spreadsheet.")] = False,
) -> None:
    """Lists what is missing, what awaits confirmation, and what rests on the newspaper of 2019 alone."""
    try:
        found = load_knowledge().gaps()
    except KnowledgeFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from fault
    rows = [_HEAD, *(_row(gap) for gap in found)]
    typer.echo(write_rows(rows, "\n") if as_csv else _render_table(rows), nl=False)


def _row(gap: Gap) -> tuple[str, ...]:
    return gap.programme, gap.aspect, gap.reason, gap.wanted


def _render_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side; the last, in Chinese, needs no width."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"
