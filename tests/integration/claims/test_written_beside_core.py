"""What members write beside a core system, before the core knows it: found again, by number, and never told twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pydantic import BaseModel
from sqlalchemy import func, select

from claims.access import (
    access_claim,
    access_claims,
    access_masked_names,
    access_papers,
    access_profile,
    access_relief_applications,
)
from claims.changes import (
    ClaimFiling,
    NewPaper,
    ReliefFiling,
    ask_card_change,
    change_phone,
    confirm_card_change,
    file_claim,
    keep_draft,
    receive_paper,
    submit_relief,
)
from claims.database import ClaimsDatabase
from claims.errors import SourceUnavailable, UnknownClaim
from claims.identity import prove_member
from claims.source.core import messages
from claims.states import ClaimState
from claims.tables import ClaimRow, CoreMemberRow, MemberRow
from testing.core_messages import write_claim
from testing.core_system import CoreSystem
from tests.integration.claims.worlds import NOW, PEOPLE, World

FALL = ClaimFiling(
    plan_code="accident",
    kind="accident",
    cause="下楼摔了一跤",
    date_of_loss=date(2026, 3, 10),
    place="单位门口",
    amount=Decimal("800.00"),
    told="三月十号下楼摔的",
)
FLOOD = ReliefFiling(
    kind="disaster",
    cause="家里被淹",
    happened_on=date(2026, 3, 15),
    whose="self",
    self_paid=None,
    compensation=None,
    unit="大兴某厂",
    district="大兴",
    phone="13800000001",
    told="家里被淹了",
    is_urgent=False,
)
CARD = "6200000000000099999"


@pytest.fixture
def world(core_world: World) -> World:
    return core_world


@pytest.fixture
def claims(world: World) -> ClaimsDatabase:
    assert world.own
    return world.own


@pytest.fixture
def system(world: World) -> CoreSystem:
    assert world.system
    return world.system


async def count(claims: ClaimsDatabase, table: type) -> int:
    async with claims.begin() as session:
        return int(await session.scalar(select(func.count()).select_from(table)) or 0)


async def test_a_member_has_a_row_here_from_the_first_proof_on(world: World, claims: ClaimsDatabase) -> None:
    assert await count(claims, MemberRow) == 0
    first = await world.find("wang_fang")
    assert await world.find("wang_fang") == first
    assert (await count(claims, MemberRow), await count(claims, CoreMemberRow)) == (1, 1)
    assert (await access_masked_names(claims, [first]))[first].district == "大兴"
    await keep_draft(claims, first, "file_claim", {"plan": "accident"}, NOW)


async def test_a_wrong_try_makes_no_row(world: World, claims: ClaimsDatabase) -> None:
    person = PEOPLE["wang_fang"]
    assert await world.source.find(person.name, person.id_number, "0000") is None
    assert await count(claims, MemberRow) == 0


async def test_who_was_fed_in_before_keeps_their_number(world: World, claims: ClaimsDatabase) -> None:
    member = await world.find("wang_fang")
    async with claims.begin() as session:
        await session.delete(await session.get_one(CoreMemberRow, member))
    assert await access_claims(claims, member) == ()
    assert await world.find("wang_fang") == member
    assert len(await access_claims(claims, member)) == 1


async def test_numbers_that_were_fed_in_before_prove_nobody_any_more(
    world: World, claims: ClaimsDatabase
) -> None:
    member, person = await world.find("wang_fang"), PEOPLE["wang_fang"]
    async with claims.begin() as session:
        await session.delete(await session.get_one(CoreMemberRow, member))
        row = await session.get_one(MemberRow, member)
        row.card_number_sealed = claims.sealer.seal(CARD)
        row.phone_sealed = claims.sealer.seal("13912345678")
    await world.find("wang_fang")
    assert not await prove_member(claims, member, person.id_number, CARD)
    assert not await prove_member(claims, member, person.id_number, "13912345678")
    assert await prove_member(claims, member, person.id_number, person.card_number)


async def test_a_claim_filed_here_is_found_before_the_core_knows_it(
    world: World, claims: ClaimsDatabase
) -> None:
    member, other = await world.find("wang_fang"), await world.find("li_qiang")
    (of_core,) = await access_claims(claims, member)
    filed = await file_claim(claims, member, FALL, NOW)
    assert await access_claims(claims, member) == (filed, of_core)
    assert await access_claim(claims, member, filed.number) == filed
    assert await access_claim(claims, other, filed.number) is None


@pytest.mark.parametrize("own_number", [None, "HX2026-77"])
async def test_once_the_core_knows_it_it_is_told_once_and_as_the_core_says(
    world: World, claims: ClaimsDatabase, system: CoreSystem, own_number: str | None
) -> None:
    """By the number that the member was told, though the core may have one of its own."""
    member = await world.find("wang_fang")
    filed = await file_claim(claims, member, FALL, NOW)
    steps = write_claim(filed).timeline
    known = write_claim(filed).model_copy(
        update={
            "number": own_number or filed.number,
            "filed_as": filed.number if own_number else None,
            "state": ClaimState.FIRST_REVIEW,
            "timeline": (*steps, messages.StepMessage(state=ClaimState.FIRST_REVIEW, on=NOW.date())),
        }
    )

    def add(answer: BaseModel) -> BaseModel:
        if not isinstance(answer, messages.ClaimsAnswer):
            return answer
        return answer.model_copy(update={"claims": (*answer.claims, known)})

    system.alter = add
    told = [one for one in await access_claims(claims, member) if one.plan_code == FALL.plan_code]
    assert [(one.number, one.state) for one in told] == [(filed.number, ClaimState.FIRST_REVIEW)]
    assert await access_claim(claims, member, own_number or filed.number) == told[0]


async def test_filing_does_not_wait_for_the_core(
    world: World, claims: ClaimsDatabase, system: CoreSystem
) -> None:
    member = await world.find("wang_fang")
    system.fault = "failing"
    system.asked.clear()
    assert (await file_claim(claims, member, FALL, NOW)).state is ClaimState.REGISTERED
    assert (await submit_relief(claims, member, FLOOD, NOW)).cause == FLOOD.cause
    await change_phone(claims, member, "13912345678", NOW)
    assert system.asked == []


async def test_an_application_submitted_here_is_found_before_the_core_knows_it(
    world: World, claims: ClaimsDatabase
) -> None:
    member = await world.find("wang_fang")
    submitted = await submit_relief(claims, member, FLOOD, NOW)
    assert submitted in await access_relief_applications(claims, member)


async def test_a_paper_for_the_cores_claim_is_kept_and_not_asked_for_again(
    world: World, claims: ClaimsDatabase
) -> None:
    member = await world.find("li_qiang")
    (before,) = await access_claims(claims, member)
    kind = before.missing_documents[0].kind
    paper = NewPaper(before.number, kind, "image/jpeg", b"a picture")
    await receive_paper(claims, member, paper, NOW)
    (after,) = await access_claims(claims, member)
    assert {one.kind for one in before.missing_documents} - {one.kind for one in after.missing_documents} == {
        kind
    }
    assert (after.state, after.timeline) == (before.state, before.timeline)
    assert [one.claim_number for one in await access_papers(claims, member)] == [before.number]
    again = replace(paper, content=b"another picture")
    await receive_paper(claims, member, again, NOW)
    assert await count(claims, ClaimRow) == 1


async def test_the_copy_that_papers_hang_on_is_no_claim_of_its_own(
    world: World, claims: ClaimsDatabase, system: CoreSystem
) -> None:
    member = await world.find("li_qiang")
    (claim,) = await access_claims(claims, member)
    paper = NewPaper(claim.number, claim.missing_documents[0].kind, "image/jpeg", b"a picture")
    await receive_paper(claims, member, paper, NOW)
    system.alter = lambda answer: answer.model_copy(update={"claims": ()})
    assert await access_claims(claims, member) == ()


async def test_how_the_claim_stands_is_for_the_core_to_say(world: World, claims: ClaimsDatabase) -> None:
    """Though nothing is missing any more: no notice goes out of a step that the core never took."""
    member = await world.find("li_qiang")
    (before,) = await access_claims(claims, member)
    for document in before.missing_documents:
        paper = NewPaper(before.number, document.kind, "image/jpeg", document.kind.encode())
        await receive_paper(claims, member, paper, NOW)
    (after,) = await access_claims(claims, member)
    assert (after.state, after.missing_documents) == (before.state, ())
    async with claims.begin() as session:
        assert await session.scalar(select(ClaimRow.state)) == before.state


async def test_a_paper_for_a_claim_filed_here_does_not_wait_for_the_core(
    world: World, claims: ClaimsDatabase, system: CoreSystem
) -> None:
    member = await world.find("wang_fang")
    filed, system.fault = await file_claim(claims, member, FALL, NOW), "failing"
    paper = NewPaper(filed.number, filed.missing_documents[0].kind, "image/jpeg", b"a picture")
    assert (await receive_paper(claims, member, paper, NOW)).claim_number == filed.number
    with pytest.raises(SourceUnavailable):
        await receive_paper(claims, member, replace(paper, claim_number="LP2025-7"), NOW)


async def test_no_paper_for_a_claim_of_somebody_else(world: World, claims: ClaimsDatabase) -> None:
    member, other = await world.find("li_qiang"), await world.find("wang_fang")
    (claim,) = await access_claims(claims, member)
    with pytest.raises(UnknownClaim):
        await receive_paper(claims, other, NewPaper(claim.number, None, "image/jpeg", b"x"), NOW)


async def test_a_phone_changed_here_counts_until_the_core_has_it(
    world: World, claims: ClaimsDatabase
) -> None:
    member, person = await world.find("wang_fang"), PEOPLE["wang_fang"]
    await change_phone(claims, member, "13912345678", NOW)
    assert (await access_profile(claims, member)).masked_phone == "139****5678"
    assert await prove_member(claims, member, person.id_number, "13912345678")
    assert not await prove_member(claims, member, PEOPLE["li_qiang"].id_number, "13912345678")


async def test_a_new_card_counts_once_it_is_in_force(world: World, claims: ClaimsDatabase) -> None:
    member = await world.find("wang_fang")
    change = await ask_card_change(claims, member, CARD, NOW)
    assert change
    assert (await access_profile(claims, member)).card_tail == "8001"
    await confirm_card_change(claims, member, change.id, "staff", NOW + timedelta(hours=1))
    assert (await access_profile(claims, member)).card_tail == CARD[-4:]


async def test_what_the_row_here_lacks_proves_nobody(world: World, claims: ClaimsDatabase) -> None:
    member, person = await world.find("wang_fang"), PEOPLE["wang_fang"]
    for guess in ("", person.card_tail, "0000"):
        assert not await prove_member(claims, member, person.id_number, guess)


async def test_a_core_that_names_another_person_links_nobody(
    world: World, claims: ClaimsDatabase, system: CoreSystem
) -> None:
    person = PEOPLE["wang_fang"]

    def swap(answer: BaseModel) -> BaseModel:
        if not isinstance(answer, messages.ProfileAnswer):
            return answer
        return answer.model_copy(update={"profile": answer.profile.model_copy(update={"name": "李强"})})

    system.alter = swap
    with pytest.raises(SourceUnavailable, match="core_foreign_answer"):
        await world.source.find(person.name, person.id_number, person.card_tail)
    assert await count(claims, MemberRow) == 0
