"""PostgreSQL gives the same schema and the same answers as SQLite."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from claims.access import (
    CHANGES,
    ChangeQuery,
    MemberFilter,
    access_activity_sign_ups,
    access_appointments,
    access_claims,
    access_enrolments,
    access_payments,
    access_relief_applications,
    find_audience,
    find_open_activities,
    find_plans,
)
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.identity import find_member
from claims.migrations import upgrade
from claims.migrations.comparison import compare_schema
from claims.states import ClaimState, ReliefStep

pytestmark = pytest.mark.postgres

TODAY = date(2026, 3, 18)


async def everything(claims: ClaimsDatabase) -> list[object]:
    told: list[object] = [await find_plans(claims, TODAY), await find_open_activities(claims, TODAY)]
    for person in demo_people():
        member = await find_member(claims, person.name, person.id_number, person.card_tail)
        assert member is not None
        assert member == await find_demo_member(claims, person.key)
        told.append(await access_enrolments(claims, member, TODAY))
        for access in (
            access_claims,
            access_payments,
            access_relief_applications,
            access_appointments,
            access_activity_sign_ups,
        ):
            told.append(await access(claims, member))
    return told


async def audiences(claims: ClaimsDatabase) -> list[object]:
    return [
        [one async for page in find_audience(claims, wanted) for one in page]
        for wanted in (
            MemberFilter(TODAY, districts=("大兴", "海淀")),
            MemberFilter(TODAY, ending_within=365),
            MemberFilter(TODAY, papers_missing=True),
            MemberFilter(TODAY, claim_states=tuple(ClaimState), gender="female"),
            MemberFilter(TODAY, relief_steps=tuple(ReliefStep), ending_within=365),
        )
    ]


async def changes(claims: ClaimsDatabase) -> list[object]:
    """Without the numbers of rows, which each database gives as it likes."""
    since = date(2000, 1, 1)
    told = []
    for occasion, source in CHANGES.items():
        ahead = range(60) if occasion == "visit_tomorrow" else range(1)
        asked = [ChangeQuery(since, TODAY + timedelta(days=days), 0, 500) for days in ahead]
        told.append([change for one in asked for change in await source.read(claims, one)])
    return [[replace(one, id=0, key="") for one in page] for page in told]


def test_the_upgraded_schema_is_that_of_the_tables(postgres_url: str) -> None:
    with ThreadPoolExecutor() as several_parts:
        list(several_parts.map(upgrade, [postgres_url] * 4))
    assert compare_schema(postgres_url) == []


async def test_both_databases_tell_the_same(postgres: ClaimsDatabase, sqlite: ClaimsDatabase) -> None:
    assert await everything(postgres) == await everything(sqlite)


async def test_both_find_the_same_audiences_and_changes(
    postgres: ClaimsDatabase, sqlite: ClaimsDatabase
) -> None:
    found = await audiences(postgres)
    assert all(found)
    assert found == await audiences(sqlite)
    told = await changes(postgres)
    assert all(told)
    assert told == await changes(sqlite)


async def test_a_state_that_does_not_exist_is_refused(postgres: ClaimsDatabase) -> None:
    with pytest.raises(IntegrityError, match="ck_claims_state_known"):
        async with postgres.begin() as session:
            await session.execute(text("UPDATE claims SET state = 'lost'"))
