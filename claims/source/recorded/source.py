"""Answers from the claims database: each call is its queries, and no more."""

from dataclasses import dataclass
from datetime import date

from claims.database import ClaimsDatabase
from claims.source.door import Detail
from claims.source.recorded import claims, identity, profiles, relief
from claims.values import Claim, Enrolment, MemberId, Payment, Profile, ReliefApplication


@dataclass(frozen=True)
class RecordedSource:
    """A member's records as they were fed in, and as members and staff changed them here."""

    database: ClaimsDatabase

    async def find_profile(self, member: MemberId) -> Profile:
        return await profiles.find_profile(self.database, member)

    async def find_enrolments(self, member: MemberId, today: date) -> tuple[Enrolment, ...]:
        return await profiles.find_enrolments(self.database, member, today)

    async def find_claims(self, member: MemberId) -> tuple[Claim, ...]:
        return await claims.find_claims(self.database, member)

    async def find_claim(self, member: MemberId, number: str) -> Claim | None:
        return await claims.find_claim(self.database, member, number)

    async def find_payments(self, member: MemberId) -> tuple[Payment, ...]:
        return await claims.find_payments(self.database, member)

    async def find_relief_applications(self, member: MemberId) -> tuple[ReliefApplication, ...]:
        return await relief.find_relief_applications(self.database, member)

    async def find_relief_application(self, member: MemberId, number: str) -> ReliefApplication | None:
        return await relief.find_relief_application(self.database, member, number)

    async def find(self, name: str, id_number: str, card_tail: str) -> MemberId | None:
        return await identity.find_member(self.database, name, id_number, card_tail)

    async def prove(self, member: MemberId, id_number: str, known_number: str, *, phones: bool) -> bool:
        return await identity.prove_member(self.database, member, id_number, known_number, phones=phones)

    async def reveal(self, member: MemberId, detail: Detail) -> str:
        return await identity.reveal_detail(self.database, member, detail)

    async def hold_claim(self, member: MemberId, number: str) -> str:
        """It is there already."""
        return number

    async def is_ready(self) -> bool:
        """The database is looked at by itself."""
        return True

    async def close(self) -> None:
        """The database is closed by whoever opened it."""
