"""How long it takes to read what an answer is made of, while members ask at a fixed rate."""

import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import date

from sqlalchemy import func, select

from bench.claims.centre import MeasuredCentre
from bench.load import Timing, run_arrivals
from claims.access import (
    access_activity_sign_ups,
    access_appointments,
    access_claims,
    access_enrolments,
    access_papers,
    access_payments,
    access_place_in_line,
    access_profile,
    access_relief_applications,
    access_relief_requests,
    find_open_activities,
    find_plans,
)
from claims.changes import find_free_slots
from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.identity import find_member
from claims.sample.centre import SampleCentre
from claims.sample.people import make_person
from claims.tables import MemberRow
from claims.values import MemberId

_SEED = 7
_MANY_CLAIMS = 10_000
"""The place of a member whom the sample gives very many claims."""

Read = Callable[[ClaimsDatabase, MemberId, date], Awaitable[object]]
READS: Mapping[str, Read] = {
    "access_profile": lambda claims, member, _today: access_profile(claims, member),
    "access_enrolments": access_enrolments,
    "access_claims": lambda claims, member, _today: access_claims(claims, member),
    "access_payments": lambda claims, member, _today: access_payments(claims, member),
    "access_relief_applications": lambda claims, member, _today: access_relief_applications(claims, member),
    "access_relief_requests": lambda claims, member, _today: access_relief_requests(claims, member),
    "access_papers": lambda claims, member, _today: access_papers(claims, member),
    "access_appointments": lambda claims, member, _today: access_appointments(claims, member),
    "access_activity_sign_ups": lambda claims, member, _today: access_activity_sign_ups(claims, member),
    "access_place_in_line": lambda claims, member, _today: access_place_in_line(claims, member, "SAMPLE-A30"),
    "find_plans": lambda claims, _member, today: find_plans(claims, today),
    "find_open_activities": lambda claims, _member, today: find_open_activities(claims, today),
    "find_free_slots": lambda claims, _member, today: find_free_slots(claims, today),
}
"""What answers are read from, each by its name."""


class AskingMembers:
    """Members chosen at random, always the same ones of a database."""

    def __init__(self, claims: ClaimsDatabase, centre: MeasuredCentre, last: int) -> None:
        self._claims, self._centre = claims, centre
        chance = random.Random(_SEED)
        self._members = [MemberId(chance.randint(1, last)) for _ in range(5_000)]
        self._places = [chance.randrange(centre.members) for _ in range(5_000)]

    async def time_read(self, name: str, per_second: float, count: int) -> Timing:
        """`count` calls of one reading, each of another member."""
        return await run_arrivals(lambda number: self._read(READS[name], number), per_second, count)

    async def time_all(self, per_second: float, count: int) -> Timing:
        """`count` calls, of each reading in turn."""
        reads = list(READS.values())
        return await run_arrivals(
            lambda number: self._read(reads[number % len(reads)], number), per_second, count
        )

    async def time_identity(self, per_second: float, count: int) -> Timing:
        """Members prove who they are; every one of them is found."""

        async def ask(number: int) -> None:
            found = await self.find(self._places[number % len(self._places)])
            assert found, "somebody of the sample was not found"

        return await run_arrivals(ask, per_second, count)

    async def time_many_claims(self, per_second: float, count: int) -> tuple[int, Timing]:
        """How many claims that member has, and how long it takes to read them."""
        member = await self.find(min(_MANY_CLAIMS, self._centre.members - 1))
        assert member, "somebody of the sample was not found"
        held = len(await access_claims(self._claims, member))

        async def ask(_number: int) -> None:
            await access_claims(self._claims, member)

        return held, await run_arrivals(ask, per_second, count)

    async def find(self, place: int) -> MemberId | None:
        """The member at a place of the sample, by what they would type."""
        sample = SampleCentre(self._centre.members, self._centre.today)
        person = make_person(sample, place, sample.chance(place))
        return await find_member(self._claims, person.name, person.id_number, person.card_number[-4:])

    async def _read(self, read: Read, number: int) -> None:
        with suppress(UnknownMember):  # A number that no row has.
            await read(self._claims, self._members[number % len(self._members)], self._centre.today)


async def choose_members(claims: ClaimsDatabase, centre: MeasuredCentre) -> AskingMembers:
    """Whoever has a row."""
    async with claims.begin() as session:
        last = await session.scalar(select(func.max(MemberRow.id)))
    return AskingMembers(claims, centre, last or 1)
