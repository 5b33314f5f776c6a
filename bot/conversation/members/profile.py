"""The page where a member changes a telephone number or the card that money goes to: proven anew, audited, confirmed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.conversation import wording
from bot.conversation.doors import MemberDetails, Membership
from bot.conversation.members.chats import MemberChats, Said
from bot.conversation.members.pages import MemberPages
from bot.delivery import Records
from bot.errors import RecordsUnavailable
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.members.membership import ShownProfile
from bot.kernel.members.pages import PagePurpose
from bot.kernel.members.proof_tries import tries_left
from bot.records.audit import record_audit
from bot.records.conversation import notices
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members import identity
from bot.records.members.identity import find_chats_with
from bot.records.members.proof_tries import count_tries, give_back_try, reserve_try


@dataclass(frozen=True)
class ProfileChange:
    """What was typed: what is to change, and what proves who asks. Empty fields change nothing."""

    phone: str
    payout_card: str
    id_number: str
    known_number: str

    @property
    def faults(self) -> Mapping[str, str]:
        """What is empty and must not be."""
        if not (self.phone or self.payout_card):
            return {"phone": "nothing_to_change"}
        found = {"id_number": self.id_number, "known_number": self.known_number}
        return {name: f"{name}_empty" for name, typed in found.items() if not typed}


@dataclass(frozen=True)
class ProfileView:
    """The page's state.

    `form`, `refused` with the fields that do not do, `failed` with tries left, `slow` with a pause, `locked`, `done`
    or `expired`.
    """

    state: str
    profile: ShownProfile | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    tries_left: int = 0
    stopped: frozenset[NoticeKind] = frozenset()
    """The kinds of notices that the member does not get."""
    pause: timedelta = timedelta()
    chats: int = 1
    """In how many chats the member is linked: what is chosen holds in all of them."""
    conversation_id: int = 0
    member_id: int = 0


@dataclass(frozen=True)
class ProfilePage:
    """Shows the member's details, and changes them."""

    records: Records
    pages: MemberPages
    membership: Membership
    details: MemberDetails
    chats: MemberChats
    clock: Callable[[], datetime]

    async def look(self, token: str) -> ProfileView:
        """The page before anything is typed; one that changed something says so for a day."""
        now = self.clock()
        async with self.records.begin() as session:
            page = await self.pages.find_given(session, PagePurpose.PROFILE, token)
            is_shown = page is not None and (page.is_open(now) or page.is_done(now))
            member_id = await identity.find_linked_member(session, page.conversation_id) if page else None
            if page is None or not is_shown or member_id is None:
                return ProfileView("expired")
            conversation = await find_conversation_by_id(session, page.conversation_id)
            left = tries_left(await count_tries(session, self.pages.sign_who(conversation), now))
            stopped = await notices.find_unwanted(session, page.conversation_id)
            chats = len(await find_chats_with(session, page.conversation_id))
        state = "done" if page.is_done(now) else "form" if left else "locked"
        try:
            profile = await self.details.find_profile(member_id)
        except LookupError:
            return ProfileView("expired")
        return ProfileView(
            state,
            profile,
            tries_left=left,
            stopped=stopped,
            chats=chats,
            conversation_id=conversation.id,
            member_id=member_id,
        )

    async def choose_notices(self, token: str, wanted: Collection[NoticeKind]) -> bool:
        """Keeps which kinds of notices the member wants; whoever holds the page may say so without more proof."""
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PROFILE, token)
            if found is None:
                return False
            for kind in NoticeKind:
                await notices.record_choice_everywhere(
                    session, found[0].conversation_id, kind, kind in wanted, self.clock()
                )
        return True

    async def change(self, token: str, change: ProfileChange) -> ProfileView:
        """Changes what is filled in, once whoever asks has proven to be the member."""
        before = await self.look(token)
        if before.state != "form" or before.profile is None:
            return before
        faults = change.faults or self.details.find_faults(change.phone, change.payout_card)
        if faults:
            return replace(before, state="refused", faults=faults)
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, before.conversation_id)
            allowance, try_id = await reserve_try(
                session,
                self.pages.sign_who(conversation),
                self.membership.hash_id_number(change.id_number),
                self.clock(),
            )
        if not allowance.is_allowed:
            state = "slow" if allowance.pause else "locked"
            return replace(before, state=state, tries_left=allowance.left, pause=allowance.pause)
        try:
            is_proven = await self._is_proven(before, change)
        except RecordsUnavailable:
            async with self.records.begin() as session:
                await give_back_try(session, try_id)  # Nothing was found wrong.
            raise
        if not is_proven:
            return await self._fail(before, allowance.left)
        await self._write(before.member_id, change)
        return await self._confirm(token, before, change, try_id)

    async def _is_proven(self, before: ProfileView, change: ProfileChange) -> bool:
        return await self.details.prove(
            before.member_id, change.id_number, change.known_number, for_card=bool(change.payout_card)
        )

    async def _write(self, member_id: int, change: ProfileChange) -> None:
        if change.phone:
            await self.details.change_phone(member_id, change.phone)
        if change.payout_card:
            await self.details.ask_card_change(member_id, change.payout_card)

    async def _fail(self, before: ProfileView, left: int) -> ProfileView:
        async with self.records.begin() as session:
            await record_audit(
                session, "member", "change_failed", self.clock(), conversation_id=before.conversation_id
            )
        return replace(before, state="failed" if left else "locked", tries_left=left)

    async def _confirm(
        self, token: str, before: ProfileView, change: ProfileChange, try_id: int
    ) -> ProfileView:
        """Uses the page up, and says in every chat of the member what changed: whoever did not ask for it shall know."""
        now, this = self.clock(), before.conversation_id
        profile = await self.details.find_profile(before.member_id)
        changed = [name for name in ("phone", "payout_card") if getattr(change, name)]
        told: list[Said] = []
        async with self.records.begin() as session:
            await give_back_try(session, try_id)
            await self.pages.use(session, token)
            for name in changed:
                await record_audit(session, "member", f"change_{name}", now, conversation_id=this)
            everywhere = await find_chats_with(session, this)
            if change.phone:
                told += await self.chats.warn(session, everywhere, wording.say_phone_changed(profile))
            if change.payout_card and profile.waiting_card:
                words = wording.say_card_asked(profile.waiting_card, profile.card_tail)
                card = profile.waiting_card.id
                told += await self.chats.warn(session, everywhere, words, PagePurpose.KEEP_CARD, card)
        await self.chats.deliver(told)
        return replace(before, state="done", profile=profile)
