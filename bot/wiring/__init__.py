"""Joins the parts: the only place that knows which adapter stands behind each door."""

from bot.wiring.background import rasa_command
from bot.wiring.outreach_parts import OutreachParts, serve_outreach
from bot.wiring.parts import Parts, join_parts
from bot.wiring.serving import create_app

__all__ = ["OutreachParts", "Parts", "create_app", "join_parts", "rasa_command", "serve_outreach"]
