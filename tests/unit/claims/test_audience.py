"""Audiences over the demo members: each condition by itself, and what may be said to whom."""

from datetime import date

from claims.access import ListedName, MemberFilter, NoticeValues, find_audience, find_listed
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from claims.tables import MemberRow


async def find(claims: ClaimsDatabase, wanted: MemberFilter) -> list[NoticeValues]:
    """Everybody that fits."""
    return [one async for page in find_audience(claims, wanted) for one in page]


async def test_each_condition_narrows_and_both_genders_make_all(claims: ClaimsDatabase, today: date) -> None:
    everybody = await find(claims, MemberFilter(today))
    women = await find(claims, MemberFilter(today, gender="female"))
    men = await find(claims, MemberFilter(today, gender="male"))
    assert women
    assert men
    assert sorted(one.member for one in women + men) == [one.member for one in everybody]
    district = everybody[0].district
    of_district = await find(claims, MemberFilter(today, districts=(district,)))
    assert of_district == [one for one in everybody if one.district == district]
    assert len(of_district) < len(everybody)


async def test_what_fits_is_what_may_be_said(claims: ClaimsDatabase, today: date) -> None:
    ending = await find(claims, MemberFilter(today, ending_within=365))
    assert ending
    assert all(one.plan_name and one.expiry_date and one.expiry_date >= today for one in ending)
    missing = await find(claims, MemberFilter(today, papers_missing=True))
    assert missing
    assert all(one.claim_number and one.missing_papers for one in missing)
    paid = await find(claims, MemberFilter(today, claim_states=(ClaimState.PAID,)))
    assert {one.claim_state for one in paid} == {ClaimState.PAID}
    relief = await find(claims, MemberFilter(today, relief_steps=tuple(ReliefStep)))
    assert all(one.relief_number for one in relief)


async def test_a_list_finds_whom_both_number_and_name_fit(claims: ClaimsDatabase) -> None:
    async with claims.begin() as session:
        row = await session.get_one(MemberRow, 1)
        number, name = claims.sealer.unseal(row.id_number_sealed), row.name
    listed = [ListedName(number, name), ListedName(number, "别人"), ListedName("11010119000101001X", "")]
    found, wrong = await find_listed(claims, listed)
    assert {place: facts.member for place, facts in found.items()} == {0: 1}
    assert wrong == {1: "name", 2: "unknown"}
