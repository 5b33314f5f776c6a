"""Papers, details and drafts in either database, also where several requests come at once."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from claims.access import access_claims, access_paper_content, access_papers, access_profile
from claims.changes import (
    NewPaper,
    access_draft,
    access_drafts,
    ask_card_change,
    assign_paper,
    change_phone,
    find_card_change,
    keep_draft,
    receive_paper,
)
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member, load_demo
from claims.errors import TooManyPapers, UnknownClaim, UnknownPaper
from claims.states import ClaimState
from claims.tables import DraftRow, PaperRow, ProfileChangeRow
from claims.values import MemberId
from vocabulary.beijing import BEIJING

pytestmark = pytest.mark.postgres

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
PICTURE = NewPaper(None, None, "image/jpeg", b"\xff\xd8the picture\x00of a diagnosis")


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, "li_qiang")
    assert found
    return found


async def test_a_paper_sent_several_times_at_once_is_kept_once_and_sealed(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    papers = await asyncio.gather(*(receive_paper(claims, member, PICTURE, NOW) for _ in range(5)))
    assert set(papers) == set(await access_papers(claims, member))
    assert len(set(papers)) == 1
    assert await access_paper_content(claims, member, papers[0].id) == PICTURE.content
    async with claims.begin() as session:
        stored = await session.scalar(text("SELECT content_sealed FROM papers"))
    assert b"diagnosis" not in bytes(stored)


async def test_the_last_papers_sent_at_once_move_the_claim_once(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    (before,) = await access_claims(claims, member)
    papers = [
        NewPaper(before.number, document.kind, "image/jpeg", document.kind.encode())
        for document in before.missing_documents
    ]
    await asyncio.gather(*(receive_paper(claims, member, paper, NOW) for paper in papers * 2))
    (after,) = await access_claims(claims, member)
    assert (after.state, after.missing_documents) == (ClaimState.FIRST_REVIEW, ())
    assert len(after.timeline) == len(before.timeline) + 1


async def test_no_more_than_forty_papers_a_day_also_at_once(claims: ClaimsDatabase, member: MemberId) -> None:
    papers = [NewPaper(None, None, "image/jpeg", f"paper {count}".encode()) for count in range(44)]
    for paper in papers[:37]:
        await receive_paper(claims, member, paper, NOW)
    tries = (receive_paper(claims, member, paper, NOW) for paper in papers[37:])
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, TooManyPapers) for result in results) == 4
    assert len(await access_papers(claims, member)) == 40
    assert await receive_paper(claims, member, papers[-1], NOW + timedelta(days=1))


async def test_papers_and_claims_of_others_are_out_of_reach(claims: ClaimsDatabase, member: MemberId) -> None:
    other = await find_demo_member(claims, "wang_fang")
    assert other
    (claim,) = await access_claims(claims, member)
    mine, theirs = [await receive_paper(claims, one, PICTURE, NOW) for one in (member, other)]
    with pytest.raises(UnknownClaim):
        await assign_paper(claims, other, theirs.id, claim.number, "accident_proof", NOW)
    with pytest.raises(UnknownPaper):
        await assign_paper(claims, member, theirs.id, claim.number, "accident_proof", NOW)
    assigned = await assign_paper(claims, member, mine.id, claim.number, "accident_proof", NOW)
    assert await access_papers(claims, member, claim.number) == (assigned,)
    assert await access_papers(claims, other, claim.number) == ()


async def test_drafts_kept_at_once_leave_one_which_ends_after_seven_days(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    drafts = [{"cause": f"第{count}次"} for count in range(5)]
    await asyncio.gather(*(keep_draft(claims, member, "claim", draft, NOW) for draft in drafts))
    assert await access_draft(claims, member, "claim", NOW) in drafts
    assert await access_drafts(claims, member, NOW) == ("claim",)
    assert await access_draft(claims, member, "claim", NOW + timedelta(days=7)) is None


async def test_details_changed_at_once_are_noted_once_and_the_demo_brings_them_back(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    before, today = await access_profile(claims, member), NOW.date()
    await asyncio.gather(*(change_phone(claims, member, "139 1234 5678", NOW) for _ in range(4)))
    asked = await asyncio.gather(
        *(ask_card_change(claims, member, "6200 0012 3456 7890", NOW) for _ in range(4))
    )
    assert len(set(asked)) == 1
    assert (await access_profile(claims, member)).masked_phone == "139****5678"
    await keep_draft(claims, member, "claim", {}, NOW)
    async with claims.begin() as session:
        noted = await session.scalars(text("SELECT field FROM profile_changes ORDER BY id"))
        assert list(noted) == ["phone", "payout_card"]
    await load_demo(claims, today)
    assert await access_profile(claims, member) == before
    assert await access_drafts(claims, member, NOW) == ()
    assert await find_card_change(claims, member) is None


async def test_a_member_who_is_removed_leaves_nothing_behind(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    await receive_paper(claims, member, PICTURE, NOW)
    await change_phone(claims, member, "13912345678", NOW)
    await keep_draft(claims, member, "claim", {"cause": "骨折"}, NOW)
    async with claims.begin() as session:
        await session.execute(text("DELETE FROM members WHERE id = :id"), {"id": member})
        for table in (PaperRow, ProfileChangeRow, DraftRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 0, table
