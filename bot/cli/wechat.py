"""`python -m bot wechat`: looks after the account: its configuration, its menu, its QR codes."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated

import typer

from bot.errors import TransportError
from bot.settings import Settings, load_settings
from bot.wechat.account.checking import CheckStep, Credentials, check_account
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.menu import MenuFileError, fetch_menu, push_menu, read_menu, render_menu_lines
from bot.wechat.account.qr_codes import create_qr_code

wechat = typer.Typer(no_args_is_help=True, help=__doc__)
menu = typer.Typer(no_args_is_help=True, help="The menu at the foot of the account's conversation.")
wechat.add_typer(menu, name="menu")

_NUMBER = re.compile(r"\d{1,10}")


@wechat.command()
def check() -> None:
    """Says step by step what is right and what is wrong in the account's configuration; ends with 1 if anything is."""

    async def work(api: WeChatApi, settings: Settings) -> None:
        steps = await check_account(_credentials(settings), api, read_menu(base_url=settings.base_url))
        for step in steps:
            _show(step)
        if not all(step.ok for step in steps):
            raise typer.Exit(1)

    _run(work)


@menu.command("push")
def push() -> None:
    """Makes bot/wechat/account/menu.yml the account's menu."""

    async def work(api: WeChatApi, settings: Settings) -> None:
        await push_menu(api, read_menu(base_url=settings.base_url))
        typer.echo("Pushed; phones show it within five minutes, or after following anew.")

    _run(work)


@menu.command("show")
def show() -> None:
    """Shows the menu that the account has now."""

    async def work(api: WeChatApi, settings: Settings) -> None:
        lines = render_menu_lines(await fetch_menu(api))
        typer.echo("\n".join(lines) or "The account has no menu.")

    _run(work)


@menu.command("check")
def check_menu() -> None:
    """Checks bot/wechat/account/menu.yml against WeChat's limits, and shows it; asks nobody."""
    try:
        typer.echo("\n".join(render_menu_lines(read_menu(base_url=load_settings().base_url))))
    except MenuFileError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from fault


@wechat.command()
def qr(
    scene: Annotated[
        str, typer.Argument(help="What the bot learns when somebody scans it, e.g. hospital_3.")
    ],
    days: Annotated[int | None, typer.Option(help="How long it lives, up to 30; for ever without.")] = None,
) -> None:
    """Makes a QR code that leads to the account."""

    async def work(api: WeChatApi, settings: Settings) -> None:
        named = int(scene) if _NUMBER.fullmatch(scene) else scene
        code = await create_qr_code(api, named, timedelta(days=days) if days else None)
        typer.echo(f"{code.picture_url}\n{code.content}")

    _run(work)


def _show(step: CheckStep) -> None:
    typer.echo(f"{'ok   ' if step.ok else 'WRONG'} {step.name}: {step.found}")
    if step.advice:
        typer.echo(f"      {step.advice}")


def _credentials(settings: Settings) -> Credentials:
    return Credentials(
        settings.wechat_app_id,
        settings.wechat_app_secret.get_secret_value(),
        settings.wechat_token.get_secret_value(),
        settings.wechat_encoding_aes_key.get_secret_value(),
        settings.wechat_previous_aes_key.get_secret_value(),
        settings.public_url,
        settings.wechat_api_base,
    )


def _run(work: Callable[[WeChatApi, Settings], Awaitable[None]]) -> None:
    async def run() -> None:
        settings = load_settings()
        secret = settings.wechat_app_secret.get_secret_value()
        api = WeChatApi(settings.wechat_app_id, secret, api_base=settings.wechat_api_base)
        try:
            await work(api, settings)
        finally:
            await api.close()

    try:
        asyncio.run(run())
    except (TransportError, MenuFileError, ValueError) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from fault
