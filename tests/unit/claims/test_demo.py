"""The invented people: every case is there, consistent, and plainly invented."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from claims.access import (
    access_claims,
    access_enrolments,
    access_profile,
    access_relief_applications,
    find_plans,
)
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member, load_demo
from claims.errors import DemoRefused
from claims.states import RELIEF_ACTS, ClaimState, ReliefStep, accept_claim_transition
from claims.tables import GrassrootsUnionRow, MemberRow
from claims.values import Claim, Enrolment, MemberId, ReliefApplication

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


async def members(claims: ClaimsDatabase) -> list[MemberId]:
    found = [await find_demo_member(claims, person.key) for person in demo_people()]
    return [one for one in found if one is not None]


async def all_claims(claims: ClaimsDatabase) -> list[Claim]:
    return [claim for member in await members(claims) for claim in await access_claims(claims, member)]


async def all_relief(claims: ClaimsDatabase) -> list[ReliefApplication]:
    return [
        one for member in await members(claims) for one in await access_relief_applications(claims, member)
    ]


async def all_enrolments(claims: ClaimsDatabase, today: date) -> list[Enrolment]:
    return [one for member in await members(claims) for one in await access_enrolments(claims, member, today)]


async def test_every_claim_state_and_relief_step_is_there(claims: ClaimsDatabase) -> None:
    assert {claim.state for claim in await all_claims(claims)} == set(ClaimState)
    assert {application.step for application in await all_relief(claims)} == set(ReliefStep)


async def test_every_plan_tier_and_standing_is_there(claims: ClaimsDatabase, today: date) -> None:
    enrolments = await all_enrolments(claims, today)
    assert {one.plan_code for one in enrolments} == {one.plan_code for one in await find_plans(claims, today)}
    assert {one.tier for one in enrolments} >= {"一档", "二档", "三档", "四档", "A类", "B类"}
    assert {one.standing for one in enrolments} == {"valid", "expired", "upcoming"}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29)])
async def test_every_history_is_a_possible_one_on_any_day(empty: ClaimsDatabase, day: date) -> None:
    await load_demo(empty, day)
    for claim in await all_claims(empty):
        for now, then in pairwise(claim.timeline):
            accept_claim_transition(now.state, then.state)
            assert now.on <= then.on
        assert claim.timeline[0].state is ClaimState.REGISTERED
        assert claim.date_of_loss <= claim.filed_on <= claim.state_since <= day
        assert all((document.received_on or day) >= document.asked_on for document in claim.documents)
    for application in await all_relief(empty):
        for before, after in pairwise(application.timeline):
            assert after.step in RELIEF_ACTS[before.step].values()
            assert before.on <= after.on


async def test_money_is_paid_only_as_approved(claims: ClaimsDatabase) -> None:
    for claim in await all_claims(claims):
        paid = [payment.amount for payment in claim.payments if payment.state == "paid"]
        assert sum(paid) in (0, claim.approved_amount)
        assert bool(paid) == (ClaimState.PAID in {claim.state, *_last_money_state(claim)})


def _last_money_state(claim: Claim) -> list[ClaimState]:
    money = {ClaimState.PAID, ClaimState.PAYMENT_RETURNED}
    return [step.state for step in claim.timeline if step.state in money][-1:]


async def test_paid_claims_fall_within_cover_of_their_day(claims: ClaimsDatabase) -> None:
    for member in await members(claims):
        for claim in await access_claims(claims, member):
            enrolments = await access_enrolments(claims, member, claim.date_of_loss)
            covered = {one.plan_code for one in enrolments if one.standing == "valid"}
            assert (claim.plan_code in covered) == (claim.state is not ClaimState.DENIED)


async def test_relief_of_the_fund_is_decided_for_daxing_alone(claims: ClaimsDatabase) -> None:
    for member in await members(claims):
        profile = await access_profile(claims, member)
        for application in await access_relief_applications(claims, member):
            assert profile.district == "大兴" or application.step is ReliefStep.DENIED


async def test_reloading_replaces_records_and_keeps_member_ids(claims: ClaimsDatabase, today: date) -> None:
    before, claims_before = await members(claims), await all_claims(claims)
    await load_demo(claims, today)
    assert await members(claims) == before
    assert await all_claims(claims) == claims_before
    await load_demo(claims, today + timedelta(days=30))
    assert await members(claims) == before
    assert {one.number[6:] for one in await all_claims(claims)} == {one.number[6:] for one in claims_before}


async def test_demo_people_are_never_mixed_with_others(empty: ClaimsDatabase, today: date) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    union = GrassrootsUnionRow(
        code="0001", name="某单位工会", district="东城", township="某街道", updated_at=now
    )
    sealed = empty.sealer.seal("")
    member = MemberRow(
        name="张三",
        id_number_hash="0" * 64,
        id_number_sealed=sealed,
        card_number_sealed=sealed,
        phone_sealed=sealed,
        union=union,
        updated_at=now,
    )
    async with empty.begin() as session:
        session.add(member)
    with pytest.raises(DemoRefused):
        await load_demo(empty, today)


def test_numbers_have_a_valid_form_and_are_all_different() -> None:
    people = demo_people()
    assert len({person.id_number for person in people}) == len(people) >= 40
    for person in people:
        digits = [int(sign) for sign in person.id_number[:17]]
        check = (12 - sum(d * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11) % 11
        assert person.id_number[17] == ("X" if check == 10 else str(check))
        assert person.phone.startswith("1380000")
        assert person.card_number.endswith(person.card_tail)


def test_two_people_share_a_name_and_every_summary_is_short() -> None:
    names = [person.name for person in demo_people()]
    assert len(names) - len(set(names)) == 1
    assert all(0 < len(person.summary) <= 30 for person in demo_people())
