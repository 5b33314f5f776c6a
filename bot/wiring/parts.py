"""Joins the parts: read this and you know every one of them, and in which order they stand on each other."""

from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.handoff import Handoffs
from bot.desk.office_hours import OfficeHours
from bot.kernel.conversation.working_hours import WrittenHours
from bot.kernel.outreach.links import read_link_rule
from bot.outreach.notices.template_notices import TemplateNotices
from bot.settings import Settings
from bot.wiring.conversation_parts import ConversationParts, join_conversation
from bot.wiring.desk_parts import DeskParts, join_desk
from bot.wiring.doors import Doors
from bot.wiring.holidays import find_calendar
from bot.wiring.infrastructure import Infrastructure, join_infrastructure
from bot.wiring.member_parts import MemberParts, join_members
from bot.wiring.notice_parts import NoticeParts, join_notices
from bot.wiring.outreach_parts import OutreachParts, join_outreach
from bot.wiring.sending_parts import join_sending
from bot.wiring.staff_parts import join_staff


@dataclass(frozen=True)
class Parts:
    """Every part of one process, joined."""

    settings: Settings
    base: Infrastructure
    conversation: ConversationParts
    members: MemberParts
    desk: DeskParts
    notices: NoticeParts
    outreach: OutreachParts | None

    async def close(self) -> None:
        """Lets the work under way end, and gives every connection back."""
        await self.conversation.turns.finish()
        if self.outreach:
            await self.outreach.close()
        await self.base.close()


def join_parts(settings: Settings, doors: Doors | None = None) -> Parts:
    """Builds every part over these doors, or production's; opens no connection yet."""
    doors = doors or Doors()
    base = join_infrastructure(settings, doors)
    handoffs, hours = _join_hours(settings, base)
    links = read_link_rule(settings.base_url, settings.outreach_link_hosts)
    templates, outreach = _join_outreach(settings, doors, base)
    notices = join_notices(settings, base, links, templates)
    members = join_members(settings, base, handoffs)
    conversation = join_conversation(settings, base, handoffs, members, notices, templates)
    staff = join_staff(settings, doors, base.database, base.claims.sealer)
    desk = join_desk(
        base,
        staff,
        hours,
        conversation.late,
        members.chats,
        notices.relief,
        timedelta(days=settings.feed_days),
    )
    return Parts(settings, base, conversation, members, desk, notices, outreach)


def _join_hours(settings: Settings, base: Infrastructure) -> tuple[Handoffs, OfficeHours]:
    """The desk, and the hours that it tells of."""
    written = WrittenHours(settings.working_hours, settings.holidays, settings.make_up_days)
    calendar = find_calendar(settings)
    hours = written.parse(calendar)
    handoffs = Handoffs(base.database, base.clock, hours, calendar, base.presence)
    return handoffs, OfficeHours(base.database, base.clock, written, calendar)


def _join_outreach(
    settings: Settings, doors: Doors, base: Infrastructure
) -> tuple[TemplateNotices | None, OutreachParts | None]:
    """What reaches members who did not just write; nothing without a WeChat account."""
    if base.wechat is None:
        return None, None
    sending = join_sending(settings, doors, base.database, base.redis)
    templates = TemplateNotices(base.database, base.wechat.templates, base.clock, sending.service)
    return templates, join_outreach(settings, base, sending)
