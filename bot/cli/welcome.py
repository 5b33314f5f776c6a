"""Tells whoever starts the bot where it is, once a member can be answered."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import typer

from bot.cli.demo_staff import demo_logins, demo_password_file, read_demo_password
from bot.members.demonstration import demo_people
from bot.settings import Settings

_SHOWN_PEOPLE = 3
_LOOK_AGAIN_SECONDS = 0.2


async def welcome(settings: Settings, is_ready: Callable[[], Awaitable[bool]]) -> None:
    """Waits until the bot can answer, then prints its addresses and, in a demonstration, some accounts."""
    typer.echo(f"Starting at {settings.base_url} …")
    while not await is_ready():  # noqa: ASYNC110 - Rasa is another process and tells nobody
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    typer.echo("\n".join(_lines(settings)))


def _lines(settings: Settings) -> list[str]:
    lines = ["", "Huzhu is ready."]
    if settings.webchat:
        lines.append(f"  Web chat   {settings.base_url}/")
    lines.append(f"  Console    {settings.base_url}/console")
    if settings.wechat_app_id:
        lines.append(f"  WeChat     {settings.base_url}/wechat   (try it: make wechat-sim)")
    if settings.demo:
        lines += ["  Invented members, for the identity page (name, identity number, last four of the card):"]
        for person in demo_people()[:_SHOWN_PEOPLE]:
            lines.append(f"    {person.name}  {person.id_number}  {person.card_tail}   {person.summary}")
        lines.append("    … and all others in the panel beside the web chat, on a wide screen.")
        lines.append(
            f"  Invented staff, for the console: {demo_logins()}, all with the password {_password(settings)}"
        )
    return [*lines, "  Ctrl+C stops it.", ""]


def _password(settings: Settings) -> str:
    """On a terminal alone: a file or a collector of logs keeps what is written to it."""
    if sys.stdout.isatty():
        return read_demo_password(settings.data_dir)
    return f"that stands in {demo_password_file(settings.data_dir)}"
