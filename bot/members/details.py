"""The claims database as the member's pages need it: who somebody is, their details, and their papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.errors import RefusedValue
from bot.kernel.members.membership import (
    CleanPaper,
    LoosePaper,
    PaperFolder,
    ShownProfile,
    WantedPaper,
)
from bot.members.awaiting import awaiting_records
from bot.members.facts import read_waiting_card
from claims.access import access_claims, access_profile, access_profile_held_here, find_windows
from claims.changes import (
    NewPaper,
    access_papers,
    ask_card_change,
    assign_paper,
    change_phone,
    drop_drafts,
    find_card_change,
    is_phone_newer_than,
    put_cards_in_force,
    read_card,
    read_phone,
    receive_paper,
    stop_card_change,
)
from claims.database import ClaimsDatabase
from claims.errors import (
    NoCardChange,
    SourceUnavailable,
    TooManyPapers,
    UnknownClaim,
    UnknownMember,
    UnknownPaper,
    WrongCard,
    WrongPhone,
)
from claims.identity import find_member, prove_member
from claims.states import ClaimState
from claims.values import ClaimDocument, MemberId, Profile
from vocabulary.beijing import BEIJING

_PHONE_RESTS = timedelta(days=7)
"""How long a changed phone proves nothing where money is concerned: else whoever changes it moves the money next."""
_ASKS_FOR_PAPERS = frozenset(
    {ClaimState.REGISTERED, ClaimState.DOCUMENTS_REQUESTED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW}
)


@dataclass(frozen=True)
class ClaimsMembership:
    """Whom the identity page finds."""

    claims: ClaimsDatabase

    async def find(self, name: str, id_number: str, card_tail: str) -> int | None:
        """The one member whom all three fit."""
        with awaiting_records():
            return await find_member(self.claims, name, id_number, card_tail)

    def hash_id_number(self, id_number: str) -> str:
        """A keyed hash of an identity number."""
        return self.claims.sealer.hash_id_number(id_number)


@dataclass(frozen=True)
class ClaimsDetails:
    """A member's own details."""

    claims: ClaimsDatabase
    clock: Callable[[], datetime]

    async def find_profile(self, member_id: int) -> ShownProfile:
        """The details as they are now, masked; a card whose time has come is in force."""
        member = MemberId(member_id)
        await put_cards_in_force(self.claims, self.clock())
        try:
            found = await self._find_known(member)
        except UnknownMember as fault:
            raise LookupError("no such member") from fault
        change = await find_card_change(self.claims, member)
        return ShownProfile(
            name=found.name,
            phone_tail=found.masked_phone[-2:],
            card_tail=found.card_tail,
            waiting_card=read_waiting_card(change) if change else None,
            is_phone_new=await is_phone_newer_than(self.claims, member, self._today() - _PHONE_RESTS),
        )

    async def _find_known(self, member: MemberId) -> Profile:
        """A new card must be stopped, and a phone corrected, also while the core system does not answer."""
        try:
            return await access_profile(self.claims, member)
        except SourceUnavailable:
            return await access_profile_held_here(self.claims, member)

    def find_faults(self, phone: str, payout_card: str) -> Mapping[str, str]:
        """Which of the two cannot be taken as typed, with the reason."""
        faults: dict[str, str] = {}
        if phone:
            try:
                read_phone(phone)
            except WrongPhone:
                faults["phone"] = "phone_form"
        if payout_card:
            try:
                read_card(payout_card)
            except WrongCard:
                faults["payout_card"] = "card_form"
        return faults

    async def prove(self, member_id: int, id_number: str, known_number: str, *, for_card: bool) -> bool:
        """Whether somebody knows what is never shown; a new phone does not move money."""
        member = MemberId(member_id)
        is_new = await is_phone_newer_than(self.claims, member, self._today() - _PHONE_RESTS)
        phones = not (for_card and is_new)
        with awaiting_records():
            return await prove_member(self.claims, member, id_number, known_number, phones=phones)

    async def change_phone(self, member_id: int, phone: str) -> None:
        """Raises RefusedValue: `phone_form`."""
        try:
            await change_phone(self.claims, MemberId(member_id), phone, self.clock())
        except WrongPhone as fault:
            raise RefusedValue("phone_form") from fault

    async def ask_card_change(self, member_id: int, number: str) -> None:
        """Raises RefusedValue: `card_form`."""
        try:
            await ask_card_change(self.claims, MemberId(member_id), number, self.clock())
        except WrongCard as fault:
            raise RefusedValue("card_form") from fault

    async def stop_card_change(self, member_id: int, change_id: int) -> bool:
        """Throws a waiting card away; False where it does not wait any more."""
        try:
            await stop_card_change(self.claims, MemberId(member_id), change_id, "member", self.clock())
        except (NoCardChange, UnknownMember):
            return False
        return True

    async def put_cards_in_force(self) -> int:
        """Puts every new card in force whose day of waiting is over."""
        return await put_cards_in_force(self.claims, self.clock())

    async def forget_drafts(self, member_id: int) -> None:
        """Deletes what the member filled in and did not send."""
        await drop_drafts(self.claims, MemberId(member_id))

    def _today(self) -> date:
        return self.clock().astimezone(BEIJING).date()


