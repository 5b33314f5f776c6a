"""`python -m bot api-keys`: keys by which the centre's own systems fetch what changed."""

from typing import Annotated

import typer

from bot.cli.running import run
from bot.kernel.desk.api_keys import PER_MINUTE, Scope
from bot.wiring import Parts

api_keys = typer.Typer(no_args_is_help=True, help=__doc__)

_BY = "system:terminal"
Name = Annotated[str, typer.Argument(help="The system that has it: small letters, digits, hyphens.")]


@api_keys.command()
def new(
    name: Name,
    scope: Annotated[list[Scope], typer.Option(help="What it may do; may be repeated.")],
    per_minute: Annotated[int, typer.Option(help="Calls a minute, in each process.")] = PER_MINUTE,
) -> None:
    """Makes a key and shows it this once: only its hash is kept."""
    typer.echo(run(lambda parts: parts.desk.api_keys.make(name, scope, per_minute, by=_BY)))


@api_keys.command("list")
def list_keys() -> None:
    """Lists all there are and were."""

    async def show(parts: Parts) -> None:
        for one in await parts.desk.api_keys.find_all():
            used = f"used {one.last_used_at:%F %T}" if one.last_used_at else "never used"
            state = f"revoked {one.revoked_at:%F %T}" if one.revoked_at else "in use"
            scopes = " ".join(sorted(one.scopes))
            typer.echo("\t".join((one.name, scopes, f"{one.per_minute}/min", used, state)))

    run(show)


@api_keys.command()
def revoke(name: Name) -> None:
    """Takes a key out of use at once; to change one, make another of another name first."""
    run(lambda parts: parts.desk.api_keys.revoke(name, by=_BY))
    typer.echo(f"{name} is good for nothing any more.")
