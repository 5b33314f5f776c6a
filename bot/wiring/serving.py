"""Builds the web application over the parts, and starts what lives beside it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.machine.disk import Disk
from bot.web.application import create_application
from bot.web.health import Check, Health
from bot.wiring.api_routes import api_routers
from bot.wiring.background import VITAL_WORK, list_work
from bot.wiring.channel_pages import channel_routers
from bot.wiring.desk_pages import desk_routers, staff_routers
from bot.wiring.holidays import warn_of_unknown_holidays
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.member_pages import join_door, member_routers
from bot.wiring.outreach_pages import outreach_routers
from bot.wiring.parts import Parts
from bot.wiring.stores import Stores
from bot.workers.supervisor import Supervisor
from vocabulary.beijing import BEIJING


def create_app(parts: Parts) -> FastAPI:
    """The web application over these parts."""
    settings, door = parts.settings, join_door(parts)
    supervisor = Supervisor(list_work(parts))
    routers = [
        _join_health(parts, supervisor),
        *member_routers(parts, door),
        *channel_routers(parts, door),
        *staff_routers(parts.desk.staff),
        *desk_routers(parts.base, parts.desk),
        *api_routers(parts.base, parts.desk),
    ]
    if parts.outreach:
        routers += outreach_routers(parts.outreach, parts.desk.staff.guard)
    app = create_application(
        routers,
        _join_handlers(parts),
        lambda: _live(parts, supervisor),
        settings.public_url,
        settings.proxies,
        settings.centre_name,
        has_web_chat=settings.webchat,
    )
    app.state.find_staff = parts.desk.staff.guard.peek
    return app


def _join_health(parts: Parts, supervisor: Supervisor) -> APIRouter:
    base, settings = parts.base, parts.settings
    return Health(
        {
            "database": parts.conversation.history.is_ready,
            "rasa": base.engine.is_ready,
            "schema_and_keys": Stores(base.database, base.claims).are_ready,
            "disk": Disk(settings.data_dir).is_ready,
        },
        _find_told(base) | {"feeds": parts.desk.feeds.is_well},
        supervisor.find_unwell,
        VITAL_WORK,
        settings.metrics_token.get_secret_value(),
    ).router()


def _find_told(base: Infrastructure) -> dict[str, Check]:
    """What members can be answered without, though less well: the core's last answers are kept."""
    told: dict[str, Check] = {"redis": base.redis.is_ready} if base.redis else {}
    return told | ({"core_system": base.claims.core.is_ready} if base.claims.core else {})


def _join_handlers(parts: Parts) -> Mapping[str, ASGIApp]:
    """Rasa's actions, where they are not served on their own."""
    if parts.settings.actions_url:
        return {}
    base = parts.base
    handlers = join_handlers(base.claims, load_knowledge(), lambda: base.clock().astimezone(BEIJING))
    token = parts.settings.actions_token.get_secret_value()
    return {"/actions": create_action_application(handlers, token)}


@asynccontextmanager
async def _live(parts: Parts, supervisor: Supervisor) -> AsyncIterator[None]:
    """Starts what lives beside the web application, and ends it with it."""
    warn_of_unknown_holidays(parts.settings, parts.base.today())
    keeping = asyncio.create_task(supervisor.run())
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        if parts.outreach:
            await parts.outreach.inline.finish()
        await parts.close()
