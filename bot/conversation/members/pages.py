"""Gives a conversation a link to a page of its own, and finds the page again when the link is opened."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.kernel.conversation.channels import Opener
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.messages import Link
from bot.kernel.members.pages import MemberPage, PagePurpose
from bot.kernel.signing import Signer
from bot.records.members import member_pages
from bot.records.members.identity import find_linked_member

_TITLES: Mapping[PagePurpose, str] = {
    PagePurpose.IDENTITY: wording.IDENTITY_LINK,
    PagePurpose.PROFILE: wording.PROFILE_LINK,
    PagePurpose.PAPERS: wording.PAPERS_LINK,
    PagePurpose.FORM: wording.FORM_LINK,
    PagePurpose.UNLINK: wording.UNLINK_LINK,
    PagePurpose.KEEP_CARD: wording.KEEP_CARD_LINK,
}


@dataclass(frozen=True)
class MemberPages:
    """Pages behind secret, short-lived links; works within its callers' transactions."""

    base_url: str
    clock: Callable[[], datetime]
    signer: Signer
    asks_wechat: bool = False
    """Whether WeChat can be asked whose browser opens a page."""

    async def issue(
        self,
        session: AsyncSession,
        purpose: PagePurpose,
        conversation_id: int,
        inbound_id: int | None = None,
        target_id: int | None = None,
    ) -> Link:
        """A new page for one conversation; `inbound_id` waits for it, `target_id` is the conversation it is about."""
        token = secrets.token_urlsafe(24)
        page = MemberPage(purpose, conversation_id, inbound_id, self.clock() + purpose.life, None, target_id)
        await member_pages.record_page(session, _hash(token), page)
        return Link(_TITLES[purpose], f"{self.base_url}/{purpose}/{token}")

    async def find(self, session: AsyncSession, purpose: PagePurpose, token: str) -> MemberPage | None:
        """The page, while its link is good."""
        page = await self.find_given(session, purpose, token)
        return page if page and page.is_open(self.clock()) else None

    async def find_given(self, session: AsyncSession, purpose: PagePurpose, token: str) -> MemberPage | None:
        """The page, be it used or too old."""
        return await member_pages.find_page(session, _hash(token), purpose)

    async def find_with_member(
        self, session: AsyncSession, purpose: PagePurpose, token: str
    ) -> tuple[MemberPage, int] | None:
        """The page and whom its conversation is linked to now; None where either is gone."""
        page = await self.find(session, purpose, token)
        member_id = await find_linked_member(session, page.conversation_id) if page else None
        return (page, member_id) if page and member_id is not None else None

    async def use(self, session: AsyncSession, token: str) -> bool:
        """Uses up a page; False where another was first, or it has expired."""
        return await member_pages.use_page(session, _hash(token), self.clock())

    def make_code(self, token: str) -> str:
        """What is read in the chat and typed on the page, where the browser cannot be known otherwise."""
        return self.signer.make_code("page code", token)

    def make_code_for(self, conversation: Conversation, link: Link) -> str:
        """The same, where it goes with the link: the chat is no page, and its channel cannot be asked."""
        if not self._needs_code(conversation.channel.opener):
            return ""
        return self.make_code(link.url.rsplit("/", 1)[-1])

    def _needs_code(self, opener: Opener) -> bool:
        return opener is Opener.CODE or (opener is Opener.SIGN_IN and not self.asks_wechat)

    def sign_who(self, conversation: Conversation) -> str:
        """By what the tries of a chat are counted: its address, which outlives whatever else is forgotten of it."""
        return self.signer.sign("who", conversation.channel.name, conversation.address)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
