"""The command `python -m wechat_sim`."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import httpx
import typer

from wechat_sim.account import (
    LOCAL_ACCOUNT,
    LOCAL_AES_KEY,
    LOCAL_APP_ID,
    LOCAL_OPENID,
    LOCAL_SECRET,
    LOCAL_TOKEN,
    Account,
)
from wechat_sim.deliveries import ServiceFault
from wechat_sim.phone import Phone
from wechat_sim.serving import serve
from wechat_sim.stand_in import WeChatStandIn
from wechat_sim.terminal import Terminal, read_keyboard, read_script, show_outgoing

_REPORTS_EVERY_SECONDS = 2.0


def main(
    url: Annotated[str, typer.Option(help="The bot's entrance.")] = "http://127.0.0.1:8000/wechat",
    api_port: Annotated[int, typer.Option(help="Where the outgoing API listens.")] = 8089,
    token: Annotated[str, typer.Option(envvar="WECHAT_TOKEN")] = LOCAL_TOKEN,
    aes_key: Annotated[str, typer.Option(envvar="WECHAT_ENCODING_AES_KEY")] = LOCAL_AES_KEY,
    app_id: Annotated[str, typer.Option(envvar="WECHAT_APP_ID")] = LOCAL_APP_ID,
    secret: Annotated[str, typer.Option(envvar="WECHAT_APP_SECRET")] = LOCAL_SECRET,
    account: Annotated[str, typer.Option(envvar="WECHAT_ACCOUNT_ID")] = LOCAL_ACCOUNT,
    openid: Annotated[str, typer.Option(help="Who writes.")] = LOCAL_OPENID,
    plain: Annotated[bool, typer.Option("--plain", help="The console's plain mode.")] = False,
    script: Annotated[Path | None, typer.Option(help="A file of lines; fails if a reply is missing.")] = None,
    phone_port: Annotated[int, typer.Option(help="Where the page that looks like a phone listens.")] = 8090,
    patience: Annotated[float, typer.Option(help="Seconds a script waits for a late reply.")] = 20.0,
) -> None:
    """Plays WeChat for a bot on this machine: signed and encrypted pushes out, its outgoing API in."""
    played = Account(token, aes_key, app_id, secret, account, plain)
    lines = script.read_text(encoding="utf-8").splitlines() if script else None
    missing = asyncio.run(_play(played, url, (api_port, phone_port), openid, lines, patience))
    raise typer.Exit(1 if missing and script else 0)


async def _play(
    account: Account, url: str, ports: tuple[int, int], openid: str, lines: list[str] | None, patience: float
) -> int:
    """Runs the lines of a script or of the keyboard; gives the number of missing replies."""
    async with httpx.AsyncClient(trust_env=False) as http:
        stand_in = WeChatStandIn(account, url, http, openid=openid, heard=show_outgoing)
        phone = Phone(stand_in).application()
        async with stand_in.serve_api(ports[0]) as base, serve(phone, ports[1]) as page:
            typer.echo(f"WeChat's stand-in. The bot needs WECHAT_API_BASE={base} ; :help lists the commands.")
            typer.echo(f"A phone to try the account with: {page}")
            terminal = Terminal(stand_in, patience)
            source = read_keyboard() if lines is None else read_script(lines)
            reporting = asyncio.create_task(_report(stand_in))
            await terminal.run(source, wait=lines is not None)
            reporting.cancel()
    return terminal.missing


async def _report(stand_in: WeChatStandIn) -> None:
    """Tells the bot by and by what became of its template messages, as WeChat does."""
    while True:
        await asyncio.sleep(_REPORTS_EVERY_SECONDS)
        with suppress(ServiceFault):
            await stand_in.push_reports()


if __name__ == "__main__":
    typer.run(main)
