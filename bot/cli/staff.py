"""`python -m bot staff`: accounts of the console, the first administrator above all."""

import sys
from typing import Annotated

import typer

from bot.cli.running import run
from bot.kernel.desk.staff import Role
from bot.wiring import Parts

staff = typer.Typer(no_args_is_help=True, help=__doc__)

_BY = "system:terminal"
Login = Annotated[str, typer.Argument(help="What they sign in with, in small letters.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@staff.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="What members read when this person answers.")],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.AGENT,
    password_stdin: FromStdin = False,
) -> None:
    """Opens an account; the password is asked for twice."""
    password = _ask_password(password_stdin)
    run(lambda parts: parts.desk.staff.accounts.add(login, name, role, password, by=_BY))
    typer.echo(f"{login} may sign in at /console.")


@staff.command("list")
def list_staff() -> None:
    """Lists every account."""

    async def show(parts: Parts) -> None:
        for standing in await parts.desk.staff.accounts.find_standing():
            one = standing.staff
            state = "open" if one.is_active else "closed"
            waits = f"waits until {standing.waits_until:%F %T}" if standing.waits_until else ""
            second = "second step" if standing.has_second_step else ""
            typer.echo("\t".join((one.login, one.name, one.role, state, second, waits)).rstrip())

    run(show)


@staff.command()
def reset(login: Login, password_stdin: FromStdin = False) -> None:
    """Gives an account a new password, and signs it out everywhere."""
    password = _ask_password(password_stdin)
    run(lambda parts: parts.desk.staff.accounts.set_password(login, password, by=_BY))


@staff.command()
def close(login: Login) -> None:
    """Closes an account, and signs it out everywhere."""
    run(lambda parts: parts.desk.staff.accounts.change(login, by=_BY, is_active=False))


@staff.command()
def unlock(login: Login) -> None:
    """Lets somebody try again at once who must wait after wrong tries."""
    run(lambda parts: parts.desk.staff.accounts.unlock(login, by=_BY))
    typer.echo(f"{login} may try again.")


@staff.command()
def reset_second_step(login: Login) -> None:
    """Takes the second step of signing in from whoever lost the telephone, and signs them out everywhere."""
    run(lambda parts: parts.desk.staff.second_step.reset(login, by=_BY))
    typer.echo(f"{login} signs in with the password alone, until a second step is set up anew.")


def _ask_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
