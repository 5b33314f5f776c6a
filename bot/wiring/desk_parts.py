"""Joins what staff work with in the console: tickets, what they see of members, and who they are."""

from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.chats import MemberChats
from bot.desk.api_keys import ApiKeys
from bot.desk.briefing import Briefing
from bot.desk.canned_replies import CannedReplies
from bot.desk.card_changes import CardChanges
from bot.desk.desk_watch import DeskWatch
from bot.desk.disclosure import Disclosure
from bot.desk.doors import ReliefTelling
from bot.desk.feeds import FeedWatch
from bot.desk.holding import Holding
from bot.desk.live import Live
from bot.desk.member_data import MemberData
from bot.desk.office_hours import OfficeHours
from bot.desk.outgoing import OutgoingDesk
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.relief import ReliefDesk
from bot.desk.replying import Replying
from bot.desk.thread import Threads
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.staff_parts import StaffParts


@dataclass(frozen=True)
class TicketParts:
    """What staff do in conversations."""

    queue: Queue
    threads: Threads
    holding: Holding
    replying: Replying
    canned: CannedReplies
    presence: Presence
    live: Live
    watch: DeskWatch


@dataclass(frozen=True)
class MemberFileParts:
    """What staff see of members, and do for them."""

    briefing: Briefing
    disclosure: Disclosure
    cards: CardChanges
    data: MemberData
    relief: ReliefDesk


@dataclass(frozen=True)
class DeskParts:
    """What staff work with."""

    staff: StaffParts
    tickets: TicketParts
    members: MemberFileParts
    hours: OfficeHours
    api_keys: ApiKeys
    outgoing: OutgoingDesk
    feeds: FeedWatch


def join_desk(
    base: Infrastructure,
    staff: StaffParts,
    hours: OfficeHours,
    late: LateAnswers,
    chats: MemberChats,
    relief_telling: ReliefTelling,
    longest_feed: timedelta,
) -> DeskParts:
    """The console's services over the process's infrastructure."""
    return DeskParts(
        staff=staff,
        tickets=_join_tickets(base, late),
        members=_join_member_files(base, chats, relief_telling),
        hours=hours,
        api_keys=ApiKeys(base.database, base.clock),
        outgoing=OutgoingDesk(base.database, base.members.outbox, base.clock, base.webhook is not None),
        feeds=FeedWatch(base.members.feeds, base.clock, longest_feed),
    )


def _join_tickets(base: Infrastructure, late: LateAnswers) -> TicketParts:
    database, delivery, clock = base.database, base.delivery, base.clock
    return TicketParts(
        queue=Queue(database, base.members.facts, clock),
        threads=Threads(database, clock),
        holding=Holding(database, delivery, base.engine, base.locks, clock),
        replying=Replying(database, delivery, clock),
        canned=CannedReplies(database, clock),
        presence=base.presence,
        live=Live(database, base.wake_ups),
        watch=DeskWatch(database, delivery, base.engine, late, clock),
    )


def _join_member_files(
    base: Infrastructure, chats: MemberChats, relief_telling: ReliefTelling
) -> MemberFileParts:
    database, members, clock = base.database, base.members, base.clock
    pictures = base.wechat.pictures if base.wechat else None
    return MemberFileParts(
        briefing=Briefing(database, members.facts),
        disclosure=Disclosure(database, members.facts, clock, pictures),
        cards=CardChanges(database, members.facts, chats, clock),
        data=MemberData(database, members.personal_data, clock),
        relief=ReliefDesk(database, members.relief, relief_telling, members.facts, clock),
    )
