"""Joins the parts: the only place that knows which adapter stands behind each door."""

from bot.wiring.background import rasa_command
from bot.wiring.doors import Doors
from bot.wiring.outreach_parts import OutreachParts
from bot.wiring.parts import Parts, join_parts
from bot.wiring.sending_parts import serve_outreach
from bot.wiring.serving import create_app

__all__ = ["Doors", "OutreachParts", "Parts", "create_app", "join_parts", "rasa_command", "serve_outreach"]
