"""Rows that another program puts into the tables go the same way, and leave nothing in clear behind."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, insert, select

from claims.access import access_claims, access_profile, find_feeds
from claims.database import ClaimsDatabase, open_claims_database
from claims.identity import find_member
from claims.importing.columns import Kind
from claims.importing.importing import ImportResult
from claims.migrations import upgrade
from claims.reference import load_plans
from claims.tables import INCOMING, IncomingFeedRow
from testing.imports import CENTRE, CLAIM, MEMBER, MOMENT, Row, merge_incoming

pytestmark = pytest.mark.postgres
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"


@pytest.fixture(params=["postgres", "sqlite"])
async def centre(
    request: pytest.FixtureRequest, postgres_url: str, tmp_path: Path
) -> AsyncIterator[ClaimsDatabase]:
    url = postgres_url if request.param == "postgres" else f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}"
    await asyncio.to_thread(upgrade, url)
    database = open_claims_database(url, *KEYS)
    await load_plans(database)
    yield database
    await database.close()


async def put(claims: ClaimsDatabase, kind: Kind, rows: Sequence[Row], moment: datetime | None) -> None:
    async with claims.begin() as session:
        for row in rows:
            await session.execute(insert(INCOMING[kind]).values(**row))
        if moment:
            await session.merge(IncomingFeedRow(kind=kind, complete_up_to=moment))


async def merge(claims: ClaimsDatabase, folder: Path, moment: datetime = MOMENT) -> ImportResult:
    url = claims.engine.url.render_as_string(hide_password=False)
    return await asyncio.to_thread(merge_incoming, url, claims.sealer, folder / "rejects.csv", moment)


async def count_waiting(claims: ClaimsDatabase) -> dict[str, int]:
    async with claims.begin() as session:
        return {
            kind: int(found)
            for kind, table in INCOMING.items()
            if (found := await session.scalar(select(func.count()).select_from(table)))
        }


async def test_what_waits_goes_in_and_the_last_row_of_a_key_counts(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    for kind, rows in CENTRE.items():
        await put(centre, kind, rows, MOMENT)
    await put(centre, "members", ({**MEMBER, "name": "测试乙"},), None)
    unknown = {**CLAIM, "claim_number": "LP2026-8000009", "plan_code": "nothing"}
    await put(centre, "claims", (unknown,), None)
    told = await merge(centre, tmp_path)
    assert (told.rejected, told.report.refusals["claims"]) == (1, {"unknown_plan": 1})
    member = await find_member(centre, "测试乙", MEMBER["id_number"], MEMBER["card_number"][-4:])
    assert member
    (claim,) = await access_claims(centre, member)
    assert [step.state for step in claim.timeline] == ["registered", "first_review"]
    assert await count_waiting(centre) == {}


async def test_what_nobody_said_to_be_complete_waits(centre: ClaimsDatabase, tmp_path: Path) -> None:
    await put(centre, "unions", CENTRE["unions"], None)
    told = await merge(centre, tmp_path)
    assert told.report.counts == {}
    assert await count_waiting(centre) == {"unions": 1}


async def test_a_feed_without_news_is_newer_all_the_same(centre: ClaimsDatabase, tmp_path: Path) -> None:
    await put(centre, "unions", CENTRE["unions"], MOMENT)
    await put(centre, "members", CENTRE["members"], MOMENT)
    await merge(centre, tmp_path)
    later = MOMENT + timedelta(hours=1)
    kinds: tuple[Kind, ...] = ("unions", "members")
    for kind in kinds:
        await put(centre, kind, (), later)
    await merge(centre, tmp_path, later)
    assert [feed.complete_up_to for feed in await find_feeds(centre)] == [later, later]
    member = await find_member(centre, MEMBER["name"], MEMBER["id_number"], MEMBER["card_number"][-4:])
    assert member
    assert (await access_profile(centre, member)).name == MEMBER["name"]
