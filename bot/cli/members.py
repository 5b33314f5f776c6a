"""`python -m bot members`: hands one person all that is known of them, or erases what may be erased."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.running import refuse, run
from bot.desk.member_data import CONFIRMATION, Erased
from bot.wiring import Parts

members = typer.Typer(no_args_is_help=True, help=__doc__)

_BY = "system:terminal"
Reason = Annotated[str, typer.Option(prompt="Reason, at least six signs", help="Goes into the audit.")]


@members.command()
def export(
    out: Annotated[Path, typer.Option(help="The zip to write; it must not be there yet.")],
    reason: Reason,
) -> None:
    """Writes everything of one person, from both databases, into a zip that only this user can read."""
    typed = _ask_who()
    try:
        out.touch(mode=0o600, exist_ok=False)
    except OSError as fault:
        raise refuse(f"{out} cannot be written: {fault.strerror}.") from fault
    try:
        out.write_bytes(run(lambda parts: parts.desk.members.data.export(typed, reason, by=_BY)))
    except BaseException:
        out.unlink()
        raise
    typer.echo(f"{out} holds personal data in clear: give it to its owner alone, and delete it here.")


@members.command()
def erase(reason: Reason) -> None:
    """Erases one person's chats, links and drafts, and says what stays and why."""
    typed = _ask_who()
    confirmation = str(typer.prompt(f"It cannot be brought back. Type {CONFIRMATION} to go on"))

    async def erase_and_tell(parts: Parts) -> tuple[Erased, tuple[str, ...]]:
        data = parts.desk.members.data
        return await data.erase(typed, reason, confirmation, by=_BY), data.stays

    erased, stays = run(erase_and_tell)
    typer.echo(
        f"Erased: {erased.conversations} conversations of {erased.name}, with links, notes and drafts. What stays:"
    )
    for line in stays:
        typer.echo(f"- {line}")


def _ask_who() -> str:
    """Never on the command line, which the shell and the system keep."""
    return str(typer.prompt("Member number or identity number", hide_input=True))
