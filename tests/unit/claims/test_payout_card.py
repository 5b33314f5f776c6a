"""A new payout card waits a day or for a second pair of eyes; until then money goes to the old one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from claims.access import access_profile
from claims.changes import (
    ask_card_change,
    change_phone,
    confirm_card_change,
    find_card_change,
    put_cards_in_force,
    stop_card_change,
)
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.errors import NoCardChange, UnknownMember, WrongCard
from claims.identity import find_member, prove_member
from claims.values import MemberId

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CARD = "6200001234567890"
PERSON = next(person for person in demo_people() if person.key == "wang_fang")


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    found = await find_demo_member(claims, PERSON.key)
    assert found
    return found


async def rows(claims: ClaimsDatabase, query: str) -> list[Any]:
    async with claims.begin() as session:
        return [tuple(row) for row in await session.execute(text(query))]


@pytest.mark.parametrize(
    "typed",
    [CARD, "6200 0012 3456 7890", "6200-0012-3456-7890", f"{CARD}123", "６２００００１２３４５６７８９０"],
)
async def test_a_new_card_waits_a_day_and_is_noted(
    claims: ClaimsDatabase, member: MemberId, typed: str
) -> None:
    change = await ask_card_change(claims, member, typed, NOW)
    assert change
    assert change.effective_at == NOW + DAY
    assert (await access_profile(claims, member)).card_tail == PERSON.card_tail
    assert await put_cards_in_force(claims, NOW + DAY - timedelta(seconds=1)) == 0
    assert await put_cards_in_force(claims, NOW + DAY) == 1
    assert (await access_profile(claims, member)).card_tail == change.card_tail
    assert await find_card_change(claims, member) is None
    assert await rows(claims, "SELECT field, masked_old, masked_new FROM profile_changes") == [
        ("payout_card", f"****{PERSON.card_tail}", f"****{change.card_tail}")
    ]


@pytest.mark.parametrize("typed", ["", "620000123456789", f"{CARD}1234", "62000012345678xx"])
async def test_a_card_of_another_form_is_refused(
    claims: ClaimsDatabase, member: MemberId, typed: str
) -> None:
    with pytest.raises(WrongCard):
        await ask_card_change(claims, member, typed, NOW)
    assert await rows(claims, "SELECT * FROM card_changes") == []


async def test_somebody_who_made_sure_puts_it_in_force_at_once(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    change = await ask_card_change(claims, member, CARD, NOW)
    assert change
    await confirm_card_change(claims, member, change.id, "staff:chen", NOW + timedelta(hours=1))
    assert await find_member(claims, PERSON.name, PERSON.id_number, CARD[-4:]) == member
    assert await rows(claims, "SELECT state, decided_by FROM card_changes") == [("in_force", "staff:chen")]
    with pytest.raises(NoCardChange):
        await stop_card_change(claims, member, change.id, "member", NOW)


async def test_a_stopped_card_never_counts(claims: ClaimsDatabase, member: MemberId) -> None:
    change = await ask_card_change(claims, member, CARD, NOW)
    assert change
    await stop_card_change(claims, member, change.id, "member", NOW)
    assert await put_cards_in_force(claims, NOW + 2 * DAY) == 0
    assert (await access_profile(claims, member)).card_tail == PERSON.card_tail
    with pytest.raises(NoCardChange):
        await confirm_card_change(claims, member, change.id, "staff:chen", NOW)


async def test_another_card_takes_the_place_of_the_one_that_waits_and_its_day_begins_anew(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    first = await ask_card_change(claims, member, CARD, NOW)
    again = await ask_card_change(claims, member, CARD, NOW + timedelta(hours=1))
    assert again == first
    other = await ask_card_change(claims, member, f"{CARD}1", NOW + timedelta(hours=2))
    assert other
    assert await put_cards_in_force(claims, NOW + DAY) == 0
    assert await find_card_change(claims, member) == other


async def test_the_card_on_record_is_no_change_and_stops_what_waits(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    assert await ask_card_change(claims, member, PERSON.card_number, NOW) is None
    await ask_card_change(claims, member, CARD, NOW)
    assert await ask_card_change(claims, member, PERSON.card_number, NOW) is None
    assert await find_card_change(claims, member) is None


async def test_one_members_change_is_no_others(claims: ClaimsDatabase, member: MemberId) -> None:
    other = await find_demo_member(claims, "li_qiang")
    assert other
    change = await ask_card_change(claims, member, CARD, NOW)
    assert change
    with pytest.raises(NoCardChange):
        await stop_card_change(claims, other, change.id, "member", NOW)
    with pytest.raises(UnknownMember):
        await ask_card_change(claims, MemberId(0), CARD, NOW)


async def test_the_new_number_is_nowhere_in_clear(claims: ClaimsDatabase, member: MemberId) -> None:
    await ask_card_change(claims, member, CARD, NOW)
    stored = str(
        [await rows(claims, f"SELECT * FROM {table}") for table in ("card_changes", "profile_changes")]  # noqa: S608
    )
    assert CARD not in stored


@pytest.mark.parametrize(
    ("id_number", "known", "fits"),
    [
        (PERSON.id_number, PERSON.phone, True),
        (PERSON.id_number.lower(), f"{PERSON.phone[:3]} {PERSON.phone[3:7]} {PERSON.phone[7:]}", True),
        (PERSON.id_number, PERSON.card_number, True),
        (PERSON.id_number, PERSON.card_tail, False),
        (PERSON.id_number, PERSON.phone[-4:], False),
        (PERSON.id_number, "", False),
        ("110000199001010099", PERSON.phone, False),
        ("", PERSON.card_number, False),
    ],
)
async def test_a_member_is_proven_by_what_is_never_shown(
    claims: ClaimsDatabase, member: MemberId, id_number: str, known: str, fits: bool
) -> None:
    assert await prove_member(claims, member, id_number, known) is fits


async def test_a_phone_that_may_be_new_proves_nothing_and_an_empty_one_neither(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    await change_phone(claims, member, "13912345678", NOW)
    assert not await prove_member(claims, member, PERSON.id_number, "13912345678", phones=False)
    assert await prove_member(claims, member, PERSON.id_number, PERSON.card_number, phones=False)
    async with claims.begin() as session:
        empty = {"empty": claims.sealer.seal(""), "id": member}
        await session.execute(
            text("UPDATE members SET phone_sealed = :empty, card_number_sealed = :empty WHERE id = :id"),
            empty,
        )
    assert not await prove_member(claims, member, PERSON.id_number, "")
