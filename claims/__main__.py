"""The command line of the claims database: `python -m claims VERB`."""

import typer

from claims.cli.importing import import_files, merge_incoming
from claims.cli.sampling import make_sample

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
cli.command("import")(import_files)
cli.command("merge")(merge_incoming)
cli.command("sample")(make_sample)


@cli.callback()
def _begin() -> None:
    """Each verb is a command of its own."""


if __name__ == "__main__":
    cli()
