"""Joins what stands behind the pages of members."""

from dataclasses import dataclass

from bot.conversation.handoff import Handoffs
from bot.conversation.members.chats import MemberChats
from bot.conversation.members.identity import IdentityCheck
from bot.conversation.members.leaving import Leaving
from bot.conversation.members.openers import Openers
from bot.conversation.members.pages import MemberPages
from bot.conversation.members.profile import ProfilePage
from bot.conversation.members.undoing import Undoing
from bot.delivery import Delivery
from bot.kernel.signing import Signer
from bot.members.database import ClaimsDatabase
from bot.members.details import ClaimsDetails, ClaimsMembership
from bot.records.database import Database
from bot.settings import Settings
from bot.wiring.clock import now


@dataclass(frozen=True)
class MemberServices:
    """Who somebody is, what they change of themselves, and what becomes of it when they leave."""

    pages: MemberPages
    details: ClaimsDetails
    chats: MemberChats
    identity: IdentityCheck
    profile: ProfilePage
    undoing: Undoing
    openers: Openers
    leaving: Leaving


def join_members(
    settings: Settings, database: Database, claims: ClaimsDatabase, delivery: Delivery, handoffs: Handoffs
) -> MemberServices:
    signer = Signer.derive(settings.claims_hash_key.get_secret_value())
    pages = MemberPages(settings.base_url, now, signer, asks_wechat=settings.asks_wechat)
    membership, details = ClaimsMembership(claims), ClaimsDetails(claims, now)
    chats = MemberChats(pages, delivery, now)
    return MemberServices(
        pages,
        details,
        chats,
        IdentityCheck(database, membership, handoffs, chats, pages, now),
        ProfilePage(database, pages, membership, details, chats, now),
        Undoing(database, pages, chats, details, handoffs, now),
        Openers(database, pages, delivery, now),
        Leaving(database, handoffs, details, now),
    )
