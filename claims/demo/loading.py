"""Puts the invented people into an empty database, or afresh into one that holds only them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.demo.people import DemoPerson, demo_people
from claims.demo.reading import Reader
from claims.errors import DemoRefused
from claims.reference import load_plans
from claims.sealing import Sealer
from claims.tables import (
    ActivityRow,
    ActivitySignUpRow,
    AppointmentRow,
    CardChangeRow,
    ClaimRow,
    DraftRow,
    EnrolmentRow,
    GrassrootsUnionRow,
    MemberRow,
    PaperRow,
    ProfileChangeRow,
    ReliefApplicationRow,
    ServiceWindowRow,
)
from claims.values import MemberId
from vocabulary.yaml_files import read_yaml

_UNIONS = Path(__file__).with_name("unions.yaml")
_MARK = "DEMO-"
_RECORDS = (EnrolmentRow, ClaimRow, ReliefApplicationRow, AppointmentRow)
_UPLOADS = (PaperRow, ProfileChangeRow, CardChangeRow, DraftRow)


async def load_demo(claims: ClaimsDatabase, today: date) -> None:
    """Loads plans and people as of `today`; again replaces their records, and keeps their member ids.

    What they uploaded, changed or left half done meanwhile is gone.

    Raises DemoRefused if anybody else is in the database.
    """
    await load_plans(claims)
    written = read_yaml(_UNIONS)
    reader = Reader(today)
    async with claims.begin() as session:
        await _refuse_real_members(session)
        unions = await _load_unions(session, reader, written["unions"])
        members = await _load_members(session, reader, claims.sealer, unions)
        await _clear_records(session, list(members.values()))
        activities = await _load_activities(session, reader, written["activities"])
        await _load_windows(session, written["windows"])
        sequences = count(31187, 13), count(456, 7), count(201, 3)
        for person in demo_people():
            _add_records(session, reader, person, members[person.key], sequences)
            _add_sign_ups(session, reader, person, members[person.key], activities)


async def find_demo_member(claims: ClaimsDatabase, key: str) -> MemberId | None:
    """The member id of a demo person, once loaded."""
    person = next((person for person in demo_people() if person.key == key), None)
    if person is None:
        return None
    wanted = claims.sealer.hash_id_number(person.id_number)
    async with claims.begin() as session:
        found = await session.scalar(select(MemberRow.id).where(MemberRow.id_number_hash == wanted))
    return None if found is None else MemberId(found)


async def _refuse_real_members(session: AsyncSession) -> None:
    real = GrassrootsUnionRow.code.not_like(f"{_MARK}%")
    if await session.scalar(select(MemberRow.id).join(MemberRow.union).where(real).limit(1)):
        raise DemoRefused("This database holds members who are not demo people; nothing was loaded.")


async def _load_unions(
    session: AsyncSession, reader: Reader, written: Sequence[Mapping[str, Any]]
) -> Mapping[str, GrassrootsUnionRow]:
    known = {row.code: row for row in await session.scalars(select(GrassrootsUnionRow))}
    for union in written:
        row = known.setdefault(union["code"], GrassrootsUnionRow(code=union["code"]))
        row.name, row.district, row.township = union["name"], union["district"], union["township"]
        row.updated_at = reader.moment(reader.today)
        session.add(row)
    await session.flush()
    return known


async def _load_members(
    session: AsyncSession, reader: Reader, sealer: Sealer, unions: Mapping[str, GrassrootsUnionRow]
) -> Mapping[str, int]:
    """Keeps the rows of those already there: chats are linked to their ids."""
    known = {row.id_number_hash: row for row in await session.scalars(select(MemberRow))}
    rows = {}
    for person in demo_people():
        id_number_hash = sealer.hash_id_number(person.id_number)
        row = known.get(id_number_hash) or MemberRow(id_number_hash=id_number_hash)
        row.name, row.union_id = person.name, unions[person.union_code].id
        row.id_number_sealed = sealer.seal(person.id_number)
        row.card_number_sealed = sealer.seal(person.card_number)
        row.phone_sealed = sealer.seal(person.phone)
        row.updated_at = reader.moment(reader.today)
        session.add(row)
        rows[person.key] = row
    await session.flush()
    return {key: row.id for key, row in rows.items()}


async def _clear_records(session: AsyncSession, members: list[int]) -> None:
    for table in (*_RECORDS, *_UPLOADS):
        await session.execute(delete(table).where(table.member_id.in_(members)))
    await session.execute(delete(ActivityRow).where(ActivityRow.code.like(f"{_MARK}%")))


async def _load_activities(
    session: AsyncSession, reader: Reader, written: Sequence[Mapping[str, Any]]
) -> Mapping[str, int]:
    rows = {activity["code"]: reader.activity(activity) for activity in written}
    session.add_all(rows.values())
    await session.flush()
    return {code: row.id for code, row in rows.items()}


async def _load_windows(session: AsyncSession, written: Sequence[Mapping[str, Any]]) -> None:
    known = set(await session.scalars(select(ServiceWindowRow.place)))
    session.add_all(ServiceWindowRow(**window) for window in written if window["place"] not in known)


def _add_records(
    session: AsyncSession,
    reader: Reader,
    person: DemoPerson,
    member: int,
    sequences: tuple[Iterator[int], Iterator[int], Iterator[int]],
) -> None:
    record, (claim_numbers, relief_numbers, visit_numbers) = person.record, sequences
    rows: list[EnrolmentRow | ClaimRow | ReliefApplicationRow | AppointmentRow] = [
        *reader.enrolments(record),
        *(reader.claim(one, next(claim_numbers), person.card_tail) for one in record.get("claims", ())),
        *(reader.relief(one, next(relief_numbers)) for one in record.get("relief", ())),
        *(reader.appointment(one, next(visit_numbers)) for one in record.get("appointments", ())),
    ]
    for row in rows:
        row.member_id = member
    session.add_all(rows)


def _add_sign_ups(
    session: AsyncSession, reader: Reader, person: DemoPerson, member: int, activities: Mapping[str, int]
) -> None:
    for line in person.record.get("sign_ups", ()):
        code, state, day = line.split()
        signed_up_on = reader.day(day)
        session.add(
            ActivitySignUpRow(
                activity_id=activities[code],
                member_id=member,
                signed_up_on=signed_up_on,
                state=state,
                updated_at=reader.moment(signed_up_on),
            )
        )
