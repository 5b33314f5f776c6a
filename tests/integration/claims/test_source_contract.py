"""What every source of members' records must do, whichever system stands behind it."""

import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from claims.database import open_claims_database
from claims.demo import demo_people
from claims.errors import UnknownMember
from claims.source.recorded.source import RecordedSource
from claims.states import ClaimState, ReliefStep
from claims.values import MemberId
from testing.claims_files import HASH_KEY
from tests.integration.claims.worlds import PEOPLE, TODAY, World, load, somebody_else

NOBODY = MemberId(999_999)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres), "http"])
async def world(
    request: pytest.FixtureRequest,
    demo_file: Path,
    encryption_key: str,
    tmp_path: Path,
    open_core: Callable[[], AbstractAsyncContextManager[World]],
) -> AsyncIterator[World]:
    """Our own database of either kind; or one that knows nobody, before a core system that does."""
    if request.param == "http":
        async with open_core() as world:
            yield world
        return
    if request.param == "postgres":
        database = await load(request.getfixturevalue("postgres_url"))
    else:
        database = open_claims_database(
            f"sqlite+aiosqlite:///{shutil.copy(demo_file, tmp_path)}", encryption_key, HASH_KEY
        )
    yield World(RecordedSource(database), database)
    await database.close()


class TestProfiles:
    async def test_a_member_sees_themselves_masked(self, world: World) -> None:
        profile = await world.source.find_profile(await world.find("wang_fang"))
        assert (profile.name, profile.district, profile.township) == ("王芳", "大兴", "黄村镇")
        assert re.fullmatch(r"110\*{11}\d{3}[\dX]", profile.masked_id_number)
        assert (profile.masked_phone, profile.card_tail) == ("138****0001", "8001")
        assert profile.union_name

    async def test_a_profile_is_of_the_member_asked_for(self, world: World) -> None:
        member = await world.find("li_qiang")
        assert (await world.source.find_profile(member)).member == member

    async def test_a_moment_has_its_zone(self, world: World) -> None:
        profile = await world.source.find_profile(await world.find("wang_fang"))
        assert profile.updated_at.utcoffset() == timedelta(hours=8)


class TestWhoIsUnknown:
    async def test_nobody_has_no_profile(self, world: World) -> None:
        with pytest.raises(UnknownMember):
            await world.source.find_profile(NOBODY)

    async def test_nobody_has_no_records(self, world: World) -> None:
        assert await _find_all(world, NOBODY) == [(), (), (), ()]

    async def test_who_was_removed_meanwhile_has_none_any_more(self, world: World) -> None:
        member = await world.find("wang_fang")
        number = (await world.source.find_claims(member))[0].number
        await world.remove("wang_fang")
        assert await _find_all(world, member) == [(), (), (), ()]
        assert await world.source.find_claim(member, number) is None
        with pytest.raises(UnknownMember):
            await world.source.find_profile(member)
        with pytest.raises(UnknownMember):
            await world.source.reveal(member, "phone")
        person = PEOPLE["wang_fang"]
        assert not await world.source.prove(member, person.id_number, person.card_number, phones=True)
        assert await world.source.find(person.name, person.id_number, person.card_tail) is None


class TestClaims:
    async def test_they_come_newest_first_and_their_steps_oldest_first(self, world: World) -> None:
        found = await world.source.find_claims(await world.find("feng_xue"))
        assert len(found) == 5
        days = [claim.filed_on for claim in found]
        assert days == sorted(days, reverse=True)
        for claim in found:
            assert [step.on for step in claim.timeline] == sorted(step.on for step in claim.timeline)
            assert (claim.timeline[-1].state, claim.timeline[-1].on) == (claim.state, claim.state_since)
            assert type(claim.filed_on) is type(claim.date_of_loss) is date
            assert type(claim.updated_at) is datetime

    async def test_one_is_found_by_its_number_as_people_type_it(self, world: World) -> None:
        member = await world.find("wang_fang")
        (own,) = await world.source.find_claims(member)
        assert await world.source.find_claim(member, f" {own.number.lower()} ") == own

    async def test_somebody_elses_is_as_good_as_none(self, world: World) -> None:
        member, other = await world.find("wang_fang"), await world.find("li_qiang")
        (own,) = await world.source.find_claims(member)
        assert await world.source.find_claim(other, own.number) is None
        assert own.number not in {one.number for one in await world.source.find_claims(other)}
        assert await world.source.find_claim(member, "LP2026-9999999") is None

    async def test_missing_papers_are_named(self, world: World) -> None:
        (claim,) = await world.source.find_claims(await world.find("li_qiang"))
        assert claim.state is ClaimState.DOCUMENTS_REQUESTED
        assert {paper.label for paper in claim.missing_documents} == {"诊断证明", "单位事故证明"}
        assert len(claim.documents) == 3

    async def test_a_denied_one_says_why_and_has_no_sum(self, world: World) -> None:
        (claim,) = await world.source.find_claims(await world.find("zhou_jie"))
        assert claim.state is ClaimState.DENIED
        assert claim.denial_reason
        assert claim.approved_amount is None


