"""Papers that members send: kept once, sealed, their own, and a claim that has them all goes on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from claims.access import access_claim, access_claims, access_paper_content, access_papers
from claims.changes import NewPaper, assign_paper, receive_paper
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member, load_demo
from claims.errors import TooManyPapers, UnknownClaim, UnknownDocument, UnknownMember, UnknownPaper
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.beijing import BEIJING

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
LOOSE = NewPaper(None, None, "image/jpeg", b"the picture of a diagnosis")
DIAGNOSIS, ACCIDENT = "diagnosis_certificate", "accident_proof"


async def find(claims: ClaimsDatabase, key: str) -> MemberId:
    member = await find_demo_member(claims, key)
    assert member
    return member


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    return await find(claims, "li_qiang")


@pytest.fixture
async def waiting(claims: ClaimsDatabase, member: MemberId) -> Claim:
    """A claim that lacks the diagnosis and the proof of the accident."""
    (claim,) = await access_claims(claims, member)
    return claim


async def look(claims: ClaimsDatabase, member: MemberId, claim: Claim) -> Claim:
    found = await access_claim(claims, member, claim.number)
    assert found
    return found


async def test_a_loose_paper_is_kept_and_comes_back_as_it_was(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    paper = await receive_paper(claims, member, LOOSE, NOW)
    assert (paper.claim_number, paper.kind, paper.size, paper.received_at) == (None, None, 26, NOW)
    assert await access_papers(claims, member) == (paper,)
    assert await access_paper_content(claims, member, paper.id) == LOOSE.content


async def test_the_content_is_sealed(claims: ClaimsDatabase, member: MemberId) -> None:
    await receive_paper(claims, member, LOOSE, NOW)
    async with claims.begin() as session:
        row = (await session.execute(text("SELECT * FROM papers"))).mappings().one()
    assert LOOSE.content not in row["content_sealed"]
    assert LOOSE.content.decode() not in str(row)
    assert "picture" not in repr(LOOSE)


async def test_a_paper_in_hand_is_no_longer_missing(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    paper = replace(LOOSE, claim_number=f" {waiting.number.lower()}", kind=DIAGNOSIS)
    received = await receive_paper(claims, member, paper, NOW)
    assert (received.claim_number, received.kind) == (waiting.number, DIAGNOSIS)
    after = await look(claims, member, waiting)
    assert [document.kind for document in after.missing_documents] == [ACCIDENT]
    assert (after.state, after.timeline, after.updated_at) == (waiting.state, waiting.timeline, NOW)


async def test_a_claim_that_misses_nothing_more_goes_to_review(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    for kind in (DIAGNOSIS, ACCIDENT):
        paper = NewPaper(waiting.number, kind, "image/jpeg", kind.encode())
        await receive_paper(claims, member, paper, NOW)
    after = await look(claims, member, waiting)
    assert (after.state, after.state_since) == (ClaimState.FIRST_REVIEW, NOW.date())
    assert after.timeline[:-1] == waiting.timeline
    assert (after.timeline[-1].state, after.timeline[-1].on) == (ClaimState.FIRST_REVIEW, NOW.date())
    assert {document.received_on for document in after.documents[-2:]} == {NOW.date()}


async def test_a_paper_nobody_asked_for_moves_nothing(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    await receive_paper(claims, member, replace(LOOSE, claim_number=waiting.number, kind="home_title"), NOW)
    assert await look(claims, member, waiting) == waiting


async def test_a_claim_under_review_stays_where_it_is(claims: ClaimsDatabase) -> None:
    member = await find(claims, "chen_jing")
    (before,) = await access_claims(claims, member)
    for document in before.missing_documents:
        paper = NewPaper(before.number, document.kind, "image/jpeg", document.kind.encode())
        await receive_paper(claims, member, paper, NOW)
    after = await look(claims, member, before)
    assert before.state is not ClaimState.DOCUMENTS_REQUESTED
    assert (after.state, after.missing_documents) == (before.state, ())


async def test_the_day_a_paper_came_is_that_of_beijing(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    early = datetime.fromisoformat("2026-03-18T17:30:00+00:00")
    paper = replace(LOOSE, claim_number=waiting.number, kind=DIAGNOSIS)
    received = await receive_paper(claims, member, paper, early)
    after = await look(claims, member, waiting)
    assert received.received_at.date() == date(2026, 3, 19)
    assert date(2026, 3, 19) in {document.received_on for document in after.documents}


async def test_the_same_content_for_the_same_claim_is_the_first_paper(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    of_claim = replace(LOOSE, claim_number=waiting.number)
    loose, first = (
        await receive_paper(claims, member, LOOSE, NOW),
        await receive_paper(claims, member, of_claim, NOW),
    )
    assert loose.id != first.id
    assert await receive_paper(claims, member, LOOSE, NOW + timedelta(hours=1)) == loose
    named = await receive_paper(claims, member, replace(of_claim, kind=DIAGNOSIS), NOW + timedelta(hours=1))
    assert named == replace(first, kind=DIAGNOSIS)
    assert len(await access_papers(claims, member)) == 2
    assert await access_papers(claims, member, waiting.number) == (named,)


async def test_one_content_of_two_members_is_two_papers(claims: ClaimsDatabase, member: MemberId) -> None:
    other = await find(claims, "wang_fang")
    mine, theirs = [await receive_paper(claims, one, LOOSE, NOW) for one in (member, other)]
    assert mine.id != theirs.id
    assert await access_papers(claims, member) == (mine,)
    with pytest.raises(UnknownPaper):
        await access_paper_content(claims, member, theirs.id)


async def test_a_claim_of_somebody_else_takes_no_paper(claims: ClaimsDatabase, waiting: Claim) -> None:
    other = await find(claims, "wang_fang")
    loose = await receive_paper(claims, other, LOOSE, NOW)
    for number in (waiting.number, "LP2026-9999999"):
        with pytest.raises(UnknownClaim):
            await receive_paper(claims, other, replace(LOOSE, claim_number=number), NOW)
        with pytest.raises(UnknownClaim):
            await assign_paper(claims, other, loose.id, number, DIAGNOSIS, NOW)
        assert await access_papers(claims, other, number) == ()


async def test_a_kind_that_nobody_knows_is_refused(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    with pytest.raises(UnknownDocument):
        await receive_paper(claims, member, replace(LOOSE, claim_number=waiting.number, kind="x" * 99), NOW)
    with pytest.raises(UnknownMember):
        await receive_paper(claims, MemberId(0), LOOSE, NOW)
    assert await access_papers(claims, member) == ()


async def test_a_loose_paper_becomes_a_document_once_it_is_said_which(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    loose = await receive_paper(claims, member, LOOSE, NOW)
    assigned = await assign_paper(claims, member, loose.id, waiting.number, DIAGNOSIS, NOW)
    assert assigned == replace(loose, claim_number=waiting.number, kind=DIAGNOSIS)
    assert await assign_paper(claims, member, loose.id, waiting.number, DIAGNOSIS, NOW) == assigned
    assert await access_papers(claims, member, waiting.number) == (assigned,)
    assert [one.kind for one in (await look(claims, member, waiting)).missing_documents] == [ACCIDENT]


async def test_a_paper_that_is_one_document_cannot_become_another(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    loose = await receive_paper(claims, member, LOOSE, NOW)
    await assign_paper(claims, member, loose.id, waiting.number, DIAGNOSIS, NOW)
    for paper_id in (loose.id, loose.id + 1):
        with pytest.raises(UnknownPaper):
            await assign_paper(claims, member, paper_id, waiting.number, ACCIDENT, NOW)
    assert [one.kind for one in (await look(claims, member, waiting)).missing_documents] == [ACCIDENT]


async def test_the_paper_of_somebody_else_cannot_be_assigned(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    theirs = await receive_paper(claims, await find(claims, "wang_fang"), LOOSE, NOW)
    with pytest.raises(UnknownPaper):
        await assign_paper(claims, member, theirs.id, waiting.number, DIAGNOSIS, NOW)
    assert await look(claims, member, waiting) == waiting


async def test_a_loose_copy_of_what_the_claim_has_is_not_kept_twice(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim
) -> None:
    loose = await receive_paper(claims, member, LOOSE, NOW)
    first = await receive_paper(claims, member, replace(LOOSE, claim_number=waiting.number), NOW)
    assigned = await assign_paper(claims, member, loose.id, waiting.number, DIAGNOSIS, NOW)
    assert assigned == replace(first, kind=DIAGNOSIS)
    assert await access_papers(claims, member) == (assigned,)


async def test_a_day_takes_forty_papers_and_the_next_begins_anew(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    papers = [NewPaper(None, None, "application/pdf", f"paper {count}".encode()) for count in range(41)]
    late = NOW.replace(hour=23, minute=59)
    for paper in papers[:40]:
        await receive_paper(claims, member, paper, late)
    with pytest.raises(TooManyPapers):
        await receive_paper(claims, member, papers[40], late)
    assert await receive_paper(claims, member, papers[0], late)
    assert await receive_paper(claims, await find(claims, "wang_fang"), papers[40], late)
    assert await receive_paper(claims, member, papers[40], late + timedelta(minutes=1))


async def test_loading_the_demo_again_takes_uploads_back(
    claims: ClaimsDatabase, member: MemberId, waiting: Claim, today: date
) -> None:
    await receive_paper(claims, member, LOOSE, NOW)
    await receive_paper(claims, member, replace(LOOSE, claim_number=waiting.number, kind=DIAGNOSIS), NOW)
    await load_demo(claims, today)
    assert await access_papers(claims, member) == ()
    assert await look(claims, member, waiting) == waiting
