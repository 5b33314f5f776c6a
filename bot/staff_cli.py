"""`python -m bot staff`: accounts of the console, the first administrator above all."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.console.accounts import Accounts
from bot.errors import StaffRefusal
from bot.kernel.staff import Role
from bot.settings import load_settings
from bot.wiring import join_parts

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
    _run(lambda accounts: accounts.add(login, name, role, password, by=_BY))
    typer.echo(f"{login} may sign in at /console.")


@staff.command("list")
def list_staff() -> None:
    """Lists every account."""

    async def show(accounts: Accounts) -> None:
        for one in await accounts.find_all():
            typer.echo(f"{one.login}\t{one.name}\t{one.role}\t{'open' if one.is_active else 'closed'}")

    _run(show)


@staff.command()
def reset(login: Login, password_stdin: FromStdin = False) -> None:
    """Gives an account a new password, and signs it out everywhere."""
    password = _ask_password(password_stdin)
    _run(lambda accounts: accounts.set_password(login, password, by=_BY))


@staff.command()
def close(login: Login) -> None:
    """Closes an account, and signs it out everywhere."""
    _run(lambda accounts: accounts.change(login, by=_BY, is_active=False))


def _ask_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _run(work: Callable[[Accounts], Awaitable[object]]) -> None:
    async def run() -> None:
        parts = join_parts(load_settings())
        try:
            await work(parts.console.accounts)
        finally:
            await parts.close()

    try:
        asyncio.run(run())
    except StaffRefusal as refusal:
        typer.echo(refusal.words, err=True)
        raise typer.Exit(1) from refusal
