"""Joins the parts: read this and you know every one of them, and which adapter stands behind each door."""

from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.bot_turn import BotTurn
from bot.conversation.chat_history import ChatHistory
from bot.conversation.handoff import Handoffs
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.papers import Papers
from bot.conversation.notice_choices import NoticeChoices
from bot.conversation.reception import Reception
from bot.conversation.recovery import Recovery
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom
from bot.conversation.windows import Windows
from bot.desk.office_hours import OfficeHours
from bot.desk.presence import Presence
from bot.kernel.conversation.working_hours import WrittenHours
from bot.kernel.outreach.links import read_link_rule
from bot.members.details import ClaimsPapers, ClaimsVisits
from bot.outreach.notices.template_notices import TemplateNotices
from bot.records.database import Database
from bot.settings import Settings
from bot.wechat.outbound.template_sender import WeChatTemplates
from bot.wiring.clock import now
from bot.wiring.console_parts import ConsoleParts, join_console
from bot.wiring.holidays import find_calendar
from bot.wiring.infrastructure import Infrastructure, join_infrastructure
from bot.wiring.member_services import MemberServices, join_members
from bot.wiring.notice_parts import NoticeParts, join_notices
from bot.wiring.outreach_parts import OutreachParts, join_outreach, join_sender
from bot.wiring.staff_parts import join_staff_by


@dataclass(frozen=True)
class Parts:
    """Every part of one process, joined."""

    settings: Settings
    base: Infrastructure
    handoffs: Handoffs
    members: MemberServices
    papers: Papers
    waiting: WaitingRoom
    turns: Turns
    recovery: Recovery
    notices: NoticeParts
    history: ChatHistory
    console: ConsoleParts
    outreach: OutreachParts | None

    async def close(self) -> None:
        """Lets the work under way end, and gives every connection back."""
        await self.turns.finish()
        if self.outreach:
            await self.outreach.close()
        await self.base.close()


def join_parts(settings: Settings) -> Parts:
    """Builds every part; opens no connection yet."""
    base = join_infrastructure(settings)
    database, delivery = base.database, base.delivery
    handoffs, hours = _join_hours(settings, database, base.presence)
    members = join_members(settings, database, base.claims, delivery, handoffs)
    visits, pictures = ClaimsVisits(base.claims), base.wechat.pictures if base.wechat else None
    papers = Papers(database, members.pages, ClaimsPapers(base.claims, now), delivery, now, pictures)
    links = read_link_rule(settings.base_url, settings.outreach_link_hosts)
    templates, outreach = _join_outreach(settings, base)
    notices = join_notices(settings, base, links, templates)
    bot_turn = BotTurn(
        base.engine,
        members.pages,
        members.identity,
        papers,
        Windows(visits),
        handoffs,
        NoticeChoices(notices.switches),
    )
    late = LateAnswers(database, base.locks, bot_turn, delivery, now)
    turns = Turns(database, base.locks, bot_turn, delivery, members.leaving, now, late, templates)
    staff = join_staff_by(settings, database, base.claims.sealer)
    waiting = WaitingRoom(Reception(database, members.pages.signer, now, handoffs))
    after = timedelta(seconds=settings.recovery_after_seconds)
    return Parts(
        settings=settings,
        base=base,
        handoffs=handoffs,
        members=members,
        papers=papers,
        waiting=waiting,
        turns=turns,
        recovery=Recovery(database, turns, delivery, now, after, waiting),
        notices=notices,
        history=ChatHistory(database, base.wake_ups, now),
        console=join_console(base, late, pictures, hours, staff, members.chats, notices.relief),
        outreach=outreach,
    )


def _join_hours(settings: Settings, database: Database, presence: Presence) -> tuple[Handoffs, OfficeHours]:
    """The desk, and the hours that it tells of."""
    written = WrittenHours(settings.working_hours, settings.holidays, settings.make_up_days)
    calendar = find_calendar(settings)
    handoffs = Handoffs(database, now, written.parse(calendar), calendar, presence)
    return handoffs, OfficeHours(database, now, written, calendar)


def _join_outreach(
    settings: Settings, base: Infrastructure
) -> tuple[TemplateNotices | None, OutreachParts | None]:
    """What reaches members who did not just write; nothing without a WeChat account."""
    if base.wechat is None:
        return None, None
    sender = join_sender(settings, base.database, base.redis)
    templates = TemplateNotices(base.database, WeChatTemplates(base.wechat.api), now, sender.lane)
    return templates, join_outreach(settings, base.database, base.claims, base.redis, sender)
