"""Makes an invented member what a conversation says they are, in a fresh demo database."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from claims.database import ClaimsDatabase
from claims.demo import DemoPerson, demo_people, find_demo_member
from claims.demo.reading import Reader
from claims.tables import (
    ActivityRow,
    ActivitySignUpRow,
    AppointmentRow,
    ClaimRow,
    EnrolmentRow,
    GrassrootsUnionRow,
    MemberRow,
    ReliefApplicationRow,
)
from testing.dialogues.written import Setup
from vocabulary.saying import say_date

_SEQUENCE = 900
"""Far from the numbers of the demonstration."""
_NUMBERED: Mapping[str, Any] = {"claim": ClaimRow, "relief": ReliefApplicationRow, "visit": AppointmentRow}
_PLACE = re.compile(r"\{(claim|relief|visit|day):(-?\d+)(:end)?\}")


def find_person(key: str) -> DemoPerson:
    """An invented member by their key."""
    return next(one for one in demo_people() if one.key == key)


async def cast(claims: ClaimsDatabase, setup: Setup, today: date) -> int | None:
    """Changes the person's records as the set-up says; their member id."""
    if setup.person is None:
        return None
    member = await find_demo_member(claims, setup.person)
    assert member is not None, f"no such person: {setup.person}"
    person, reader = find_person(setup.person), Reader(today)
    async with claims.begin() as session:
        for table, rows in _make_rows(setup, person, reader).items():
            await session.execute(delete(table).where(table.member_id == member))
            for row in rows:
                row.member_id = member
            session.add_all(rows)
        if setup.sign_ups is not None:
            await session.execute(delete(ActivitySignUpRow).where(ActivitySignUpRow.member_id == member))
            codes = {row.code: row.id for row in await session.scalars(select(ActivityRow))}
            session.add_all(_sign_up(line, member, reader, codes) for line in setup.sign_ups)
        if setup.union is not None:
            union = await session.scalar(
                select(GrassrootsUnionRow.id).where(GrassrootsUnionRow.code == setup.union)
            )
            row = await session.get_one(MemberRow, member)
            row.union_id = union or row.union_id
    return member


def _make_rows(setup: Setup, person: DemoPerson, reader: Reader) -> dict[Any, list[Any]]:
    made: dict[Any, list[Any]] = {}
    if setup.plans is not None:
        made[EnrolmentRow] = reader.enrolments({**person.record, "plans": setup.plans})
    if setup.claims is not None:
        numbered = enumerate(setup.claims, _SEQUENCE)
        made[ClaimRow] = [_name(reader.claim(one, n, person.card_tail), one) for n, one in numbered]
    if setup.relief is not None:
        made[ReliefApplicationRow] = [
            _name(reader.relief(one, n), one) for n, one in enumerate(setup.relief, _SEQUENCE)
        ]
    if setup.appointments is not None:
        visits = enumerate(setup.appointments, _SEQUENCE)
        made[AppointmentRow] = [_name(reader.appointment(one, n), one) for n, one in visits]
    return made


def _name(row: Any, written: Mapping[str, Any]) -> Any:
    row.number = written.get("number", row.number)
    return row


def _sign_up(line: str, member: int, reader: Reader, codes: Mapping[str, int]) -> ActivitySignUpRow:
    code, state, day = line.split()
    on = reader.day(day)
    return ActivitySignUpRow(
        activity_id=codes[code],
        member_id=member,
        signed_up_on=on,
        state=state,
        updated_at=reader.moment(on),
    )


async def find_numbers(claims: ClaimsDatabase, member: int | None) -> dict[str, list[str]]:
    """The numbers of the person's claims, applications and visits, in the order in which they were written."""
    numbers: dict[str, list[str]] = {}
    async with claims.begin() as session:
        for name, table in _NUMBERED.items():
            query = select(table.number).where(table.member_id == member).order_by(table.id)
            numbers[name] = list(await session.scalars(query))
    return numbers


def fill_in(words: str, numbers: Mapping[str, list[str]], today: date) -> str:
    """`{claim:2}` is the second claim's number, `{claim:2:end}` its last four digits, `{day:-3}` three days ago."""

    def find(place: re.Match[str]) -> str:
        if place[1] == "day":
            return say_date(today + timedelta(days=int(place[2])), today)
        number = numbers[place[1]][int(place[2]) - 1]
        return number[-4:] if place[3] else number

    return _PLACE.sub(find, words)
