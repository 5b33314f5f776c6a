"""Joins the staff console: its services, and the routes below /console."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from redis.asyncio import Redis

from actions.dates import today
from bot.console.briefing import Briefing
from bot.console.desk_watch import DeskWatch
from bot.console.disclosure import Disclosure
from bot.console.doors import Engine, Locks
from bot.console.holding import Holding
from bot.console.live import Live, WatchedNews
from bot.console.presence import InProcessPresence, Presence
from bot.console.queue import Queue
from bot.console.replying import Replying
from bot.console.thread import Threads
from bot.conversation.doors import Pictures
from bot.delivery import Delivery
from bot.member_facts import ClaimsMembers
from bot.memory.redis_presence import RedisPresence
from bot.records.database import Database
from bot.web.console.acts_api import ActsApi, Colleagues
from bot.web.console.conversations_api import ConversationsApi
from bot.web.console.seats import Doorkeeper
from bot.web.console.stream import ConsoleStream
from bot.wiring.moments import now
from claims.database import ClaimsDatabase


@dataclass(frozen=True)
class ConsoleParts:
    """What staff work with."""

    holding: Holding
    replying: Replying
    queue: Queue
    threads: Threads
    briefing: Briefing
    disclosure: Disclosure
    presence: Presence
    live: Live
    watch: DeskWatch


def join_console(
    database: Database,
    claims: ClaimsDatabase,
    delivery: Delivery,
    engine: Engine,
    locks: Locks,
    news: WatchedNews,
    redis: Redis | None,
    pictures: Pictures | None,
) -> ConsoleParts:
    """The console's services over the process's parts."""
    members = ClaimsMembers(claims, today)
    return ConsoleParts(
        holding=Holding(database, delivery, engine, locks, now),
        replying=Replying(database, delivery, now),
        queue=Queue(database, members, now),
        threads=Threads(database, now),
        briefing=Briefing(database, members),
        disclosure=Disclosure(database, members, now, pictures),
        presence=RedisPresence(redis) if redis else InProcessPresence(now),
        live=Live(database, news),
        watch=DeskWatch(database, delivery, engine, locks, now),
    )


def console_routers(
    parts: ConsoleParts, guard: Doorkeeper, colleagues: Colleagues, clock: Callable[[], datetime] = now
) -> list[APIRouter]:
    """The routes below /console."""
    return [
        ConversationsApi(
            guard, parts.queue, parts.threads, parts.briefing, parts.disclosure, parts.presence, clock
        ).router(),
        ActsApi(
            guard,
            parts.holding,
            parts.replying,
            parts.disclosure,
            parts.queue,
            parts.threads,
            parts.presence,
            parts.live,
            colleagues,
            clock,
        ).router(),
        ConsoleStream(guard, parts.live, parts.presence, clock).router(),
    ]
