"""Joins the parts: read this and you know every one of them, and which adapter stands behind each door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from redis.asyncio import Redis
from starlette.types import ASGIApp

from actions.dates import today
from actions.knowledge import load_knowledge
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from bot.conversation.bot_turn import BotTurn
from bot.conversation.chat_history import ChatHistory
from bot.conversation.desk import Desk
from bot.conversation.identity import IdentityCheck
from bot.conversation.member_pages import MemberPages
from bot.conversation.papers import Papers
from bot.conversation.profile import ProfilePage
from bot.conversation.reception import Reception
from bot.conversation.recovery import Recovery
from bot.conversation.reminders import Reminders
from bot.conversation.template_notices import TemplateNotices
from bot.conversation.turns import Turns
from bot.conversation.windows import Windows
from bot.delivery import Delivery
from bot.engine.child import RasaCommand, keep_running
from bot.engine.rasa import RasaClient
from bot.kernel.visits import parse_visit_template
from bot.membership import ClaimsDetails, ClaimsMembership, ClaimsPapers, ClaimsVisits
from bot.memory.in_process import InProcessLocks, InProcessNews
from bot.memory.redis import RedisLocks, RedisNews
from bot.records.database import Database, open_database
from bot.settings import Settings
from bot.web.application import create_application
from bot.web.chat import WebChat
from bot.web.chat_page import ChatPage
from bot.web.demonstration import Demonstration
from bot.web.health import Health
from bot.web.identity_page import IdentityPage
from bot.web.papers_page import PapersPage
from bot.web.profile_page import ProfileForm
from bot.web.wechat import WeChatEntrance
from bot.web.wechat_sign_in import WeChatSignIn
from bot.wechat.client import WeChatApi
from bot.wechat.envelope import Envelopes
from bot.wechat.media import Media, MemberPictures
from bot.wechat.messenger import WeChatMessenger
from bot.wechat.oauth import InMemorySignIns, OAuth
from bot.wechat.shared_state import RedisSignIns, RedisTokenStore
from bot.wechat.signature import SignatureCheck
from bot.wechat.template_sender import WeChatTemplates
from bot.workers.recovery_loop import recover_forever
from bot.workers.reminder_loop import remind_forever
from claims.database import ClaimsDatabase, open_claims_database


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class WeChatParts:
    """WeChat's side: what opens and seals its pushes, and what calls its servers."""

    envelopes: Envelopes
    api: WeChatApi
    messenger: WeChatMessenger
    pictures: MemberPictures
    oauth: OAuth


def join_wechat(settings: Settings, redis: Redis | None) -> WeChatParts | None:
    """WeChat's parts, or None where no account is configured; with Redis all processes share one token."""
    if not settings.wechat_app_id:
        return None
    keys = (
        settings.wechat_encoding_aes_key.get_secret_value(),
        settings.wechat_previous_aes_key.get_secret_value(),
    )
    envelopes = Envelopes(
        SignatureCheck(settings.wechat_token.get_secret_value()),
        settings.wechat_app_id,
        tuple(key for key in keys if key),
        settings.wechat_accept_plain,
    )
    secret = settings.wechat_app_secret.get_secret_value()
    store = RedisTokenStore(redis, now) if redis else None
    api = WeChatApi(settings.wechat_app_id, secret, api_base=settings.wechat_api_base, store=store)
    sign_ins = RedisSignIns(redis) if redis else InMemorySignIns(now)
    pictures = MemberPictures(Media(api))
    return WeChatParts(envelopes, api, WeChatMessenger(api), pictures, OAuth(api, sign_ins))


@dataclass(frozen=True)
class Parts:
    """Every part of one process, joined."""

    settings: Settings
    database: Database
    claims: ClaimsDatabase
    engine: RasaClient
    redis: Redis | None
    wechat: WeChatParts | None
    delivery: Delivery
    desk: Desk
    identity: IdentityCheck
    profile: ProfilePage
    papers: Papers
    reception: Reception
    turns: Turns
    recovery: Recovery
    reminders: Reminders
    history: ChatHistory

    async def close(self) -> None:
        """Lets the work under way end, and gives every connection back."""
        await self.turns.finish()
        await self.engine.close()
        if self.wechat:
            await self.wechat.api.close()
        await self.claims.close()
        await self.database.close()
        if self.redis:
            await self.redis.aclose()


def join_parts(settings: Settings) -> Parts:
    """Builds every part; opens no connection yet."""
    database = open_database(settings.bot_database)
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
    )
    redis = Redis.from_url(settings.redis_url) if settings.redis_url else None
    news = RedisNews(redis) if redis else InProcessNews()
    locks = RedisLocks(redis) if redis else InProcessLocks()
    engine = RasaClient(
        settings.rasa_address, settings.rasa_token.get_secret_value(), settings.engine_timeout_seconds
    )
    wechat = join_wechat(settings, redis)
    delivery = Delivery(database, news, now, wechat.messenger if wechat else None)
    desk = Desk(database, delivery, now)
    pages, membership = MemberPages(settings.base_url, now), ClaimsMembership(claims)
    identity = IdentityCheck(database, membership, desk, delivery, pages, now)
    visits = ClaimsVisits(claims)
    papers = Papers(
        database, pages, ClaimsPapers(claims, now), delivery, now, wechat.pictures if wechat else None
    )
    templates = TemplateNotices(database, WeChatTemplates(wechat.api), now) if wechat else None
    turns = Turns(
        database,
        locks,
        BotTurn(engine, pages, identity, papers, Windows(visits), desk),
        delivery,
        now,
        templates,
    )
    after = timedelta(seconds=settings.recovery_after_seconds)
    return Parts(
        settings=settings,
        database=database,
        claims=claims,
        engine=engine,
        redis=redis,
        wechat=wechat,
        delivery=delivery,
        desk=desk,
        identity=identity,
        profile=ProfilePage(database, pages, membership, ClaimsDetails(claims, today), delivery, now),
        papers=papers,
        reception=Reception(database, now),
        turns=turns,
        recovery=Recovery(database, turns, delivery, now, after),
        reminders=Reminders(
            database, delivery, visits, now, templates, parse_visit_template(settings.wechat_template_visit)
        ),
        history=ChatHistory(database, news, now),
    )


def create_app(parts: Parts) -> FastAPI:
    """The web application over these parts."""
    settings = parts.settings
    routers = [
        Health({"database": parts.history.is_ready, "rasa": parts.engine.is_ready}).router(),
        IdentityPage(parts.identity, parts.turns).router(),
        ProfileForm(parts.profile).router(),
        PapersPage(parts.papers).router(),
    ]
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
    work = [recover_forever(parts.recovery, parts.engine.is_ready), remind_forever(parts.reminders)]
    if not parts.settings.rasa_url:
        work.append(keep_running(rasa_command(parts.settings)))
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
            *("--enable-api", "--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
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
