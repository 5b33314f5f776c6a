"""What is left half filled in: sealed, the member's own, and gone after seven days."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from claims.changes import KEPT_DAYS, access_draft, access_drafts, drop_draft, keep_draft
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member, load_demo
from claims.errors import UnknownMember
from claims.values import MemberId
from vocabulary.beijing import BEIJING

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
KEPT = timedelta(days=KEPT_DAYS)
CONTENT = {"cause": "阑尾炎住院", "place": "某三级医院"}


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, "wang_fang")
    assert found
    return found


async def count(claims: ClaimsDatabase) -> int:
    async with claims.begin() as session:
        return int(await session.scalar(text("SELECT count(*) FROM drafts")) or 0)


async def test_a_draft_comes_back_as_it_was_kept(claims: ClaimsDatabase, member: MemberId) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    assert await access_draft(claims, member, "claim", NOW) == CONTENT
    assert await access_draft(claims, member, "relief", NOW) is None


async def test_a_draft_is_sealed(claims: ClaimsDatabase, member: MemberId) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    async with claims.begin() as session:
        stored = str((await session.execute(text("SELECT * FROM drafts"))).one())
    assert not any(word in stored for word in ("阑尾炎", "某三级医院", "\\u", "cause"))


async def test_the_newer_draft_takes_the_place_of_the_older(claims: ClaimsDatabase, member: MemberId) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    await keep_draft(claims, member, "claim", {"cause": "骨折"}, NOW + timedelta(hours=20))
    assert await access_draft(claims, member, "claim", NOW + timedelta(hours=30)) == {"cause": "骨折"}
    assert await count(claims) == 1


async def test_a_draft_is_gone_after_seven_days(claims: ClaimsDatabase, member: MemberId) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    assert await access_draft(claims, member, "claim", NOW + KEPT - timedelta(seconds=1)) == CONTENT
    assert await access_draft(claims, member, "claim", NOW + KEPT) is None
    assert await count(claims) == 0


async def test_drafts_are_listed_last_kept_first_without_those_that_are_over(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    for hours, flow in enumerate(("claim", "relief", "visit")):
        await keep_draft(claims, member, flow, CONTENT, NOW + timedelta(hours=hours))
    assert await access_drafts(claims, member, NOW + timedelta(hours=3)) == ("visit", "relief", "claim")
    assert await access_drafts(claims, member, NOW + KEPT) == ("visit", "relief")
    assert await count(claims) == 2


async def test_a_dropped_draft_is_gone_and_dropping_none_is_no_error(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    await keep_draft(claims, member, "relief", CONTENT, NOW)
    for _ in range(2):
        await drop_draft(claims, member, "claim")
    assert await access_drafts(claims, member, NOW) == ("relief",)


async def test_drafts_of_others_are_neither_seen_nor_touched(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    other = await find_demo_member(claims, "li_qiang")
    assert other
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    assert await access_draft(claims, other, "claim", NOW + KEPT) is None
    assert await access_drafts(claims, other, NOW + KEPT) == ()
    await drop_draft(claims, other, "claim")
    assert await access_draft(claims, member, "claim", NOW) == CONTENT
    with pytest.raises(UnknownMember):
        await keep_draft(claims, MemberId(0), "claim", CONTENT, NOW)


async def test_loading_the_demo_again_clears_drafts(
    claims: ClaimsDatabase, member: MemberId, today: date
) -> None:
    await keep_draft(claims, member, "claim", CONTENT, NOW)
    await load_demo(claims, today)
    assert await access_drafts(claims, member, NOW) == ()
