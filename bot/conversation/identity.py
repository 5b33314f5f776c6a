"""Links a chat to a membership: on a one-time page, never by numbers typed into the chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.desk import Desk
from bot.conversation.doors import Membership
from bot.conversation.member_pages import MemberPages
from bot.delivery import Delivery, Records
from bot.kernel.conversations import Spoken, Utterance
from bot.kernel.member_pages import LOCK_OUT, TRIES, PagePurpose, tries_left
from bot.kernel.messages import Channel, Link, Reply
from bot.kernel.tickets import Handover, TicketReason
from bot.records import identity, inbox, transcript
from bot.records.audit import record_audit
from bot.records.conversations import find_conversation_by_id, open_conversation, start_new_dialogue


@dataclass(frozen=True)
class Outcome:
    """How a try went: `done`, `failed` with tries left, `locked`, or `expired`; `resumed` is a message to answer."""

    state: str
    tries_left: int = 0
    conversation_id: int | None = None
    resumed: int | None = None


@dataclass(frozen=True)
class IdentityCheck:
    """The page where a membership is proven, and what is typed there."""

    records: Records
    membership: Membership
    desk: Desk
    delivery: Delivery
    pages: MemberPages
    clock: Callable[[], datetime]

    async def give_page(self, channel: Channel, address: str) -> Link:
        """The page for the chat of an address that its channel vouches for."""
        async with self.records.begin() as session:
            conversation = await open_conversation(session, channel, address, "", self.clock())
            return await self.pages.issue(session, PagePurpose.IDENTITY, conversation.id, None)

    async def look(self, token: str) -> Outcome:
        """The page's state before anything is typed."""
        async with self.records.begin() as session:
            page = await self.pages.find(session, PagePurpose.IDENTITY, token)
            if page is None:
                return Outcome("expired")
            left = tries_left(await self._failures(session, page.conversation_id, ""))
        return Outcome("form" if left else "locked", left, page.conversation_id)

    async def try_link(self, token: str, name: str, id_number: str, card_tail: str) -> Outcome:
        """One try; says the same whichever field was wrong."""
        before = await self.look(token)
        if before.state != "form" or before.conversation_id is None:
            return before
        identity_hash = self.membership.hash_id_number(id_number)
        member_id = await self.membership.find(name, id_number, card_tail)
        async with self.records.begin() as session:
            failures = await self._failures(session, before.conversation_id, identity_hash)
            if failures < TRIES and member_id is not None:
                return await self._succeed(session, token, member_id)
            conversation = await find_conversation_by_id(session, before.conversation_id)
            said = await self._fail(session, conversation.id, identity_hash, failures)
        if said:
            await self.delivery.say(conversation, said, "notice")
        left = tries_left(failures + 1)
        return Outcome("failed" if left else "locked", left, conversation.id)

    async def link_directly(self, conversation_id: int, member_id: int | None, actor: str) -> None:
        """Links or unlinks without a page: for demonstrations only."""
        async with self.records.begin() as session:
            await identity.remove_link(session, conversation_id)
            await start_new_dialogue(session, conversation_id)
            if member_id is not None:
                await identity.record_link(session, conversation_id, member_id, self.clock())
            await record_audit(session, actor, "link_directly", self.clock(), conversation_id=conversation_id)

    async def unlink(self, session: AsyncSession, conversation_id: int) -> bool:
        """Unlinks within the caller's transaction; the dialogue starts afresh."""
        removed = await identity.remove_link(session, conversation_id)
        if removed:
            await start_new_dialogue(session, conversation_id)
            await record_audit(session, "member", "unlink", self.clock(), conversation_id=conversation_id)
        return removed

    async def _succeed(self, session: AsyncSession, token: str, member_id: int) -> Outcome:
        """Uses the page up, links, and commits the message that waited for it anew."""
        page = await self.pages.find(session, PagePurpose.IDENTITY, token)
        if page is None or not await self.pages.use(session, token):
            return Outcome("expired")
        now = self.clock()
        if await identity.remove_link(session, page.conversation_id):
            await start_new_dialogue(session, page.conversation_id)
        await identity.record_link(session, page.conversation_id, member_id, now)
        await record_audit(session, "member", "link", now, conversation_id=page.conversation_id)
        resumed = await self._resume(session, page.conversation_id, page.inbound_id)
        return Outcome("done", conversation_id=page.conversation_id, resumed=resumed)

    async def _resume(
        self, session: AsyncSession, conversation_id: int, inbound_id: int | None
    ) -> int | None:
        waiting = await inbox.find_received(session, inbound_id) if inbound_id else None
        if waiting is None:
            return None
        now = self.clock()
        again = replace(
            waiting.inbound,
            key=f"resumed:{waiting.id}",
            sent_at=now,
            details=_without_message_id(waiting.inbound.details),
        )
        resumed = await inbox.record_inbound(session, conversation_id, again, now, inline_closed=True)
        if resumed is None:
            return None
        done = Spoken(Reply(wording.IDENTITY_DONE))
        await transcript.record_spoken(session, conversation_id, [done], now, inbound_id=resumed)
        return resumed

    async def _fail(
        self, session: AsyncSession, conversation_id: int, identity_hash: str, failures: int
    ) -> list[Utterance]:
        """Counts a wrong try; the last one brings a person in, and the member is told so."""
        now = self.clock()
        await identity.record_failure(session, conversation_id, identity_hash, now)
        await record_audit(session, "member", "link_failed", now, conversation_id=conversation_id)
        if failures + 1 != TRIES:
            return []
        place = await self.desk.open(session, conversation_id, Handover(TicketReason.IDENTITY_LOCKED))
        words = [Spoken(Reply(wording.IDENTITY_LOCKED)), *([place] if place else [])]
        return await transcript.record_spoken(session, conversation_id, words, now)

    async def _failures(self, session: AsyncSession, conversation_id: int, identity_hash: str) -> int:
        since = self.clock() - LOCK_OUT
        return await identity.count_failures(session, conversation_id, identity_hash, since)


def _without_message_id(details: Mapping[str, str]) -> dict[str, str]:
    """What the message held, but for the page's own id of it: the message was shown once already."""
    return {name: value for name, value in details.items() if name not in ("message_id", "masked")}
