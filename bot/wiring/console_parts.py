"""Joins the staff console: its services, and the routes below /console."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from actions.dates import today
from bot.console.accounts import Accounts
from bot.console.audit_trail import AuditTrail
from bot.console.briefing import Briefing
from bot.console.canned_replies import CannedReplies
from bot.console.card_changes import CardChanges
from bot.console.corrections import Corrections
from bot.console.desk_watch import DeskWatch
from bot.console.disclosure import Disclosure
from bot.console.expiry import Expiry
from bot.console.figures import DeskFigures
from bot.console.holding import Holding
from bot.console.live import Live
from bot.console.member_data import MemberData
from bot.console.office_hours import OfficeHours
from bot.console.presence import Presence
from bot.console.queue import Queue
from bot.console.relief_desk import ReliefDesk
from bot.console.replying import Replying
from bot.console.second_step import SecondStep
from bot.console.sign_in import SignIn
from bot.console.thread import Threads
from bot.conversation.doors import Pictures
from bot.conversation.late_answers import LateAnswers
from bot.conversation.member_chats import MemberChats
from bot.kernel.links import LinkRule
from bot.member_facts import ClaimsMembers
from bot.personal_data import ClaimsPersonalData
from bot.relief_files import ClaimsReliefDesk
from bot.web.console.accounts_pages import AccountsPages
from bot.web.console.acts_api import ActsApi, Colleagues
from bot.web.console.card_api import CardApi
from bot.web.console.conversations_api import ConversationsApi
from bot.web.console.corrections_pages import CorrectionsPages
from bot.web.console.desk_settings_pages import DeskSettingsPages
from bot.web.console.figures_pages import FiguresPages
from bot.web.console.guard import Guard
from bot.web.console.members_pages import MembersPages
from bot.web.console.own_account_pages import OwnAccountPages
from bot.web.console.relief_pages import ReliefPages
from bot.web.console.seats import Doorkeeper
from bot.web.console.sign_in_pages import SignInPages
from bot.web.console.stream import ConsoleStream
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.moments import now
from bot.wiring.staff_parts import StaffParts


@dataclass(frozen=True)
class ConsoleParts:
    """What staff work with."""

    holding: Holding
    replying: Replying
    queue: Queue
    threads: Threads
    briefing: Briefing
    disclosure: Disclosure
    cards: CardChanges
    member_data: MemberData
    presence: Presence
    live: Live
    watch: DeskWatch
    accounts: Accounts
    sign_in: SignIn
    second_step: SecondStep
    audit: AuditTrail
    expiry: Expiry
    canned: CannedReplies
    hours: OfficeHours
    relief: ReliefDesk
    corrections: Corrections
    figures: DeskFigures


def join_console(
    base: Infrastructure,
    late: LateAnswers,
    pictures: Pictures | None,
    hours: OfficeHours,
    staff: StaffParts,
    chats: MemberChats,
    links: LinkRule,
) -> ConsoleParts:
    """The console's services over the process's infrastructure."""
    database, claims, delivery = base.database, base.claims, base.delivery
    members = ClaimsMembers(claims, today)
    queue = Queue(database, members, now)
    return ConsoleParts(
        holding=Holding(database, delivery, base.engine, base.locks, now),
        replying=Replying(database, delivery, now),
        queue=queue,
        threads=Threads(database, now),
        briefing=Briefing(database, members),
        disclosure=Disclosure(database, members, now, pictures),
        cards=CardChanges(database, members, chats, now),
        member_data=MemberData(database, ClaimsPersonalData(claims), now),
        presence=base.presence,
        live=Live(database, base.news),
        watch=DeskWatch(database, delivery, base.engine, late, now),
        accounts=staff.accounts,
        sign_in=staff.sign_in,
        second_step=staff.second_step,
        audit=AuditTrail(database),
        expiry=staff.expiry,
        canned=CannedReplies(database, now),
        hours=hours,
        relief=ReliefDesk(database, delivery, ClaimsReliefDesk(claims, today, now), members, links, now),
        corrections=Corrections(database, now),
        figures=DeskFigures(database, queue, base.presence, now),
    )


def console_routers(parts: ConsoleParts, clock: Callable[[], datetime] = now) -> list[APIRouter]:
    """The routes below /console."""
    guard = Guard(parts.sign_in)
    return [
        SignInPages(parts.sign_in, guard).router(),
        AccountsPages(guard, parts.accounts, parts.second_step, parts.audit).router(),
        OwnAccountPages(guard, parts.accounts, parts.second_step).router(),
        *desk_routers(parts, guard, parts.accounts, clock),
    ]


def desk_routers(
    parts: ConsoleParts, guard: Doorkeeper, colleagues: Colleagues, clock: Callable[[], datetime]
) -> list[APIRouter]:
    """The pages behind the guard, and what the conversation page calls."""
    return [
        DeskSettingsPages(guard, parts.canned, parts.hours).router(),
        CorrectionsPages(guard, parts.corrections).router(),
        FiguresPages(guard, parts.figures).router(),
        ReliefPages(guard, parts.relief).router(),
        ConversationsApi(
            guard,
            parts.queue,
            parts.threads,
            parts.briefing,
            parts.disclosure,
            parts.presence,
            parts.canned,
            clock,
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
            parts.canned,
            clock,
        ).router(),
        MembersPages(guard, parts.member_data).router(),
        CardApi(guard, parts.cards).router(),
        ConsoleStream(guard, parts.live, parts.presence, clock).router(),
    ]
