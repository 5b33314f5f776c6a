"""`python -m bot outbox`: what waits to go out to the centre's own systems, and the key that it is signed by."""

import typer

from bot.cli.running import run
from bot.kernel.members.webhook_signature import make_secret
from bot.wiring import Parts

outbox = typer.Typer(no_args_is_help=True, help=__doc__)


@outbox.callback()
def _outbox() -> None:
    """What waits to go out to the centre's own systems, and the key that it is signed by."""


@outbox.command()
def new_key() -> None:
    """Makes a key for OUTBOX_WEBHOOK_SECRET; the receiver has the same one. Nothing is written anywhere."""
    typer.echo(make_secret())


@outbox.command()
def standing() -> None:
    """Says how many changes wait, since when, and whose are parked."""

    async def show(parts: Parts) -> None:
        found = await parts.base.members.outbox.find_standing()
        since = f", the oldest since {found.oldest_at:%F %T}" if found.oldest_at else ""
        typer.echo(f"{found.waiting} changes wait{since}; {found.parked} members' are parked.")

    run(show)
