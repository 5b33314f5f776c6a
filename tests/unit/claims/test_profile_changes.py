"""A member's phone: changed in one form only, sealed, and noted without telling them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from claims.access import access_profile
from claims.changes import change_phone
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member, load_demo
from claims.errors import UnknownMember, WrongPhone
from claims.values import MemberId

PHONE = "13912345678"
NOW = datetime(2026, 3, 18, 2, tzinfo=UTC)
PERSON = next(person for person in demo_people() if person.key == "wang_fang")


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, PERSON.key)
    assert found
    return found


async def notes(claims: ClaimsDatabase) -> list[dict[str, Any]]:
    async with claims.begin() as session:
        rows = await session.execute(text("SELECT * FROM profile_changes"))
        return [dict(row) for row in rows.mappings()]


@pytest.mark.parametrize(
    "typed",
    [
        PHONE,
        "139 1234 5678",
        " 139-1234-5678 ",
        "１３９１２３４５６７８",
        "+8613912345678",
        "\u202d139 1234 5678\u202c",
        "139\u00a01234\u200b5678",
    ],
)
async def test_a_new_phone_is_shown_masked_and_noted(
    claims: ClaimsDatabase, member: MemberId, typed: str, today: date
) -> None:
    profile = await change_phone(claims, member, typed, NOW)
    assert profile == await access_profile(claims, member)
    assert (profile.masked_phone, profile.updated_at.date()) == ("139****5678", today)
    (note,) = await notes(claims)
    assert (note["member_id"], note["field"], str(note["changed_on"])) == (member, "phone", str(today))
    assert (note["masked_old"], note["masked_new"]) == ("138****0001", "139****5678")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1391234567",
        "139123456789",
        "23912345678",
        "1391234567x",
        "12912345678",
        "010-63012345",
        "4006501234",
    ],
)
async def test_a_phone_of_another_form_is_refused(
    claims: ClaimsDatabase, member: MemberId, typed: str
) -> None:
    with pytest.raises(WrongPhone) as refused:
        await change_phone(claims, member, typed, NOW)
    assert not typed or typed not in str(refused.value)
    assert (await access_profile(claims, member)).masked_phone == "138****0001"
    assert await notes(claims) == []


async def test_the_same_again_is_no_change(claims: ClaimsDatabase, member: MemberId) -> None:
    await change_phone(claims, member, PERSON.phone, NOW)
    assert await notes(claims) == []


async def test_new_numbers_are_nowhere_in_clear(claims: ClaimsDatabase, member: MemberId) -> None:
    await change_phone(claims, member, PHONE, NOW)
    async with claims.begin() as session:
        stored = str([*(await session.execute(text("SELECT * FROM members"))), await notes(claims)])
    assert PHONE not in stored


async def test_only_the_member_asked_for_changes(claims: ClaimsDatabase, member: MemberId) -> None:
    other = await find_demo_member(claims, "li_qiang")
    assert other
    before = await access_profile(claims, other)
    await change_phone(claims, member, PHONE, NOW)
    assert await access_profile(claims, other) == before
    with pytest.raises(UnknownMember):
        await change_phone(claims, MemberId(0), PHONE, NOW)


async def test_loading_the_demo_again_brings_the_old_numbers_back(
    claims: ClaimsDatabase, member: MemberId, today: date
) -> None:
    before = await access_profile(claims, member)
    await change_phone(claims, member, PHONE, NOW)
    await load_demo(claims, today)
    assert await access_profile(claims, member) == before
    assert await notes(claims) == []
