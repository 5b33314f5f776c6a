"""`python -m bot keys`: the keys of the data at rest, and the tokens between the parts."""

import typer

from bot.settings import load_settings, make_keys

keys = typer.Typer(no_args_is_help=True, help=__doc__)


@keys.callback()
def _keys() -> None:
    """The keys of the data at rest, and the tokens between the parts."""


@keys.command()
def new() -> None:
    """Makes those that are set nowhere, and writes them to keys.env in DATA_DIR; what is set stays as it is."""
    settings = load_settings()
    made = make_keys(settings)
    if not made:
        typer.echo("All keys are set already; nothing was changed.")
        return
    typer.echo(f"Wrote {', '.join(made)} to {settings.data_dir / 'keys.env'}, readable by this user alone.")
    typer.echo("Back that file up apart from the databases: without it their numbers cannot be read.")
    typer.echo("Every process needs the same ones: on several machines, copy it.")
