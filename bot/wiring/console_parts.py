"""Joins the staff console: its services, and the routes below /console."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from bot.conversation.doors import Pictures
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.chats import MemberChats
from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.second_step import SecondStep
from bot.desk.accounts.sign_in import SignIn
from bot.desk.audit_trail import AuditTrail
from bot.desk.briefing import Briefing
from bot.desk.canned_replies import CannedReplies
from bot.desk.card_changes import CardChanges
from bot.desk.corrections import Corrections
from bot.desk.desk_watch import DeskWatch
from bot.desk.disclosure import Disclosure
from bot.desk.doors import ReliefTelling
from bot.desk.expiry import Expiry
from bot.desk.figures import DeskFigures
from bot.desk.holding import Holding
from bot.desk.live import Live
from bot.desk.member_data import MemberData
from bot.desk.office_hours import OfficeHours
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.relief import ReliefDesk
from bot.desk.replying import Replying
from bot.desk.thread import Threads
from bot.members.facts import ClaimsMembers
from bot.members.personal_data import ClaimsPersonalData
from bot.members.relief_files import ClaimsReliefDesk
from bot.web.desk.accounts_pages import AccountsPages
from bot.web.desk.acts_api import ActsApi, Colleagues
from bot.web.desk.card_api import CardApi
from bot.web.desk.conversations_api import ConversationsApi
from bot.web.desk.corrections_pages import CorrectionsPages
from bot.web.desk.desk_settings_pages import DeskSettingsPages
from bot.web.desk.figures_pages import FiguresPages
from bot.web.desk.guard import SessionGuard
from bot.web.desk.members_pages import MembersPages
from bot.web.desk.own_account_pages import OwnAccountPages
from bot.web.desk.relief_pages import ReliefPages
from bot.web.desk.sign_in_pages import SignInPages
from bot.web.desk.signed_in import Guard
from bot.web.desk.stream import ConsoleStream
from bot.wiring.clock import now
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.staff_parts import StaffParts
from vocabulary.beijing import today


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
    relief_telling: ReliefTelling,
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
        live=Live(database, base.wake_ups),
        watch=DeskWatch(database, delivery, base.engine, late, now),
        accounts=staff.accounts,
        sign_in=staff.sign_in,
        second_step=staff.second_step,
        audit=AuditTrail(database),
        expiry=staff.expiry,
        canned=CannedReplies(database, now),
        hours=hours,
        relief=ReliefDesk(database, ClaimsReliefDesk(claims, today, now), relief_telling, members, now),
        corrections=Corrections(database, now),
        figures=DeskFigures(database, queue, base.presence, now),
    )


def console_routers(parts: ConsoleParts, clock: Callable[[], datetime] = now) -> list[APIRouter]:
    """The routes below /console."""
    guard = SessionGuard(parts.sign_in)
    return [
        SignInPages(parts.sign_in, guard).router(),
        AccountsPages(guard, parts.accounts, parts.second_step, parts.audit).router(),
        OwnAccountPages(guard, parts.accounts, parts.second_step).router(),
        *desk_routers(parts, guard, parts.accounts, clock),
    ]


def desk_routers(
    parts: ConsoleParts, guard: Guard, colleagues: Colleagues, clock: Callable[[], datetime]
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
