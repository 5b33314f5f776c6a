"""The invented members behind each way to a system of record."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cryptography.fernet import Fernet
from sqlalchemy import delete

from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import DemoPerson, demo_people, find_demo_member, load_demo
from claims.migrations import upgrade
from claims.source.core.opening import put_core_behind
from claims.source.door import SystemOfRecord
from claims.tables import MemberRow
from claims.values import MemberId
from testing.core_system import CoreSystem
from vocabulary.beijing import BEIJING

NOW = datetime(2026, 3, 18, 10, tzinfo=BEIJING)
TODAY = date(2026, 3, 18)
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"
PEOPLE = {person.key: person for person in demo_people()}


@dataclass(frozen=True)
class World:
    """A source under test, and the database in which its records lie in truth."""

    source: SystemOfRecord
    behind: ClaimsDatabase
    own: ClaimsDatabase | None = None
    """Where it is another: the database beside a core system."""
    system: CoreSystem | None = None

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


async def load(url: str) -> ClaimsDatabase:
    """The invented members, loaded twice: they keep their numbers."""
    upgrade(url)
    database = open_claims_database(url, *KEYS)
    await load_demo(database, TODAY)
    await load_demo(database, TODAY)
    return database


@asynccontextmanager
async def open_core_world(behind: ClaimsDatabase, own: ClaimsDatabase) -> AsyncIterator[World]:
    """A core system over `behind`, read through `own`, which is closed at the end."""
    async with CoreSystem(behind, lambda: NOW).run() as system:
        claims = put_core_behind(own, system.address, lambda: NOW, fresh_for=timedelta(0))
        assert claims.core
        yield World(claims.core, behind, claims, system)
        await claims.close()


def somebody_else(key: str) -> DemoPerson:
    """Any other of the invented members."""
    return next(person for person in demo_people() if person.key != key)
