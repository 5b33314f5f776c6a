"""What a member files becomes a record with a number, once, and with their words sealed."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from claims.access import access_claims, access_relief_applications
from claims.changes import ClaimFiling, ReliefFiling, file_claim, submit_relief
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.states import ClaimState, ReliefStep
from claims.values import MemberId
from vocabulary.beijing import BEIJING

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
FILING = ClaimFiling(
    "hospital_cash",
    "hospital_stay",
    "阑尾炎住院",
    date(2026, 3, 1),
    "某三级医院",
    Decimal(8500),
    "我住院了，花了八千五",
)
RELIEF = ReliefFiling(
    "disaster", "家里着火", date(2026, 3, 10), "household", Decimal(30000), Decimal(0), "某清洁公司", "大兴",
    "13800000001", "夜里着火，什么都没了", is_urgent=True,
)  # fmt: skip


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, "wang_fang")
    assert found
    return found


async def test_a_filed_claim_is_registered_with_a_number_of_its_own(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    before = {claim.number for claim in await access_claims(claims, member)}
    claim = await file_claim(claims, member, FILING, NOW)
    assert claim.number not in before
    assert claim.number.startswith("LP2026-")
    assert claim.state is ClaimState.REGISTERED
    assert "诊断证明" in [paper.label for paper in claim.missing_documents]


async def test_the_same_loss_filed_twice_is_one_claim(claims: ClaimsDatabase, member: MemberId) -> None:
    first, second = [await file_claim(claims, member, FILING, NOW) for _ in range(2)]
    assert first.number == second.number


async def test_relief_goes_to_its_first_step_once(claims: ClaimsDatabase, member: MemberId) -> None:
    first, second = [await submit_relief(claims, member, RELIEF, NOW) for _ in range(2)]
    assert first.number == second.number
    assert first.step is ReliefStep.SUBMITTED
    assert first in await access_relief_applications(claims, member)


async def test_the_words_and_the_telephone_are_sealed(claims: ClaimsDatabase, member: MemberId) -> None:
    await file_claim(claims, member, FILING, NOW)
    await submit_relief(claims, member, RELIEF, NOW)
    async with claims.begin() as session:
        rows = [
            *(await session.execute(text("SELECT * FROM claim_tellings"))),
            *(await session.execute(text("SELECT * FROM relief_tellings"))),
        ]
    stored = str(rows)
    assert not any(words in stored for words in ("阑尾炎", "某三级医院", "八千五", "13800000001", "夜里着火"))
