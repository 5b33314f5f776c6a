"""Serves the handlers alone, for Rasas on other machines: `python -m actions`."""

from typing import Annotated

import typer
import uvicorn

from actions.dates import today
from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.logs import set_up_logs
from bot.settings import load_settings
from claims.database import open_claims_database


def serve(
    host: Annotated[str, typer.Option(help="A private address: it answers from member data.")] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 5055,
) -> None:
    """Answers Rasa at POST /webhook; everything is set as for the bot, with the same keys."""
    settings = load_settings()
    set_up_logs(settings.log_format)
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
    )
    token = settings.actions_token.get_secret_value()
    application = create_action_application(join_handlers(claims, load_knowledge(), today), token)
    uvicorn.run(application, host=host, port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    typer.run(serve)
