"""Joins what the claims database answers: one door for each floor that asks it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.conversation.doors import MemberDetails, Membership, PaperStore, WindowBook
from bot.desk.doors import Members, ReliefFiles
from bot.desk.feeds import Feeds
from bot.desk.member_data import ClaimsSide
from bot.desk.outgoing import StuckChanges
from bot.members.audience import ClaimsAudience
from bot.members.changes import ClaimsChanges
from bot.members.database import ClaimsDatabase
from bot.members.details import ClaimsDetails, ClaimsMembership, ClaimsPapers, ClaimsVisits
from bot.members.facts import ClaimsMembers
from bot.members.feeds import ClaimsFeeds
from bot.members.outbox import ClaimsOutbox
from bot.members.personal_data import ClaimsPersonalData
from bot.members.relief_files import ClaimsReliefDesk
from bot.outreach.doors import ChangeSource, MemberSource
from bot.outreach.notices.doors import ReliefNews
from bot.web.api.changes_api import WaitingChanges
from bot.workers.outbox_loop import OutboxKeeping, OutboxLanes
from bot.workers.wish_loop import WishesTaken


class Details(MemberDetails, Protocol):
    """A member's own details, and what becomes of a new card."""

    async def put_cards_in_force(self) -> int:
        """Puts every new card in force whose day of waiting is over; how many those were."""
        ...


class Relief(ReliefFiles, ReliefNews, Protocol):
    """The applications to the relief fund, and what was done to them."""


class Outbox(OutboxLanes, OutboxKeeping, WaitingChanges, StuckChanges, WishesTaken, Protocol):
    """What members and staff changed, until the centre's systems have it."""


@dataclass(frozen=True)
class MemberDoors:
    """Everything that is known of members, by who asks."""

    membership: Membership
    details: Details
    papers: PaperStore
    windows: WindowBook
    facts: Members
    personal_data: ClaimsSide
    relief: Relief
    audience: MemberSource
    changes: ChangeSource
    outbox: Outbox
    feeds: Feeds


def ask_claims(
    claims: ClaimsDatabase, clock: Callable[[], datetime], today: Callable[[], date]
) -> MemberDoors:
    """The centre's own database answers; `today` is Beijing's."""
    return MemberDoors(
        membership=ClaimsMembership(claims),
        details=ClaimsDetails(claims, clock),
        papers=ClaimsPapers(claims, clock),
        windows=ClaimsVisits(claims),
        facts=ClaimsMembers(claims, today),
        personal_data=ClaimsPersonalData(claims, clock),
        relief=ClaimsReliefDesk(claims, today, clock),
        audience=ClaimsAudience(claims, today),
        changes=ClaimsChanges(claims, today),
        outbox=ClaimsOutbox(claims, clock),
        feeds=ClaimsFeeds(claims),
    )
