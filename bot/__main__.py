"""The command line: `python -m bot VERB`."""

import asyncio
import socket
from typing import Annotated

import typer
import uvicorn

from bot.audit_cli import audit
from bot.corrections_cli import corrections
from bot.knowledge_cli import knowledge
from bot.logs import set_up_logs
from bot.outreach_cli import outreach
from bot.preparation import make_ready
from bot.settings import Settings, load_settings, make_keys
from bot.staff_cli import staff
from bot.tickets_cli import tickets
from bot.wechat_cli import wechat
from bot.welcome import welcome
from bot.wiring import Parts, create_app, join_parts, serve_outreach

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
cli.add_typer(audit, name="audit")
cli.add_typer(tickets, name="tickets")
cli.add_typer(knowledge, name="knowledge")
cli.add_typer(wechat, name="wechat")
cli.add_typer(corrections, name="corrections")
cli.add_typer(staff, name="staff")
cli.add_typer(outreach, name="outreach")


@cli.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Instead of PORT.")] = None,
) -> None:
    """Serves the web application, with Rasa and the workers beside it by default."""
    settings = _settings(port)
    parts = join_parts(settings)
    config = uvicorn.Config(
        create_app(parts),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(uvicorn.Server(config), parts))


@cli.command()
def worker() -> None:
    """Sends bulk outreach beside the bot, as many of these as you like, on any machine; needs REDIS_URL."""
    settings = _settings(None)
    if not (settings.redis_url and settings.wechat_app_id):
        typer.echo(
            "A worker needs REDIS_URL and a WeChat account; without Redis the bot sends by itself.", err=True
        )
        raise typer.Exit(2)
    serve_outreach(settings)


@cli.command()
def migrate() -> None:
    """Brings both databases to the schema that this version needs."""
    asyncio.run(make_ready(join_parts(_settings(None)), demo=False))


@cli.command()
def demo() -> None:
    """Makes keys where there are none, brings both databases up to date, and loads the invented members."""
    make_keys(load_settings().data_dir)
    asyncio.run(make_ready(join_parts(_settings(None)), demo=True))


async def _serve(server: uvicorn.Server, parts: Parts) -> None:
    welcoming = asyncio.create_task(welcome(parts.settings, parts.engine.is_ready))
    try:
        await server.serve()
    finally:
        welcoming.cancel()
    if not server.started:
        raise typer.Exit(3)


def _settings(port: int | None) -> Settings:
    settings = load_settings()
    set_up_logs(settings.log_format)
    changes: dict[str, int] = {"port": port} if port else {}
    if not settings.rasa_url and not settings.rasa_port:
        changes["rasa_port"] = _find_free_port()
    return settings.model_copy(update=changes)


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    cli()
