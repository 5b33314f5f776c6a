"""Joins the routes below /console, and what only one of their pages needs."""

from fastapi import APIRouter

from bot.desk.corrections import Corrections
from bot.desk.figures import DeskFigures
from bot.web.desk.accounts_pages import AccountsPages
from bot.web.desk.card_api import CardApi
from bot.web.desk.conversations_api import ConversationsApi
from bot.web.desk.corrections_pages import CorrectionsPages
from bot.web.desk.desk_settings_pages import DeskSettingsPages
from bot.web.desk.disclosure_api import DisclosureApi
from bot.web.desk.figures_pages import FiguresPages
from bot.web.desk.holding_api import HoldingApi
from bot.web.desk.members_pages import MembersPages
from bot.web.desk.outgoing_pages import OutgoingPages
from bot.web.desk.own_account_pages import OwnAccountPages
from bot.web.desk.relief_pages import ReliefPages
from bot.web.desk.replying_api import ReplyingApi
from bot.web.desk.sign_in_pages import SignInPages
from bot.web.desk.stream import ConsoleStream
from bot.wiring.desk_parts import DeskParts
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.staff_parts import StaffParts


def staff_routers(staff: StaffParts) -> list[APIRouter]:
    """How staff come in, and what they do with accounts."""
    guard = staff.guard
    return [
        SignInPages(staff.sign_in, guard).router(),
        AccountsPages(guard, staff.accounts, staff.second_step, staff.audit).router(),
        OwnAccountPages(guard, staff.accounts, staff.second_step).router(),
    ]


def desk_routers(base: Infrastructure, parts: DeskParts) -> list[APIRouter]:
    """The pages behind the guard, and what the conversation page calls."""
    guard, tickets, members = parts.staff.guard, parts.tickets, parts.members
    database, clock = base.database, base.clock
    return [
        DeskSettingsPages(guard, tickets.canned, parts.hours).router(),
        CorrectionsPages(guard, Corrections(database, clock)).router(),
        FiguresPages(guard, DeskFigures(database, tickets.queue, base.presence, clock)).router(),
        OutgoingPages(guard, parts.outgoing, parts.feeds, parts.api_keys).router(),
        ReliefPages(guard, members.relief).router(),
        ConversationsApi(
            guard,
            tickets.queue,
            tickets.threads,
            members.briefing,
            members.disclosure,
            tickets.presence,
            clock,
        ).router(),
        HoldingApi(
            guard,
            tickets.holding,
            tickets.replying,
            parts.staff.accounts,
            tickets.queue,
            tickets.presence,
            clock,
        ).router(),
        ReplyingApi(guard, tickets.replying, tickets.threads, tickets.canned).router(),
        DisclosureApi(guard, members.disclosure).router(),
        MembersPages(guard, members.data).router(),
        CardApi(guard, members.cards).router(),
        ConsoleStream(guard, tickets.live, tickets.presence, clock).router(),
    ]
