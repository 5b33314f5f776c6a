"""Answers from the core system, with what was written here laid over it; from its last answers where it is down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

import structlog

from claims.database import ClaimsDatabase
from claims.errors import SourceUnavailable, UnknownMember
from claims.sealing import mask_id_number
from claims.source.core import messages, reading, written_here
from claims.source.core.claim_copies import copy_claim
from claims.source.core.connection import CoreConnection
from claims.source.core.cover import find_plan_names, read_enrolments
from claims.source.core.faults import AWAY, make_fault
from claims.source.core.kept_answers import KeptAnswers
from claims.source.core.local_members import find_ref, hold_member
from claims.source.door import Detail
from claims.source.recorded import claims as recorded_claims
from claims.source.recorded import identity as recorded_identity
from claims.source.staleness import find_notes
from claims.values import Claim, Enrolment, MemberId, Payment, Profile, ReliefApplication
from vocabulary.identity_numbers import normalise_number
from vocabulary.names import name_key

log = structlog.get_logger(__name__)

A = TypeVar("A", bound=messages.CoreAnswer)

STALE_AFTER = timedelta(hours=2)
"""An answer that is complete only up to longer ago is told with its as-of."""


@dataclass(frozen=True)
class CoreSource:
    """`database` is our own, without a core behind it; `now` is this moment in any zone."""

    database: ClaimsDatabase
    connection: CoreConnection
    kept: KeptAnswers
    now: Callable[[], datetime]

    async def find_profile(self, member: MemberId) -> Profile:
        answer = await self._ask(messages.ProfileAnswer, member, "profile", "")
        if answer is None:
            raise UnknownMember("The core system knows no member by that reference; the link may be stale.")
        return await written_here.change_profile(self.database, reading.read_profile(answer.profile, member))

    async def find_enrolments(self, member: MemberId, today: date) -> tuple[Enrolment, ...]:
        answer = await self._ask(messages.EnrolmentsAnswer, member, "enrolments", "/enrolments")
        told = sorted(answer.enrolments if answer else (), key=lambda one: one.effective_date, reverse=True)
        return await read_enrolments(self.database, told, today) if told else ()

    async def find_claims(self, member: MemberId) -> tuple[Claim, ...]:
        return tuple(claim for claim, _number in await self._find_claims(member))

    async def find_claim(self, member: MemberId, number: str) -> Claim | None:
        wanted = number.strip().upper()
        every = await self._find_claims(member)
        return next((claim for claim, of_core in every if wanted in (claim.number, of_core)), None)

    async def find_payments(self, member: MemberId) -> tuple[Payment, ...]:
        payments = [payment for claim in await self.find_claims(member) for payment in claim.payments]
        return tuple(sorted(payments, key=lambda one: one.paid_on, reverse=True))

    async def find_relief_applications(self, member: MemberId) -> tuple[ReliefApplication, ...]:
        return tuple(one for one, _number in await self._find_relief(member))

    async def find_relief_application(self, member: MemberId, number: str) -> ReliefApplication | None:
        wanted = number.strip().upper()
        every = await self._find_relief(member)
        return next((one for one, of_core in every if wanted in (one.number, of_core)), None)

    async def find(self, name: str, id_number: str, card_tail: str) -> MemberId | None:
        """At the first proof the member gets a row here, and a number that stays the same."""
        typed = normalise_number(id_number)
        asked = messages.FindQuestion(name=name, id_number=typed, card_tail=normalise_number(card_tail))
        found = await self.connection.ask(messages.FoundAnswer, "members/find", asked, question="find")
        if found is None or found.member is None:
            return None
        answer = await self.connection.ask(
            messages.ProfileAnswer, f"members/{found.member}", question="profile", member=found.member
        )
        if answer is None:
            return None
        told = answer.profile
        if told.masked_id_number != mask_id_number(typed) or name_key(told.name) != name_key(name):
            fault = make_fault("core_foreign_answer")
            log.error("core_failed", code=fault.code, question="find", advice=fault.advice)
            raise fault
        member = await hold_member(self.database, found.member, typed, told, self.now())
        await self.kept.keep(member, "profile", answer)
        return member

    async def prove(self, member: MemberId, id_number: str, known_number: str, *, phones: bool) -> bool:
        """By the core, or by a phone or card that was changed here and the core may not know yet."""
        ref = await find_ref(self.database, member)
        if ref is None:
            return False
        asked = messages.ProveQuestion(
            id_number=normalise_number(id_number), known_number=known_number, phones=phones
        )
        answer = await self.connection.ask(
            messages.ProvedAnswer, f"members/{ref}/prove", asked, question="prove", member=ref
        )
        if answer is None:
            return False
        by_what_changed = await recorded_identity.prove_member(
            self.database, member, id_number, known_number, phones=phones
        )
        return answer.proved or by_what_changed

    async def reveal(self, member: MemberId, detail: Detail) -> str:
        ref = await find_ref(self.database, member)
        asked = messages.RevealQuestion(detail=detail)
        answer = ref and await self.connection.ask(
            messages.RevealedAnswer, f"members/{ref}/reveal", asked, question="reveal", member=ref
        )
        if not answer:
            raise UnknownMember("The core system knows no member by that reference; the link may be stale.")
        return answer.value

    async def hold_claim(self, member: MemberId, number: str) -> str:
        """A copy of the core's claim, made here, since papers hang on it; what is here already waits for no core."""
        try:
            claim = await self.find_claim(member, number)
        except SourceUnavailable:
            if await recorded_claims.find_claim(self.database, member, number) is None:
                raise
            return number
        if claim is None:
            return number
        if not await copy_claim(self.database, member, claim):
            log.error(
                "core_number_taken",
                code="core_number_taken",
                claim=claim.number,
                advice="Two members have a claim of this number, one here and one in the core system: "
                "let the core keep the numbers that were given here free.",
            )
        return claim.number

    async def is_ready(self) -> bool:
        """Whether the core answers now, and its records are of today."""
        answer = await self.connection.ask(messages.StatusAnswer, "status", question="status")
        return answer is not None and self.now() - answer.as_of < STALE_AFTER

    async def close(self) -> None:
        await self.connection.close()

    async def _find_claims(self, member: MemberId) -> tuple[tuple[Claim, str], ...]:
        """Each claim with the core's own number."""
        answer = await self._ask(messages.ClaimsAnswer, member, "claims", "/claims")
        if answer is None:
            return ()
        told = sorted(answer.claims, key=lambda one: one.filed_on, reverse=True)
        names = await find_plan_names(self.database, {one.plan_code for one in told})
        read = [reading.read_claim(one, names.get(one.plan_code)) for one in told]
        numbers = {claim.number: one.number for claim, one in zip(read, told, strict=True)}
        every = await written_here.add_claims(self.database, member, read)
        return tuple((claim, numbers.get(claim.number, claim.number)) for claim in every)

    async def _find_relief(self, member: MemberId) -> tuple[tuple[ReliefApplication, str], ...]:
        answer = await self._ask(messages.ReliefAnswer, member, "relief", "/relief-applications")
        if answer is None:
            return ()
        told = sorted(answer.applications, key=lambda one: one.submitted_on, reverse=True)
        read = [reading.read_relief(one) for one in told]
        numbers = {one.number: of_core.number for one, of_core in zip(read, told, strict=True)}
        every = await written_here.add_relief(self.database, member, read)
        return tuple((one, numbers.get(one.number, one.number)) for one in every)

    async def _ask(self, kind: type[A], member: MemberId, question: str, path: str) -> A | None:
        """The core's answer, or its last one where it has none now: then the turn's notes say of when it is."""
        ref = await find_ref(self.database, member)
        if ref is None:
            return None
        if fresh := self.kept.find_fresh(kind, member, question):
            return self._note_age(fresh)
        notes = find_notes()
        try:
            if notes.is_away or question in notes.unanswered:
                raise make_fault("core_resting")
            answer = await self.connection.ask(kind, f"members/{ref}{path}", question=question, member=ref)
        except SourceUnavailable as fault:
            notes.is_away = notes.is_away or fault.code in AWAY
            notes.unanswered.add(question)
            last = await self.kept.find_kept(kind, member, question)
            if last is None or last.member != ref:
                raise
            notes.note_stale(last.as_of)
            return last
        if answer is None:
            await self.kept.forget(member)
            return None
        await self.kept.keep(member, question, answer)
        return self._note_age(answer)

    def _note_age(self, answer: A) -> A:
        if self.now() - answer.as_of >= STALE_AFTER:
            find_notes().note_stale(answer.as_of)
        return answer
