"""Builds the web application over the parts, and starts what lives beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.machine.disk import Disk
from bot.memory.rates import Rates
from bot.records.desk.pictures import KeptPictures
from bot.web.application import create_application
from bot.web.channels.chat import WebChat
from bot.web.channels.chat_page import ChatPage
from bot.web.channels.demonstration import Demonstration
from bot.web.channels.newcomers import Newcomers
from bot.web.channels.wechat import WeChatEntrance
from bot.web.desk.guard import SessionGuard
from bot.web.health import Health
from bot.web.members.wechat_sign_in import WeChatSignIn
from bot.web.pictures import SentPictures
from bot.wiring.background import VITAL_WORK, list_work
from bot.wiring.clock import now
from bot.wiring.console_parts import console_routers
from bot.wiring.holidays import warn_of_unknown_holidays
from bot.wiring.member_parts import join_door, member_routers
from bot.wiring.outreach_pages import outreach_routers
from bot.wiring.parts import Parts
from bot.wiring.stores import Stores
from bot.workers.supervisor import Supervisor
from vocabulary.beijing import now as now_in_beijing
from vocabulary.beijing import today


def create_app(parts: Parts) -> FastAPI:
    """The web application over these parts."""
    settings, door = parts.settings, join_door(parts)
    supervisor = Supervisor(list_work(parts))
    routers = [
        Health(
            {
                "database": parts.history.is_ready,
                "rasa": parts.base.engine.is_ready,
                "schema_and_keys": Stores(parts.base.database, parts.base.claims).are_ready,
                "disk": Disk(settings.data_dir).is_ready,
            },
            {"redis": parts.base.redis.is_ready} if parts.base.redis else {},
            supervisor.find_unwell,
            VITAL_WORK,
            settings.metrics_token.get_secret_value(),
        ).router(),
        *member_routers(parts, door),
        SentPictures(KeptPictures(parts.base.database)).router(),
    ]
    routers += console_routers(parts.console)
    if parts.outreach:
        routers += outreach_routers(parts.outreach, SessionGuard(parts.console.sign_in))
    if settings.webchat:
        routers.append(ChatPage(settings.demo).router())
        newcomers = Newcomers(
            Rates(settings.webchat_newcomers_per_minute), Rates(settings.webchat_tickets_per_minute)
        )
        routers.append(WebChat(parts.waiting, parts.turns, parts.history, newcomers, door).router())
    if settings.demo:
        routers.append(Demonstration(parts.base.claims, parts.history, parts.members.identity).router())
    if parts.base.wechat:
        entrance = WeChatEntrance(
            parts.base.wechat.envelopes,
            parts.waiting,
            parts.turns,
            parts.base.delivery,
            settings.reply_budget_seconds,
            now,
            parts.handoffs if settings.wechat_desk == "wechat" else None,
            pictures=parts.base.wechat.sent_pictures,
        )
        sign_in = WeChatSignIn(parts.base.wechat.oauth, parts.members.identity, door, settings.base_url)
        routers += [entrance.router(), sign_in.router()]
    mounts: dict[str, ASGIApp] = {}
    if not settings.actions_url:
        handlers = join_handlers(parts.base.claims, load_knowledge(), now_in_beijing)
        mounts["/actions"] = create_action_application(handlers, settings.actions_token.get_secret_value())
    app = create_application(
        routers,
        mounts,
        lambda: _live(parts, supervisor),
        settings.public_url,
        settings.proxies,
        settings.centre_name,
        has_web_chat=settings.webchat,
    )
    app.state.find_staff = SessionGuard(parts.console.sign_in).peek
    return app


@asynccontextmanager
async def _live(parts: Parts, supervisor: Supervisor) -> AsyncIterator[None]:
    """Starts what lives beside the web application, and ends it with it."""
    warn_of_unknown_holidays(parts.settings, today())
    keeping = asyncio.create_task(supervisor.run())
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        if parts.outreach:
            await parts.outreach.inline.finish()
        await parts.close()
