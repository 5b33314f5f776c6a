"""What a member can see: their own, whole, and as it stands on the day."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from claims.access import (
    access_activity_sign_ups,
    access_appointments,
    access_claim,
    access_claims,
    access_enrolments,
    access_payments,
    access_profile,
    access_relief_application,
    access_relief_applications,
    find_open_activities,
)
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.errors import UnknownMember
from claims.states import ClaimState, ReliefStep
from claims.values import MemberId


async def member(claims: ClaimsDatabase, key: str) -> MemberId:
    found = await find_demo_member(claims, key)
    assert found is not None
    return found


async def test_a_profile_is_masked(claims: ClaimsDatabase) -> None:
    profile = await access_profile(claims, await member(claims, "wang_fang"))
    assert (profile.name, profile.district, profile.township) == ("王芳", "大兴", "黄村镇")
    assert re.fullmatch(r"110\*{11}\d{3}[\dX]", profile.masked_id_number)
    assert (profile.masked_phone, profile.card_tail) == ("138****0001", "8001")


async def test_a_stale_member_id_fails_by_name(empty: ClaimsDatabase) -> None:
    with pytest.raises(UnknownMember):
        await access_profile(empty, MemberId(1))


async def test_another_members_claim_is_as_good_as_none(claims: ClaimsDatabase) -> None:
    wang_fang, li_qiang = await member(claims, "wang_fang"), await member(claims, "li_qiang")
    (own,) = await access_claims(claims, wang_fang)
    assert await access_claim(claims, wang_fang, own.number.lower()) == own
    assert await access_claim(claims, li_qiang, own.number) is None
    assert await access_claim(claims, wang_fang, "LP2026-9999999") is None


async def test_another_members_relief_application_is_as_good_as_none(claims: ClaimsDatabase) -> None:
    bai_yang, li_qiang = await member(claims, "bai_yang"), await member(claims, "li_qiang")
    (own,) = await access_relief_applications(claims, bai_yang)
    assert await access_relief_application(claims, bai_yang, own.number) == own
    assert await access_relief_application(claims, li_qiang, own.number) is None
    assert await access_relief_applications(claims, li_qiang) == ()


async def test_claims_come_newest_first_and_steps_oldest_first(claims: ClaimsDatabase) -> None:
    found = await access_claims(claims, await member(claims, "feng_xue"))
    assert len(found) == 5
    assert [claim.filed_on for claim in found] == sorted((claim.filed_on for claim in found), reverse=True)
    for claim in found:
        assert [step.on for step in claim.timeline] == sorted(step.on for step in claim.timeline)
        assert (claim.timeline[-1].state, claim.timeline[-1].on) == (claim.state, claim.state_since)


async def test_missing_papers_are_named(claims: ClaimsDatabase) -> None:
    (claim,) = await access_claims(claims, await member(claims, "li_qiang"))
    assert claim.state is ClaimState.DOCUMENTS_REQUESTED
    assert {paper.label for paper in claim.missing_documents} == {"诊断证明", "单位事故证明"}
    assert len(claim.documents) == 3


async def test_a_payment_says_what_it_was_for(claims: ClaimsDatabase) -> None:
    (payment,) = await access_payments(claims, await member(claims, "zhang_wei"))
    (claim,) = await access_claims(claims, await member(claims, "zhang_wei"))
    assert (payment.amount, payment.state, payment.claim_number) == (Decimal("326.00"), "paid", claim.number)
    assert payment.plan_name.startswith("暖·互助")
    assert claim.payments == (payment,)


async def test_a_returned_payment_stays_beside_the_one_that_replaced_it(claims: ClaimsDatabase) -> None:
    again, first = await access_payments(claims, await member(claims, "tang_lin"))
    assert (again.state, again.return_reason) == ("paid", None)
    assert (first.state, first.return_reason) == ("returned", "收款卡号有误")
    assert again.paid_on > first.paid_on


async def test_a_denied_claim_says_why(claims: ClaimsDatabase) -> None:
    (claim,) = await access_claims(claims, await member(claims, "zhou_jie"))
    assert claim.state is ClaimState.DENIED
    assert claim.denial_reason
    assert claim.approved_amount is None


@pytest.mark.parametrize(
    ("days", "standing"), [(-365, "upcoming"), (-364, "valid"), (0, "valid"), (1, "expired")]
)
async def test_cover_stands_from_its_first_to_its_last_day(
    claims: ClaimsDatabase, today: date, days: int, standing: str
) -> None:
    kong_jun = await member(claims, "kong_jun")
    enrolments = await access_enrolments(claims, kong_jun, today + timedelta(days=days))
    (accident,) = [enrolment for enrolment in enrolments if enrolment.plan_code == "accident"]
    assert (accident.standing, accident.tier) == (standing, "四档")


async def test_cover_that_has_ended_keeps_the_terms_of_its_time(claims: ClaimsDatabase, today: date) -> None:
    enrolments = await access_enrolments(claims, await member(claims, "peng_na"), today)
    womens = [found for found in enrolments if found.plan_code == "womens_specified_disease"]
    limits = [found.version.benefits[0].amount for found in womens if found.version]
    assert [found.standing for found in womens] == ["valid", "expired"]
    assert limits == [Decimal(15000), Decimal(10000)]


async def test_relief_shows_each_review_it_went_through(claims: ClaimsDatabase) -> None:
    (application,) = await access_relief_applications(claims, await member(claims, "hou_jun"))
    assert application.step is ReliefStep.PAID
    assert application.approved_amount == Decimal("20000.00")
    assert [entry.step for entry in application.timeline][:4] == list(ReliefStep)[:4]


async def test_appointments_and_sign_ups_are_the_members_own(claims: ClaimsDatabase) -> None:
    yan_rui, lei_dan = await member(claims, "yan_rui"), await member(claims, "lei_dan")
    appointments = await access_appointments(claims, yan_rui)
    assert [visit.state for visit in appointments] == ["booked", "kept", "cancelled"]
    assert appointments[0].starts_at.hour == 10
    assert [visit.state for visit in await access_appointments(claims, lei_dan)] == ["missed"]
    sign_ups = await access_activity_sign_ups(claims, yan_rui)
    assert [one.state for one in sign_ups] == ["signed_up", "signed_up", "attended"]


async def test_open_activities_count_the_seats_left(claims: ClaimsDatabase, today: date) -> None:
    seats = {found.code: found.seats_left for found in await find_open_activities(claims, today)}
    assert seats == {"DEMO-A1": 39, "DEMO-A2": 0, "DEMO-A3": 30}
    later = await find_open_activities(claims, today + timedelta(days=6))
    assert "DEMO-A1" not in {found.code for found in later}


async def test_five_claims_take_no_more_queries_than_one(claims: ClaimsDatabase) -> None:
    queries: list[str] = []
    event.listen(claims.engine.sync_engine, "before_cursor_execute", lambda *said: queries.append(said[2]))
    counts = []
    for key in ("tang_lin", "feng_xue"):
        owner = await member(claims, key)
        queries.clear()
        await access_claims(claims, owner)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
