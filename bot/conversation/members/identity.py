"""Links a chat to a membership: on a one-time page, never by numbers typed into the chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import Membership
from bot.conversation.handoff import Handoffs
from bot.conversation.members.chats import MemberChats, Said
from bot.conversation.members.pages import MemberPages
from bot.delivery import Records
from bot.errors import RecordsUnavailable
from bot.kernel.conversation.conversations import Conversation, Spoken
from bot.kernel.conversation.messages import Inbound, Link, Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.members.identity_form import IdentityForm
from bot.kernel.members.pages import MemberPage, PagePurpose
from bot.kernel.members.proof_tries import tries_left
from bot.records.audit import record_audit
from bot.records.conversation import inbox, transcript
from bot.records.conversation.conversations import (
    find_conversation_by_id,
    open_conversation,
    start_new_dialogue,
)
from bot.records.conversation.notices import take_over_choices
from bot.records.conversation.ticket_tellings import tell_open_wish
from bot.records.members import identity
from bot.records.members.identity import find_chats_with
from bot.records.members.proof_tries import count_tries, give_back_try, reserve_try
from vocabulary.tickets import TicketReason

JUST_LINKED = "just_linked"
"""Stands in the details of a turn that no message began: a chat was linked, and nothing waited for it."""
_RESUMED = "resumed:"


@dataclass(frozen=True)
class IdentityOutcome:
    """Where a page stands, or how a try went.

    `form`, `refused` with the fields that cannot be right, `failed` with tries left, `slow` with a pause, `locked`,
    `done` or `expired`. `resumed` is a message to answer.
    """

    state: str
    tries_left: int = 0
    conversation_id: int | None = None
    resumed: int | None = None
    chat: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    pause: timedelta = timedelta()


@dataclass(frozen=True)
class IdentityCheck:
    """The page where a membership is proven, and what is typed there."""

    records: Records
    membership: Membership
    handoffs: Handoffs
    chats: MemberChats
    pages: MemberPages
    clock: Callable[[], datetime]

    async def give_page(self, channel: str, address: str) -> Link:
        """The page for the chat of an address that its channel vouches for."""
        async with self.records.begin() as session:
            conversation = await open_conversation(session, channel, address, "", self.clock())
            return await self.pages.issue(session, PagePurpose.IDENTITY, conversation.id)

    async def look(self, token: str) -> IdentityOutcome:
        """The page's state before anything is typed; one that linked says so for a day."""
        now = self.clock()
        async with self.records.begin() as session:
            page = await self.pages.find_given(session, PagePurpose.IDENTITY, token)
            if page is None:
                return IdentityOutcome("expired")
            conversation = await find_conversation_by_id(session, page.conversation_id)
            about = IdentityOutcome("expired", 0, conversation.id, chat=wording.name_chat(conversation))
            is_linked = await identity.find_linked_member(session, conversation.id) is not None
            if page.is_done(now) and is_linked:
                return replace(about, state="done")
            if not page.is_open(now):
                return about
            left = tries_left(await count_tries(session, self.pages.sign_who(conversation), now))
            return replace(about, state="form" if left else "locked", tries_left=left)

    async def try_link(self, token: str, name: str, id_number: str, card_tail: str) -> IdentityOutcome:
        """One try; says the same whichever field was wrong."""
        before, typed = await self.look(token), IdentityForm.read(name, id_number, card_tail)
        if before.state != "form" or before.conversation_id is None:
            return before
        if typed.faults:
            return replace(before, state="refused", faults=typed.faults)
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, before.conversation_id)
            allowance, try_id = await reserve_try(
                session,
                self.pages.sign_who(conversation),
                self.membership.hash_id_number(typed.id_number),
                self.clock(),
            )
        if not allowance.is_allowed:
            state = "slow" if allowance.pause else "locked"
            return replace(before, state=state, tries_left=allowance.left, pause=allowance.pause)
        try:
            member_id = await self.membership.find(typed.name, typed.id_number, typed.card_tail)
        except RecordsUnavailable:
            async with self.records.begin() as session:
                await give_back_try(session, try_id)  # Nothing was found wrong.
            raise
        if member_id is not None:
            return await self._succeed(before, token, member_id, try_id)
        await self._fail(conversation, allowance.left)
        return replace(before, state="failed" if allowance.left else "locked", tries_left=allowance.left)

    async def link_directly(self, conversation_id: int, member_id: int | None, actor: str) -> None:
        """Links or unlinks without a page: for demonstrations only."""
        async with self.records.begin() as session:
            await identity.remove_link(session, conversation_id)
            await start_new_dialogue(session, conversation_id)
            if member_id is not None:
                await identity.record_link(session, conversation_id, member_id, self.clock())
                await tell_open_wish(session, conversation_id, self.clock())
            await record_audit(session, actor, "link_directly", self.clock(), conversation_id=conversation_id)

    async def unlink(self, session: AsyncSession, conversation_id: int) -> bool:
        """Unlinks within the caller's transaction; the dialogue starts afresh."""
        removed = await identity.remove_link(session, conversation_id)
        if removed:
            await start_new_dialogue(session, conversation_id)
            await record_audit(session, "member", "unlink", self.clock(), conversation_id=conversation_id)
        return removed

    async def _succeed(
        self, before: IdentityOutcome, token: str, member_id: int, try_id: int
    ) -> IdentityOutcome:
        """Uses the page up, links, warns the member's other chats, and commits the message that waited for it anew."""
        async with self.records.begin() as session:
            page = await self.pages.find(session, PagePurpose.IDENTITY, token)
            if page is None or not await self.pages.use(session, token):
                return replace(before, state="expired")
            await give_back_try(session, try_id)
            told = await self._link(session, page, member_id)
            resumed = await self._resume(session, page)
        await self.chats.deliver(told)
        return replace(before, state="done", resumed=resumed)

    async def _link(self, session: AsyncSession, page: MemberPage, member_id: int) -> list[Said]:
        now, this = self.clock(), page.conversation_id
        if await identity.remove_link(session, this):
            await start_new_dialogue(session, this)
        await identity.record_link(session, this, member_id, now)
        await tell_open_wish(session, this, now)
        await take_over_choices(session, this, now)
        await record_audit(session, "member", "link", now, conversation_id=this)
        others = [one for one in await find_chats_with(session, this) if one != this]
        words = wording.say_linked_elsewhere(await find_conversation_by_id(session, this), now)
        return await self.chats.warn(session, others, words, PagePurpose.UNLINK, this)

    async def _resume(self, session: AsyncSession, page: MemberPage) -> int | None:
        """The message that waited for the page, anew; where none did, the conversation goes on by itself."""
        waiting = await inbox.find_received(session, page.inbound_id) if page.inbound_id else None
        now = self.clock()
        if waiting is None:
            conversation = await find_conversation_by_id(session, page.conversation_id)
            again = Inbound(
                conversation.channel.name,
                conversation.address,
                f"{_RESUMED}link:{page.conversation_id}:{now.isoformat()}",
                "text",
                "",
                now,
                details={JUST_LINKED: "1"},
            )
        else:
            again = replace(
                waiting.inbound,
                key=f"{_RESUMED}{waiting.id}",
                sent_at=now,
                details=_without_message_id(waiting.inbound.details),
            )
        resumed = await inbox.record_inbound(session, page.conversation_id, again, now, inline_closed=True)
        if resumed is None:
            return None
        done = Spoken(Reply(wording.IDENTITY_DONE))
        await transcript.record_spoken(session, page.conversation_id, [done], now, inbound_id=resumed)
        return resumed

    async def _fail(self, conversation: Conversation, left: int) -> None:
        """The last wrong try brings a person in, and the member is told so."""
        told: list[Said] = []
        async with self.records.begin() as session:
            await record_audit(
                session, "member", "link_failed", self.clock(), conversation_id=conversation.id
            )
            if not left:
                place = await self.handoffs.open(
                    session, conversation.id, Handoff(TicketReason.IDENTITY_LOCKED)
                )
                words = [Reply(wording.IDENTITY_LOCKED), *([place.reply] if place else [])]
                told = [(conversation, await self.chats.say(session, conversation, reply)) for reply in words]
        await self.chats.deliver(told)


def _without_message_id(details: Mapping[str, str]) -> dict[str, str]:
    """What the message held, but for the page's own id of it: the message was shown once already."""
    return {name: value for name, value in details.items() if name not in ("message_id", "masked")}
