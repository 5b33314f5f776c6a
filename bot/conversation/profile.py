"""The page where a member changes a telephone number or the card that money goes to: proven anew, audited, confirmed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation import wording
from bot.conversation.doors import MemberDetails, Membership
from bot.conversation.member_pages import MemberPages
from bot.delivery import Delivery, Records
from bot.errors import RefusedValue
from bot.kernel.conversations import Spoken
from bot.kernel.member_pages import LOCK_OUT, TRIES, PagePurpose, tries_left
from bot.kernel.membership import Profile
from bot.kernel.messages import Reply
from bot.kernel.notices import NoticeKind
from bot.records import identity, notices, transcript
from bot.records.audit import record_audit
from bot.records.conversations import find_conversation_by_id


@dataclass(frozen=True)
class ProfileChange:
    """What was typed: what is to change, and what proves who asks. Empty fields change nothing."""

    phone: str
    payout_card: str
    id_number: str
    card_tail: str


@dataclass(frozen=True)
class ProfileView:
    """The page's state: `form`, `refused` with a reason, `failed` with tries left, `locked`, `done` or `expired`."""

    state: str
    profile: Profile | None = None
    reason: str = ""
    tries_left: int = 0
    stopped: frozenset[NoticeKind] = frozenset()
    """The kinds of notices that the member does not get."""


@dataclass(frozen=True)
class ProfilePage:
    """Shows the member's details, and changes them."""

    records: Records
    pages: MemberPages
    membership: Membership
    details: MemberDetails
    delivery: Delivery
    clock: Callable[[], datetime]

    async def look(self, token: str) -> ProfileView:
        """The page before anything is typed."""
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PROFILE, token)
            if found is None:
                return ProfileView("expired")
            page, member_id = found
            since = self.clock() - LOCK_OUT
            left = tries_left(await identity.count_failures(session, page.conversation_id, "", since))
            stopped = await notices.find_unwanted(session, page.conversation_id)
        if not left:
            return ProfileView("locked")
        profile = await self.details.find_profile(member_id)
        return ProfileView("form", profile, tries_left=left, stopped=stopped)

    async def choose_notices(self, token: str, wanted: Collection[NoticeKind]) -> ProfileView:
        """Keeps which kinds of notices the member wants; whoever holds the link may say so without more proof."""
        now = self.clock()
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PROFILE, token)
            if found is None:
                return ProfileView("expired")
            for kind in NoticeKind:
                is_wanted = kind in wanted
                await notices.record_notice_choice(session, found[0].conversation_id, kind, is_wanted, now)
        view = await self.look(token)
        return replace(view, state="notices_kept") if view.state == "form" else view

    async def change(self, token: str, change: ProfileChange) -> ProfileView:
        """Changes what is filled in, once whoever asks has proven to be the member."""
        before = await self.look(token)
        if before.state != "form" or before.profile is None:
            return before
        if not (change.phone.strip() or change.payout_card.strip()):
            return ProfileView("refused", before.profile, "nothing_to_change", before.tries_left)
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PROFILE, token)
        if found is None:
            return ProfileView("expired")
        page, member_id = found
        proven = await self.membership.find(before.profile.name, change.id_number, change.card_tail)
        if proven != member_id:
            return await self._count_failure(page.conversation_id, change.id_number, before.profile)
        try:
            await self._write(member_id, change)
        except RefusedValue as fault:
            return ProfileView("refused", before.profile, fault.reason, before.tries_left)
        return await self._confirm(token, page.conversation_id, member_id, change)

    async def _write(self, member_id: int, change: ProfileChange) -> None:
        if change.phone.strip():
            await self.details.change_phone(member_id, change.phone)
        if change.payout_card.strip():
            await self.details.change_payout_card(member_id, change.payout_card)

    async def _count_failure(self, conversation_id: int, id_number: str, profile: Profile) -> ProfileView:
        now, number_hash = self.clock(), self.membership.hash_id_number(id_number)
        async with self.records.begin() as session:
            await identity.record_failure(session, conversation_id, number_hash, now)
            await record_audit(session, "member", "change_failed", now, conversation_id=conversation_id)
            failures = await identity.count_failures(session, conversation_id, "", now - LOCK_OUT)
        left = TRIES - failures
        return ProfileView("failed" if left > 0 else "locked", profile, tries_left=max(left, 0))

    async def _confirm(
        self, token: str, conversation_id: int, member_id: int, change: ProfileChange
    ) -> ProfileView:
        """Uses the page up, and says in the chat what changed: whoever did not ask for it shall know."""
        now, profile = self.clock(), await self.details.find_profile(member_id)
        changed = [name for name in ("phone", "payout_card") if getattr(change, name).strip()]
        words = Spoken(Reply(wording.say_changed(changed, profile)), "system")
        async with self.records.begin() as session:
            await self.pages.use(session, token)
            for name in changed:
                await record_audit(session, "member", f"change_{name}", now, conversation_id=conversation_id)
            conversation = await find_conversation_by_id(session, conversation_id)
            said = await transcript.record_spoken(session, conversation_id, [words], now)
        await self.delivery.say(conversation, said, "notice")
        return ProfileView("done", profile)
