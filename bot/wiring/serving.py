"""Builds the web application over the parts, and starts what lives beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from actions.dates import today
from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.engine.child import RasaCommand, keep_running
from bot.memory.redis_news import RedisNews
from bot.records.pictures import KeptPictures
from bot.settings import Settings
from bot.web.application import create_application
from bot.web.chat import WebChat
from bot.web.chat_page import ChatPage
from bot.web.console.guard import Guard
from bot.web.demonstration import Demonstration
from bot.web.health import Health
from bot.web.identity_page import IdentityPage
from bot.web.papers_page import PapersPage
from bot.web.pictures import SentPictures
from bot.web.profile_page import ProfileForm
from bot.web.wechat import WeChatEntrance
from bot.web.wechat_sign_in import WeChatSignIn
from bot.wiring.console_parts import console_routers
from bot.wiring.holidays import warn_of_unknown_holidays
from bot.wiring.moments import now
from bot.wiring.outreach_pages import outreach_routers
from bot.wiring.parts import Parts
from bot.workers.desk_loop import watch_desk_forever
from bot.workers.model_loop import ModelWatch, watch_model_forever
from bot.workers.outreach_loop import conduct_forever
from bot.workers.recovery_loop import recover_forever
from bot.workers.reminder_loop import remind_forever, tell_forever


def create_app(parts: Parts) -> FastAPI:
    """The web application over these parts."""
    settings = parts.settings
    routers = [
        Health(
            {"database": parts.history.is_ready, "rasa": parts.engine.is_ready},
            {"redis": parts.redis.is_ready} if parts.redis else {},
        ).router(),
        IdentityPage(parts.identity, parts.turns).router(),
        ProfileForm(parts.profile).router(),
        PapersPage(parts.papers).router(),
        SentPictures(KeptPictures(parts.database)).router(),
    ]
    routers += console_routers(parts.console)
    if parts.outreach:
        routers += outreach_routers(parts.outreach, Guard(parts.console.sign_in))
    if settings.webchat:
        routers.append(ChatPage(settings.demo).router())
        routers.append(WebChat(parts.reception, parts.turns, parts.history).router())
    if settings.demo:
        routers.append(Demonstration(parts.claims, parts.history, parts.identity).router())
    if parts.wechat:
        entrance = WeChatEntrance(
            parts.wechat.envelopes,
            parts.reception,
            parts.turns,
            parts.delivery,
            settings.reply_budget_seconds,
            now,
            parts.desk if settings.wechat_desk == "wechat" else None,
            pictures=parts.wechat.sent_pictures,
        )
        sign_in = WeChatSignIn(parts.wechat.oauth, parts.identity, settings.base_url)
        routers += [entrance.router(), sign_in.router()]
    mounts: dict[str, ASGIApp] = {}
    if not settings.actions_url:
        handlers = join_handlers(parts.claims, load_knowledge(), today)
        mounts["/actions"] = create_action_application(handlers, settings.actions_token.get_secret_value())
    return create_application(routers, mounts, lambda: _live(parts))


@asynccontextmanager
async def _live(parts: Parts) -> AsyncIterator[None]:
    """Starts what lives beside the web application, and ends it with it."""
    warn_of_unknown_holidays(parts.settings, today())
    work = [
        recover_forever(parts.recovery, parts.engine.is_ready),
        remind_forever(parts.reminders),
        watch_desk_forever(parts.console.watch, parts.console.relief),
        parts.console.live.run(),
    ]
    if isinstance(parts.news, RedisNews):
        work.append(parts.news.run())
    if parts.outreach:
        work.append(tell_forever(parts.outreach.automatic))
        work.append(conduct_forever(parts.outreach.conductor, parts.outreach.reports, parts.outreach.inline))
    if not parts.settings.rasa_url:
        work.append(keep_running(rasa_command(parts.settings)))
        work.append(watch_model_forever(ModelWatch(parts.settings.model, parts.engine.load)))
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await parts.close()


def rasa_command(settings: Settings) -> RasaCommand:
    """How Rasa is started as a child: on a private address, with a token, telemetry off."""
    return RasaCommand(
        arguments=(
            str(settings.rasa_python),
            "-m",
            "nlu.serve",
            *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
            *("--model", str(settings.model), "--endpoints", "endpoints.yml"),
            *("--credentials", "credentials.yml"),
        ),
        folder=settings.root,
        environment={
            "RASA_TOKEN": settings.rasa_token.get_secret_value(),
            "RASA_TELEMETRY_ENABLED": "false",
            "ACTIONS_URL": settings.actions_address,
            "ACTIONS_TOKEN": settings.actions_token.get_secret_value(),
            "LOG_LEVEL": "WARNING",
        },
        log_file=settings.data_dir / "log" / "rasa.log",
    )