@dataclass(frozen=True)
class ClaimsPapers:
    """The papers of a member's claims."""

    claims: ClaimsDatabase
    clock: Callable[[], datetime]

    async def find_folders(self, member_id: int) -> tuple[PaperFolder, ...]:
        """The open claims that ask for papers."""
        with awaiting_records():
            found = await access_claims(self.claims, MemberId(member_id))
        return tuple(
            PaperFolder(
                claim_number=claim.number,
                title=f"{claim.plan_name}：{claim.cause}",
                wanted=tuple(map(read_wanted, claim.documents)),
            )
            for claim in found
            if claim.state in _ASKS_FOR_PAPERS and claim.documents
        )

    async def find_loose(self, member_id: int) -> tuple[LoosePaper, ...]:
        """Papers that belong to no claim yet, newest first."""
        papers = await access_papers(self.claims, MemberId(member_id))
        loose = [paper for paper in papers if paper.claim_number is None]
        return tuple(
            LoosePaper(id=one.id, received_on=one.received_at.date(), media_type=one.media_type)
            for one in loose
        )

    async def receive(
        self, member_id: int, paper: CleanPaper, claim_number: str | None, kind: str | None
    ) -> None:
        new = NewPaper(claim_number, kind, paper.media_type, paper.content)
        try:
            with awaiting_records():
                await receive_paper(self.claims, MemberId(member_id), new, self.clock())
        except TooManyPapers as fault:
            raise RefusedValue("too_many_papers") from fault
        except UnknownClaim as fault:
            raise RefusedValue("unknown_claim") from fault

    async def assign(self, member_id: int, paper_id: int, claim_number: str, kind: str) -> None:
        """Says what a loose paper is."""
        try:
            with awaiting_records():
                await assign_paper(
                    self.claims, MemberId(member_id), paper_id, claim_number, kind, self.clock()
                )
        except UnknownClaim as fault:
            raise RefusedValue("unknown_claim") from fault
        except UnknownPaper as fault:
            raise RefusedValue("unknown_paper") from fault


@dataclass(frozen=True)
class ClaimsVisits:
    """The visits that members booked, and the windows they go to."""

    claims: ClaimsDatabase

    async def find_windows(self) -> Mapping[str, str]:
        """The windows' places by district."""
        return {window.district: window.place for window in await find_windows(self.claims)}


def read_wanted(one: ClaimDocument) -> WantedPaper:
    """A document that a claim asks for."""
    return WantedPaper(kind=one.kind, label=one.label, received_on=one.received_on)
