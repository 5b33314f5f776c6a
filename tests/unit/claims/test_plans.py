"""Terms in force on a day, and the figures that may be read from them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select, update

from claims.access import find_plan_version, find_plans
from claims.database import ClaimsDatabase
from claims.reference import load_plans
from claims.tables import BenefitRow
from claims.values import PlanVersion


async def version(claims: ClaimsDatabase, plan_code: str, on: date) -> PlanVersion:
    found = await find_plan_version(claims, plan_code, on)
    assert found is not None
    return found


async def test_the_womens_plan_is_judged_by_the_day(claims: ClaimsDatabase) -> None:
    before = await version(claims, "womens_specified_disease", date(2017, 12, 31))
    after = await version(claims, "womens_specified_disease", date(2018, 1, 1))
    assert [(one.amount, one.per) for one in before.benefits] == [(10000, "每人最高"), (None, "8种")]
    assert [(one.amount, one.per) for one in after.benefits[:2]] == [(15000, "每人最高"), (None, "12种")]
    assert "2018" in after.source


async def test_the_accident_plan_has_four_maxima_before_and_after(claims: ClaimsDatabase) -> None:
    before = await version(claims, "accident", date(2017, 6, 1))
    after = await version(claims, "accident", date(2018, 6, 1))
    assert [one.amount for one in before.benefits] == [24000, 44400, 64800, 88800]
    assert [one.amount for one in after.benefits] == [30800, 54400, 79800, 108800]
    assert [one.tier for one in after.benefits] == ["一档", "二档", "三档", "四档"]
    assert all("本系统" in one.note for one in (*before.benefits, *after.benefits))


async def test_nothing_is_known_before_the_first_version(claims: ClaimsDatabase) -> None:
    assert await find_plan_version(claims, "accident", date(2016, 12, 31)) is None
    assert await find_plan_version(claims, "no_such_plan", date(2026, 1, 1)) is None


async def test_plans_without_a_published_figure_have_none(claims: ClaimsDatabase, today: date) -> None:
    plans = {plan.plan_code: plan for plan in await find_plans(claims, today)}
    silent = {code for code, plan in plans.items() if not plan.benefits}
    assert silent == {
        "inpatient_medical",
        "critical_illness",
        "comprehensive",
        "tailored_after_school",
        "tailored_social_worker",
        "tailored_recuperation",
        "tailored_site_worker",
    }
    assert len(plans) == 12


async def test_every_figure_has_a_source_and_grade_b_waits_for_confirmation(
    claims: ClaimsDatabase, today: date
) -> None:
    benefits = [one for plan in await find_plans(claims, today) for one in plan.benefits]
    assert all(one.source and one.grade in {"seed", "A", "B"} for one in benefits)
    assert [one for one in benefits if one.grade == "B"]
    assert not [one for one in benefits if one.confirmed_by]


async def test_a_confirmation_outlives_reloading(claims: ClaimsDatabase, today: date) -> None:
    confirm = update(BenefitRow).where(BenefitRow.amount == Decimal(7200)).values(confirmed_by="业务科")
    async with claims.begin() as session:
        await session.execute(confirm)
    await load_plans(claims)
    hospital_cash = await version(claims, "hospital_cash", today)
    assert [one.confirmed_by for one in hospital_cash.benefits] == [None, "业务科"]
    async with claims.begin() as session:
        rows = list(await session.scalars(select(BenefitRow.label)))
    await load_plans(claims)
    async with claims.begin() as session:
        assert list(await session.scalars(select(BenefitRow.label))) == rows
