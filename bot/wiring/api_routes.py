"""Joins the routes below /api/v1, which the centre's own systems call."""

from fastapi import APIRouter

from bot.web.api.changes_api import ChangesApi
from bot.web.api.key_guard import KeyGuard
from bot.wiring.desk_parts import DeskParts
from bot.wiring.infrastructure import Infrastructure


def api_routers(base: Infrastructure, desk: DeskParts) -> list[APIRouter]:
    """They are there always; without a key nobody gets in."""
    return [ChangesApi(KeyGuard(desk.api_keys), desk.api_keys, base.members.outbox).router()]
