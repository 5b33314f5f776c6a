"""Joins what stands behind the pages of members."""

from dataclasses import dataclass

from bot.conversation.handoff import Handoffs
from bot.conversation.members.chats import MemberChats
from bot.conversation.members.identity import IdentityCheck
from bot.conversation.members.leaving import Leaving
from bot.conversation.members.openers import Openers
from bot.conversation.members.pages import MemberPages
from bot.conversation.members.papers import Papers
from bot.conversation.members.profile import ProfilePage
from bot.conversation.members.undoing import Undoing
from bot.kernel.signing import Signer
from bot.settings import Settings
from bot.wiring.infrastructure import Infrastructure


@dataclass(frozen=True)
class MemberParts:
    """Who somebody is, what they change of themselves, and what becomes of it when they leave."""

    pages: MemberPages
    chats: MemberChats
    identity: IdentityCheck
    profile: ProfilePage
    papers: Papers
    undoing: Undoing
    openers: Openers
    leaving: Leaving


def join_members(settings: Settings, base: Infrastructure, handoffs: Handoffs) -> MemberParts:
    """All of it."""
    database, members, clock = base.database, base.members, base.clock
    signer = Signer.derive(settings.claims_hash_key.get_secret_value())
    pages = MemberPages(settings.base_url, clock, signer, asks_wechat=settings.asks_wechat)
    chats = MemberChats(pages, base.delivery, clock)
    pictures = base.wechat.pictures if base.wechat else None
    return MemberParts(
        pages=pages,
        chats=chats,
        identity=IdentityCheck(database, members.membership, handoffs, chats, pages, clock),
        profile=ProfilePage(database, pages, members.membership, members.details, chats, clock),
        papers=Papers(database, pages, members.papers, base.delivery, clock, pictures),
        undoing=Undoing(database, pages, chats, members.details, handoffs, clock),
        openers=Openers(database, pages, base.delivery, clock),
        leaving=Leaving(database, handoffs, members.details, clock),
    )
