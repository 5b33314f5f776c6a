"""The invented members behind each way to a system of record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from claims.database import ClaimsDatabase
from claims.demo import DemoPerson, demo_people, find_demo_member
from claims.source.door import SystemOfRecord
from claims.tables import MemberRow
from claims.values import MemberId

TODAY = date(2026, 3, 18)
PEOPLE = {person.key: person for person in demo_people()}


@dataclass(frozen=True)
class World:
    """A source under test, and the database in which its records lie in truth."""

    source: SystemOfRecord
    behind: ClaimsDatabase

    async def find(self, key: str) -> MemberId:
        """The member as this source knows them, found by what they would type."""
        person = PEOPLE[key]
        found = await self.source.find(person.name, person.id_number, person.card_tail)
        assert found is not None
        return found

    async def remove(self, key: str) -> None:
        """The system of record strikes the member off."""
        gone = await find_demo_member(self.behind, key)
        async with self.behind.begin() as session:
            await session.execute(delete(MemberRow).where(MemberRow.id == gone))


def somebody_else(key: str) -> DemoPerson:
    """Any other of the invented members."""
    return next(person for person in demo_people() if person.key != key)
