"""Takes back what a member was warned of: a membership linked in another chat, a new payout card that waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import MemberDetails
from bot.conversation.handoff import Handoffs
from bot.conversation.members.chats import MemberChats, Said
from bot.conversation.members.pages import MemberPages
from bot.delivery import Records
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.members.membership import ShownProfile
from bot.kernel.members.pages import MemberPage, PagePurpose
from bot.records.audit import record_audit
from bot.records.conversation.conversations import find_conversation_by_id, start_new_dialogue
from bot.records.members.identity import find_linked_member, remove_link
from vocabulary.tickets import TicketReason


@dataclass(frozen=True)
class UndoView:
    """The page: `form`, `done`, `gone` where there is nothing to take back any more, or `expired`."""

    purpose: PagePurpose
    state: str
    chat: str = ""
    """The chat that is to be unlinked."""
    profile: ShownProfile | None = None


@dataclass(frozen=True)
class Undoing:
    """The page that a warning leads to."""

    records: Records
    pages: MemberPages
    chats: MemberChats
    details: MemberDetails
    handoffs: Handoffs
    clock: Callable[[], datetime]

    async def look(self, purpose: PagePurpose, token: str) -> UndoView:
        """What would be taken back."""
        now, view = self.clock(), UndoView(purpose, "expired")
        async with self.records.begin() as session:
            page = await self.pages.find_given(session, purpose, token)
            member_id = await find_linked_member(session, page.conversation_id) if page else None
            if page is None or page.target_id is None:
                return view
            if page.is_done(now):
                return replace(view, state="done")
            if not page.is_open(now):
                return view
            if member_id is None:
                return replace(view, state="gone")
            if purpose is PagePurpose.UNLINK:
                return await self._look_at_link(session, view, page.target_id, member_id)
        profile = await self.details.find_profile(member_id)
        waits = profile.waiting_card is not None and profile.waiting_card.id == page.target_id
        return replace(view, state="form" if waits else "gone", profile=profile)

    async def undo(self, purpose: PagePurpose, token: str) -> UndoView:
        """Takes it back, tells both sides, and brings a person in."""
        view = await self.look(purpose, token)
        if view.state != "form":
            return view
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, purpose, token)
        if found is None:
            return replace(view, state="expired")
        page, member_id = found
        if purpose is PagePurpose.KEEP_CARD and not await self.details.stop_card_change(
            member_id, page.target_id or 0
        ):
            return replace(view, state="gone")
        async with self.records.begin() as session:
            if not await self.pages.use(session, token):
                return replace(view, state="done")
            told = await self._take_back(session, purpose, page)
        await self.chats.deliver(told)
        return replace(view, state="done")

    async def _look_at_link(
        self, session: AsyncSession, view: UndoView, target_id: int, member_id: int
    ) -> UndoView:
        if await find_linked_member(session, target_id) != member_id:
            return replace(view, state="gone")
        other = await find_conversation_by_id(session, target_id)
        return replace(view, state="form", chat=wording.name_chat(other))

    async def _take_back(self, session: AsyncSession, purpose: PagePurpose, page: MemberPage) -> list[Said]:
        told: list[Said] = []
        now, target = self.clock(), page.target_id or 0
        if purpose is PagePurpose.UNLINK:
            await remove_link(session, target)
            await start_new_dialogue(session, target)
            await record_audit(session, "member", "unlink_other", now, conversation_id=target)
            told += await self.chats.warn(session, [target], wording.UNLINKED_BY_OTHER)
        else:
            await record_audit(session, "member", "stop_card", now, conversation_id=page.conversation_id)
        is_link = purpose is PagePurpose.UNLINK
        about = wording.MISUSED_IDENTITY if is_link else wording.MISUSED_CARD
        place = await self.handoffs.open(
            session, page.conversation_id, Handoff(TicketReason.REQUESTED, about=about)
        )
        words = wording.UNLINKED_OTHER if is_link else wording.CARD_KEPT
        told += await self.chats.warn(session, [page.conversation_id], words)
        conversation = told[-1][0]
        if place:
            told.append((conversation, await self.chats.say(session, conversation, Reply(place.reply.text))))
        return told
