"""What changed lately, over the demo members."""

from datetime import date, timedelta

from claims.access import (
    find_claim_steps,
    find_covers_ending,
    find_missing_papers,
    find_payments_made,
    find_relief_steps,
    find_visits_on,
)
from claims.database import ClaimsDatabase
from claims.states import ClaimState

LONG_AGO = date(2000, 1, 1)


async def test_steps_papers_and_payments_are_found_since_a_day_only(
    claims: ClaimsDatabase, today: date
) -> None:
    for find in (find_claim_steps, find_missing_papers, find_payments_made, find_relief_steps):
        everything = await find(claims, LONG_AGO, 0, 500)
        assert everything, find.__name__
        since = sorted(one.on for one in everything)[len(everything) // 2]
        recent = await find(claims, since, 0, 500)
        assert {one.id for one in recent} == {one.id for one in everything if one.on >= since}
        pages = await find(claims, LONG_AGO, everything[0].id, 500)
        assert [one.id for one in pages] == [one.id for one in everything[1:]]


async def test_a_step_with_a_notice_of_its_own_is_told_by_that_alone(claims: ClaimsDatabase) -> None:
    steps = {one.claim_state for one in await find_claim_steps(claims, LONG_AGO, 0, 500)}
    assert not steps & {ClaimState.PAID, ClaimState.DOCUMENTS_REQUESTED, ClaimState.REGISTERED}


async def test_cover_that_ends_soon_is_found_and_visits_by_day(claims: ClaimsDatabase, today: date) -> None:
    ending = await find_covers_ending(claims, today, timedelta(days=365), 0, 500)
    assert ending
    assert all(today <= one.on <= today + timedelta(days=365) for one in ending)
    visits = [await find_visits_on(claims, today + timedelta(days=ahead), 0, 500) for ahead in range(60)]
    assert any(visits)
