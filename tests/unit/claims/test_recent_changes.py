"""What changed lately, over the demo members."""

from datetime import date, timedelta

import pytest

from claims.access import CHANGES, ChangeQuery
from claims.database import ClaimsDatabase
from claims.states import ClaimState

LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize("occasion", ["claim_stage", "papers_missing", "paid", "relief_step"])
async def test_what_happened_is_found_since_a_day_only(
    claims: ClaimsDatabase, today: date, occasion: str
) -> None:
    read = CHANGES[occasion].read
    everything = await read(claims, ChangeQuery(LONG_AGO, today, 0, 500))
    assert everything
    since = sorted(one.on for one in everything)[len(everything) // 2]
    recent = await read(claims, ChangeQuery(since, today, 0, 500))
    assert {one.id for one in recent} == {one.id for one in everything if one.on >= since}
    pages = await read(claims, ChangeQuery(LONG_AGO, today, everything[0].id, 500))
    assert [one.id for one in pages] == [one.id for one in everything[1:]]


async def test_a_step_with_a_notice_of_its_own_is_told_by_that_alone(
    claims: ClaimsDatabase, today: date
) -> None:
    found = await CHANGES["claim_stage"].read(claims, ChangeQuery(LONG_AGO, today, 0, 500))
    assert not {one.claim_state for one in found} & {
        ClaimState.PAID,
        ClaimState.DOCUMENTS_REQUESTED,
        ClaimState.REGISTERED,
    }


async def test_cover_that_ends_soon_is_found_and_visits_by_day(claims: ClaimsDatabase, today: date) -> None:
    days = [today + timedelta(days=ahead) for ahead in range(365)]
    ending = [(day, await CHANGES["cover_ending"].read(claims, ChangeQuery(day, day))) for day in days[::15]]
    assert any(found for _, found in ending)
    assert all(day <= one.on <= day + timedelta(days=30) for day, found in ending for one in found)
    visits = [await CHANGES["visit_tomorrow"].read(claims, ChangeQuery(day, day)) for day in days[:60]]
    assert any(visits)