class TestPayments:
    async def test_a_payment_says_what_it_was_for_to_the_fen(self, world: World) -> None:
        member = await world.find("zhang_wei")
        (payment,) = await world.source.find_payments(member)
        (claim,) = await world.source.find_claims(member)
        assert (payment.amount, payment.state, payment.claim_number) == (
            Decimal("326.00"),
            "paid",
            claim.number,
        )
        assert isinstance(payment.amount, Decimal)
        assert isinstance(claim.approved_amount, Decimal)
        assert payment.plan_name == claim.plan_name
        assert claim.payments == (payment,)

    async def test_one_that_came_back_stays_beside_the_one_that_replaced_it(self, world: World) -> None:
        again, first = await world.source.find_payments(await world.find("tang_lin"))
        assert (again.state, again.return_reason) == ("paid", None)
        assert (first.state, first.return_reason) == ("returned", "收款卡号有误")
        assert again.paid_on > first.paid_on


class TestEnrolments:
    @pytest.mark.parametrize(
        ("days", "standing"), [(-365, "upcoming"), (-364, "valid"), (0, "valid"), (1, "expired")]
    )
    async def test_cover_stands_from_its_first_to_its_last_day(
        self, world: World, days: int, standing: str
    ) -> None:
        member = await world.find("kong_jun")
        found = await world.source.find_enrolments(member, TODAY + timedelta(days=days))
        (accident,) = [one for one in found if one.plan_code == "accident"]
        assert (accident.standing, accident.tier, accident.units) == (standing, "四档", 1)
        begins = [one.effective_date for one in found]
        assert begins == sorted(begins, reverse=True)

    async def test_cover_that_has_ended_keeps_the_terms_of_its_time(self, world: World) -> None:
        found = await world.source.find_enrolments(await world.find("peng_na"), TODAY)
        womens = [one for one in found if one.plan_code == "womens_specified_disease"]
        limits = [one.version.benefits[0].amount for one in womens if one.version]
        assert [one.standing for one in womens] == ["valid", "expired"]
        assert limits == [Decimal(15000), Decimal(10000)]


class TestRelief:
    async def test_an_application_shows_each_review_it_went_through(self, world: World) -> None:
        (application,) = await world.source.find_relief_applications(await world.find("hou_jun"))
        assert application.step is ReliefStep.PAID
        assert application.approved_amount == Decimal("20000.00")
        assert [entry.step for entry in application.timeline][:4] == list(ReliefStep)[:4]

    async def test_somebody_elses_is_as_good_as_none(self, world: World) -> None:
        member, other = await world.find("bai_yang"), await world.find("li_qiang")
        (own,) = await world.source.find_relief_applications(member)
        assert await world.source.find_relief_application(member, own.number.lower()) == own
        assert await world.source.find_relief_application(other, own.number) is None
        assert await world.source.find_relief_applications(other) == ()


class TestIdentity:
    async def test_whoever_is_found_again_is_the_same(self, world: World) -> None:
        assert await world.find("wang_fang") == await world.find("wang_fang")
        assert await world.find("wang_fang") != await world.find("wang_fang_other")

    @pytest.mark.parametrize("wrong", ["name", "id_number", "card_tail"])
    async def test_all_three_must_fit(self, world: World, wrong: str) -> None:
        person, other = PEOPLE["wang_fang"], somebody_else("wang_fang")
        typed = {part: getattr(person, part) for part in ("name", "id_number", "card_tail")}
        typed[wrong] = getattr(other, wrong)
        assert await world.source.find(**typed) is None

    @pytest.mark.parametrize(
        ("known", "phones", "fits"),
        [
            ("card_number", True, True),
            ("card_number", False, True),
            ("phone", True, True),
            ("phone", False, False),
            ("card_tail", True, False),
            ("nothing", True, False),
        ],
    )
    async def test_one_number_that_is_never_shown_whole_proves_a_member(
        self, world: World, known: str, phones: bool, fits: bool
    ) -> None:
        person, member = PEOPLE["wang_fang"], await world.find("wang_fang")
        typed = getattr(person, known, "")
        assert await world.source.prove(member, person.id_number, typed, phones=phones) is fits
        other = somebody_else("wang_fang")
        assert not await world.source.prove(member, other.id_number, typed, phones=phones)

    async def test_staff_with_a_reason_see_a_detail_in_clear(self, world: World) -> None:
        person, member = PEOPLE["wang_fang"], await world.find("wang_fang")
        assert await world.source.reveal(member, "name") == person.name
        assert await world.source.reveal(member, "id_number") == person.id_number
        assert await world.source.reveal(member, "phone") == person.phone
        assert await world.source.reveal(member, "card") == person.card_number


async def test_everybody_is_told_the_same_as_by_the_records(world: World) -> None:
    """Field by field, but for the number that each way gives its members."""
    recorded = World(RecordedSource(world.behind), world.behind)
    for person in demo_people():
        asked = await _find_all(world, await world.find(person.key))
        assert asked == await _find_all(recorded, await recorded.find(person.key))


async def _find_all(world: World, member: MemberId) -> list[tuple[object, ...]]:
    source = world.source
    return [
        await source.find_enrolments(member, TODAY),
        await source.find_claims(member),
        await source.find_payments(member),
        await source.find_relief_applications(member),
    ]
