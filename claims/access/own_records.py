"""A member's records, from whatever system of record this installation has: the core system, or the database itself."""

from datetime import date

from claims.database import ClaimsDatabase
from claims.source.door import Detail, SystemOfRecord
from claims.source.recorded.source import RecordedSource
from claims.values import Claim, Enrolment, MemberId, Payment, Profile, ReliefApplication


def find_source(claims: ClaimsDatabase) -> SystemOfRecord:
    """The system of record behind this database."""
    return claims.core or RecordedSource(claims)


async def access_profile(claims: ClaimsDatabase, member: MemberId) -> Profile:
    """The member as shown to themselves; raises UnknownMember if there is none by that id."""
    return await find_source(claims).find_profile(member)


async def access_profile_held_here(claims: ClaimsDatabase, member: MemberId) -> Profile:
    """The member as this database knows them, for when the system of record does not answer; raises UnknownMember."""
    return await RecordedSource(claims).find_profile(member)


async def access_enrolments(claims: ClaimsDatabase, member: MemberId, today: date) -> tuple[Enrolment, ...]:
    """Everything the member is, was or will be enrolled in, newest first, each as it stands `today`."""
    return await find_source(claims).find_enrolments(member, today)


async def access_claims(claims: ClaimsDatabase, member: MemberId) -> tuple[Claim, ...]:
    """The member's claims, newest first."""
    return await find_source(claims).find_claims(member)


async def access_claim(claims: ClaimsDatabase, member: MemberId, number: str) -> Claim | None:
    """The member's claim of that number; None if there is none, or if it is somebody else's."""
    return await find_source(claims).find_claim(member, number)


async def access_payments(claims: ClaimsDatabase, member: MemberId) -> tuple[Payment, ...]:
    """Every payment to the member, newest first, also those that came back."""
    return await find_source(claims).find_payments(member)


async def access_relief_applications(
    claims: ClaimsDatabase, member: MemberId
) -> tuple[ReliefApplication, ...]:
    """The member's applications, newest first."""
    return await find_source(claims).find_relief_applications(member)


async def access_relief_application(
    claims: ClaimsDatabase, member: MemberId, number: str
) -> ReliefApplication | None:
    """The member's application of that number; None if there is none, or if it is somebody else's."""
    return await find_source(claims).find_relief_application(member, number)


async def reveal_detail(claims: ClaimsDatabase, member: MemberId, detail: Detail) -> str:
    """One detail in clear, only for staff who gave a reason, which the caller has written down; raises UnknownMember."""
    return await find_source(claims).reveal(member, detail)
