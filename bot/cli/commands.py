"""The verbs of `python -m bot`: serving, checking, migrating and trying out here, all others in modules of their own."""

import asyncio
import os
import socket
import sys
from contextlib import nullcontext
from typing import Annotated

import typer
import uvicorn

from bot.cli.api_keys import api_keys
from bot.cli.audit import audit
from bot.cli.corrections import corrections
from bot.cli.keys import keys
from bot.cli.knowledge import knowledge
from bot.cli.members import members
from bot.cli.outbox import outbox
from bot.cli.outreach import outreach
from bot.cli.preparation import make_ready
from bot.cli.staff import staff
from bot.cli.start_check import check_start
from bot.cli.tickets import tickets
from bot.cli.wechat import wechat
from bot.cli.welcome import welcome
from bot.logs import set_up_logs
from bot.machine.alone import NotAlone, be_alone, is_shared, look_for_another
from bot.machine.connections import PatientProtocol
from bot.machine.disk import Disk
from bot.members.database import ClaimsError
from bot.settings import (
    Part,
    Settings,
    SettingsRefused,
    find_faults,
    load_settings,
    make_keys,
    read_settings,
)
from bot.wiring import Parts, create_app, join_parts, serve_outreach

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="The command line: `python -m bot VERB`.")
cli.add_typer(audit, name="audit")
cli.add_typer(tickets, name="tickets")
cli.add_typer(knowledge, name="knowledge")
cli.add_typer(wechat, name="wechat")
cli.add_typer(corrections, name="corrections")
cli.add_typer(staff, name="staff")
cli.add_typer(outreach, name="outreach")
cli.add_typer(outbox, name="outbox")
cli.add_typer(members, name="members")
cli.add_typer(keys, name="keys")
cli.add_typer(api_keys, name="api-keys")


@cli.callback()
def _begin() -> None:
    """What this writes is for this user alone."""
    os.umask(0o077)


@cli.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Instead of PORT.")] = None,
) -> None:
    """Serves the web application, with Rasa and the workers beside it by default; refuses what cannot go well."""
    settings = _choose_ports(_check("bot"), port)
    Disk(settings.data_dir).close_to_others()
    if not settings.redis_url and is_shared(settings.bot_database):
        asyncio.run(look_for_another(settings.bot_database))
    with nullcontext() if settings.redis_url else be_alone(settings.data_dir):
        parts = join_parts(settings)
        config = uvicorn.Config(
            create_app(parts),
            host=settings.host,
            port=settings.port,
            access_log=False,
            proxy_headers=False,  # The application reads them itself, from TRUSTED_PROXIES alone.
            log_level="warning",
            timeout_graceful_shutdown=5,
            http=PatientProtocol,
            ws="none",
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(_serve(uvicorn.Server(config), parts))


@cli.command()
def worker() -> None:
    """Sends bulk outreach beside the bot, as many of these as you like, on any machine; needs REDIS_URL."""
    settings = _check("worker")
    if not (settings.redis_url and settings.wechat_app_id):
        typer.echo(
            "A worker needs REDIS_URL and a WeChat account; without Redis the bot sends by itself.", err=True
        )
        raise typer.Exit(2)
    serve_outreach(settings)


@cli.command()
def check() -> None:
    """Says all that keeps the bot from starting, and what else is worth a look; changes nothing."""
    _check("bot", is_strict=True)
    typer.echo("All is well: `python -m bot serve` can start.")


@cli.command()
def migrate() -> None:
    """Brings both databases to the schema that this version needs, and binds them to the keys."""
    settings = load_settings()
    set_up_logs(settings.log_format)
    if faults := find_faults(settings, "migration"):
        raise SettingsRefused(faults)
    asyncio.run(make_ready(join_parts(settings), demo=False))
    typer.echo("Both databases are ready for this version. `python -m bot check` looks at the rest.")


@cli.command()
def demo() -> None:
    """Makes keys where there are none, brings both databases up to date, and loads the invented members."""
    if not load_settings().demo:
        raise SettingsRefused(
            [
                "This loads invented members and staff with a known password: set DEMO=1, and never in production."
            ]
        )
    make_keys(load_settings())
    settings = load_settings()
    set_up_logs(settings.log_format)
    asyncio.run(make_ready(join_parts(settings), demo=True))


def main() -> None:
    """Runs a verb; what the operator can put right is said in words, without a trace."""
    try:
        cli()
    except SettingsRefused as refused:
        _refuse(refused.faults)
    except NotAlone as other:
        _refuse([f"Another bot serves from the same {other.detail}. {other.advice}"])
    except ClaimsError as fault:
        _refuse([str(fault) or type(fault).__name__])


def _refuse(faults: list[str]) -> None:
    typer.echo(
        "\n".join(["Huzhu cannot start. Put this right:", *(f"  - {words}" for words in faults)]), err=True
    )
    sys.exit(2)


def _check(part: Part, *, is_strict: bool = False) -> Settings:
    """The settings, once nothing is wrong that forbids a start; what is away may come later, but not if `is_strict`."""
    settings, unreadable = read_settings()
    set_up_logs(settings.log_format)
    found = asyncio.run(check_start(settings, part, unreadable))
    if is_strict:
        found.faults += found.away
        found.away = []
    if found.faults:
        raise SettingsRefused([*found.faults, *found.away, *found.warnings])
    for words in (*found.away, *found.warnings):
        typer.echo(f"Worth a look: {words}", err=True)
    return settings


async def _serve(server: uvicorn.Server, parts: Parts) -> None:
    async def is_ready() -> bool:
        return server.started and await parts.base.engine.is_ready()

    welcoming = asyncio.create_task(welcome(parts.settings, is_ready))
    try:
        await server.serve()
    finally:
        welcoming.cancel()
    if not server.started:
        raise typer.Exit(3)


def _choose_ports(settings: Settings, port: int | None) -> Settings:
    changes: dict[str, int] = {"port": port} if port else {}
    if not settings.rasa_url and not settings.rasa_port:
        changes["rasa_port"] = _find_free_port()
    return settings.model_copy(update=changes)


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
