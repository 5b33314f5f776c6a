"""Serves the handlers alone, for Rasas on other machines: `python -m actions`."""

import asyncio
import os
from typing import Annotated

import structlog
import typer
import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.logs import set_up_logs
from bot.machine.connections import PatientProtocol
from bot.settings import Settings, find_faults, read_settings
from claims.database import ClaimsDatabase, open_claims_database
from claims.errors import WrongKey
from claims.source.core.connection import CoreAddress
from claims.source.core.opening import put_core_behind
from vocabulary.beijing import now

log = structlog.get_logger(__name__)


def serve(
    host: Annotated[str, typer.Option(help="A private address: it answers from member data.")] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 5055,
) -> None:
    """Answers Rasa at POST /webhook; everything is set as for the bot, with the same keys."""
    os.umask(0o077)
    settings, unreadable = read_settings()
    set_up_logs(settings.log_format)
    faults = [*unreadable, *find_faults(settings, "handlers")] or asyncio.run(_find_key_faults(settings))
    if faults:
        typer.echo("\n".join(["The handlers cannot start. Put this right:", *faults]), err=True)
        raise typer.Exit(2)
    token = settings.actions_token.get_secret_value()
    application = create_action_application(join_handlers(_open(settings), load_knowledge(), now), token)
    uvicorn.run(
        application,
        host=host,
        port=port,
        access_log=False,
        proxy_headers=False,
        log_level="warning",
        http=PatientProtocol,
        ws="none",
    )


def _open(settings: Settings) -> ClaimsDatabase:
    """The claims database, and the centre's core system behind it where there is one."""
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
        settings.own_days,
        settings.own_numbers_begin,
    )
    if not settings.claims_source_url:
        return claims
    key, seconds = settings.claims_source_key.get_secret_value(), settings.claims_source_seconds
    return put_core_behind(claims, CoreAddress(settings.claims_source_url, key, seconds), now)


async def _find_key_faults(settings: Settings) -> list[str]:
    """Wrong keys forbid a start; a database that is away may come later."""
    claims = _open(settings)
    try:
        await claims.check_keys()
    except WrongKey as fault:
        return [f"The keys are not those of this claims database. {fault}"]
    except (SQLAlchemyError, OSError) as fault:
        log.warning(
            "claims_not_looked_at",
            code="database_unavailable",
            fault=type(fault).__name__,
            advice="Look whether the claims database runs, and whether `python -m bot migrate` was run.",
        )
    finally:
        await claims.close()
    return []


if __name__ == "__main__":
    typer.run(serve)
