"""Joins the parts: read this and you know every one of them, and which adapter stands behind each door."""

from dataclasses import dataclass
from datetime import timedelta

from actions.passes import Passes
from bot.console.office_hours import OfficeHours
from bot.console.presence import Presence
from bot.conversation.bot_turn import BotTurn
from bot.conversation.chat_history import ChatHistory
from bot.conversation.desk import Desk
from bot.conversation.late_answers import LateAnswers
from bot.conversation.notice_choices import NoticeChoices
from bot.conversation.papers import Papers
from bot.conversation.reception import Reception
from bot.conversation.recovery import Recovery
from bot.conversation.reminders import Reminders
from bot.conversation.template_notices import TemplateNotices
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom
from bot.conversation.windows import Windows
from bot.delivery import Delivery
from bot.engine.rasa import RasaClient
from bot.kernel.links import read_link_rule
from bot.kernel.visits import parse_visit_template
from bot.kernel.working_hours import WrittenHours
from bot.membership import ClaimsPapers, ClaimsVisits
from bot.memory.in_process import InProcessLocks, InProcessNews
from bot.memory.postgres_locks import PostgresLocks
from bot.memory.presence import InProcessPresence
from bot.memory.redis_client import CarefulRedis, open_redis
from bot.memory.redis_news import RedisNews
from bot.memory.redis_presence import RedisPresence
from bot.records.database import Database, open_database
from bot.records.pictures import KeptPictures
from bot.settings import Settings
from bot.wechat.template_sender import WeChatTemplates
from bot.wiring.console_parts import ConsoleParts, join_console
from bot.wiring.holidays import find_calendar
from bot.wiring.member_services import MemberServices, join_members
from bot.wiring.moments import now
from bot.wiring.outreach_parts import OutreachParts, join_outreach, join_sender
from bot.wiring.staff_parts import join_staff_by
from bot.wiring.wechat_parts import WeChatParts, join_wechat
from claims.database import ClaimsDatabase, open_claims_database


@dataclass(frozen=True)
class Parts:
    """Every part of one process, joined."""

    settings: Settings
    database: Database
    claims: ClaimsDatabase
    engine: RasaClient
    redis: CarefulRedis | None
    news: InProcessNews | RedisNews
    locks: InProcessLocks | PostgresLocks
    wechat: WeChatParts | None
    delivery: Delivery
    desk: Desk
    members: MemberServices
    papers: Papers
    waiting: WaitingRoom
    turns: Turns
    recovery: Recovery
    reminders: Reminders
    history: ChatHistory
    console: ConsoleParts
    outreach: OutreachParts | None

    async def close(self) -> None:
        """Lets the work under way end, and gives every connection back."""
        await self.turns.finish()
        await self.engine.close()
        if self.wechat:
            await self.wechat.api.close()
        if self.outreach:
            await self.outreach.close()
        await self.claims.close()
        await self.news.close()
        await self.locks.close()
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
        settings.own_days,
    )
    redis = open_redis(settings.redis_url) if settings.redis_url else None
    news = RedisNews(redis) if redis else InProcessNews()
    locks = PostgresLocks(settings.bot_database) if database.is_shared else InProcessLocks()
    engine = _join_engine(settings, claims)
    wechat = join_wechat(settings, redis, KeptPictures(database))
    delivery = Delivery(database, news, now, wechat.messenger if wechat else None)
    presence: Presence = RedisPresence(redis, now) if redis else InProcessPresence(now)
    desk, hours = _join_hours(settings, database, presence)
    members = join_members(settings, database, claims, delivery, desk)
    visits, pictures = ClaimsVisits(claims), wechat.pictures if wechat else None
    papers = Papers(database, members.pages, ClaimsPapers(claims, now), delivery, now, pictures)
    links = read_link_rule(settings.base_url, settings.outreach_link_hosts)
    templates, outreach = _join_notices(settings, database, claims, redis, wechat)
    notices = NoticeChoices(links, has_visit_template=bool(settings.wechat_template_visit))
    bot_turn = BotTurn(engine, members.pages, members.identity, papers, Windows(visits), desk, notices)
    late = LateAnswers(database, locks, bot_turn, delivery, now)
    turns = Turns(database, locks, bot_turn, delivery, members.leaving, now, late, templates)
    staff = join_staff_by(settings, database, claims.sealer)
    console = join_console(
        database,
        claims,
        delivery,
        engine,
        locks,
        late,
        news,
        presence,
        pictures,
        hours,
        staff,
        members.chats,
        links,
    )
    waiting = WaitingRoom(Reception(database, members.pages.signer, now, desk))
    after = timedelta(seconds=settings.recovery_after_seconds)
    return Parts(
        settings=settings,
        database=database,
        claims=claims,
        engine=engine,
        redis=redis,
        news=news,
        locks=locks,
        wechat=wechat,
        delivery=delivery,
        desk=desk,
        members=members,
        papers=papers,
        waiting=waiting,
        turns=turns,
        recovery=Recovery(database, turns, delivery, now, after, waiting),
        reminders=Reminders(
            database,
            delivery,
            visits,
            links,
            now,
            templates,
            parse_visit_template(settings.wechat_template_visit),
        ),
        history=ChatHistory(database, news, now),
        console=console,
        outreach=outreach,
    )


def _join_engine(settings: Settings, claims: ClaimsDatabase) -> RasaClient:
    """Rasa, asked with the token, and with passes that only the bot can write."""
    return RasaClient(
        settings.rasa_address,
        settings.rasa_token.get_secret_value(),
        settings.engine_timeout_seconds,
        Passes.from_secret(claims.sealer.hash_key).write,
    )


def _join_hours(settings: Settings, database: Database, presence: Presence) -> tuple[Desk, OfficeHours]:
    """The desk, and the hours that it tells of."""
    written = WrittenHours(settings.working_hours, settings.holidays, settings.make_up_days)
    calendar = find_calendar(settings)
    desk = Desk(database, now, written.parse(calendar), calendar, presence)
    return desk, OfficeHours(database, now, written, calendar)


def _join_notices(
    settings: Settings,
    database: Database,
    claims: ClaimsDatabase,
    redis: CarefulRedis | None,
    wechat: WeChatParts | None,
) -> tuple[TemplateNotices | None, OutreachParts | None]:
    """What reaches members who did not just write; nothing without a WeChat account."""
    if wechat is None:
        return None, None
    sender = join_sender(settings, database, redis)
    templates = TemplateNotices(database, WeChatTemplates(wechat.api), now, sender.lane)
    return templates, join_outreach(settings, database, claims, redis, sender, templates)
