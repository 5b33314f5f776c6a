"""Every change that members and staff make is a row of the outbox, in the same transaction, or nothing was changed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from claims.changes import (
    ask_card_change,
    assign_paper,
    book_appointment,
    change_phone,
    file_claim,
    leave_activity,
    receive_paper,
    sign_up,
    submit_relief,
)
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.errors import SlotTaken, WrongPhone
from claims.outbox.events import EVENTS
from claims.personal_data import erase_member
from claims.values import MemberId
from testing.outbox_acts import ACTS, CARD, FILING, LATER_SLOT, NOW, PAPER, RELIEF, SLOT, read_outbox

PERSON = next(person for person in demo_people() if person.key == "wang_fang")
MODELS = {event.name: event for event in EVENTS}


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    return await find(claims, PERSON.key)


async def find(claims: ClaimsDatabase, key: str) -> MemberId:
    found = await find_demo_member(claims, key)
    assert found
    return found


@pytest.mark.parametrize("name", sorted(ACTS))
async def test_each_change_leaves_its_rows_in_order(
    claims: ClaimsDatabase, member: MemberId, name: str
) -> None:
    await ACTS[name].do(claims, member)
    rows = await read_outbox(claims)
    assert tuple(row.event for row in rows) == ACTS[name].events
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert MODELS[row.event].model_validate(row.data).model_dump(mode="json") == row.data


async def test_the_member_is_named_by_identity_number_and_only_under_the_seal(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    await change_phone(claims, member, "13912345678", NOW)
    (row,) = await read_outbox(claims)
    assert row.id_number == PERSON.id_number
    assert row.data == {"phone": "13912345678"}
    async with claims.begin() as session:
        stored = [tuple(one) for one in await session.execute(text("SELECT * FROM outbox"))]
        stored += [tuple(one) for one in await session.execute(text("SELECT * FROM outbox_lanes"))]
    assert PERSON.id_number not in str(stored)
    assert "13912345678" not in str(stored)


async def test_what_changes_nothing_leaves_nothing(claims: ClaimsDatabase, member: MemberId) -> None:
    await change_phone(claims, member, PERSON.phone, NOW)
    await ask_card_change(claims, member, PERSON.card_number, NOW)
    with pytest.raises(WrongPhone):
        await change_phone(claims, member, "1", NOW)
    assert await leave_activity(claims, member, "DEMO-A3", NOW) is None
    assert await read_outbox(claims) == []


async def test_the_same_once_more_is_told_once(claims: ClaimsDatabase, member: MemberId) -> None:
    for _ in range(2):
        claim = await file_claim(claims, member, FILING, NOW)
        await submit_relief(claims, member, RELIEF, NOW)
        await book_appointment(claims, member, SLOT, "递交材料", NOW)
        await ask_card_change(claims, member, CARD, NOW)
        await sign_up(claims, member, "DEMO-A1", NOW)
        paper = await receive_paper(claims, member, PAPER, NOW)
    told = [row.event for row in await read_outbox(claims)]
    assert told == [
        "claim.filed", "relief.submitted", "visit.booked", "card.asked", "activity.joined", "paper.received",
    ]  # fmt: skip
    kind = claim.missing_documents[0].kind
    for _ in range(2):
        await assign_paper(claims, member, paper.id, claim.number, kind, NOW)
        await receive_paper(claims, member, replace(PAPER, claim_number=claim.number, kind=kind), NOW)
    assert [row.event for row in await read_outbox(claims)] == [*told, "paper.assigned"]


async def test_a_moved_visit_is_one_given_up_and_one_booked(claims: ClaimsDatabase, member: MemberId) -> None:
    first = await book_appointment(claims, member, SLOT, "递交材料", NOW)
    second = await book_appointment(claims, member, LATER_SLOT, "递交材料", NOW, replaces=first.number)
    _, given_up, booked = await read_outbox(claims)
    assert (given_up.event, given_up.data) == ("visit.cancelled", {"visit_number": first.number})
    assert (booked.data["visit_number"], booked.data["replaces"]) == (second.number, first.number)


async def test_another_card_stops_the_one_that_waits(claims: ClaimsDatabase, member: MemberId) -> None:
    await ask_card_change(claims, member, CARD, NOW)
    await ask_card_change(claims, member, "6200009999999999", NOW)
    rows = await read_outbox(claims)
    assert [row.event for row in rows] == ["card.asked", "card.stopped", "card.asked"]
    assert CARD not in str(rows), "a card that does not count yet goes by its last digits"


async def test_whoever_waited_and_gets_the_seat_has_a_row_of_their_own(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    seated = [
        one
        for person in demo_people()
        if (await sign_up(claims, one := await find(claims, person.key), "DEMO-A2", NOW)).state == "signed_up"
    ]
    before = len(await read_outbox(claims))
    await leave_activity(claims, seated[0], "DEMO-A2", NOW + timedelta(minutes=1))
    left, given = (await read_outbox(claims))[before:]
    assert (left.event, given.event) == ("activity.left", "activity.seat_given")
    assert left.member_hash != given.member_hash


async def test_what_fails_leaves_no_row_behind(claims: ClaimsDatabase, member: MemberId) -> None:
    async with claims.begin() as session:
        await session.execute(text("UPDATE service_windows SET seats = 0"))
    with pytest.raises(SlotTaken):
        await book_appointment(claims, member, SLOT, "递交材料", NOW)
    assert await read_outbox(claims) == []


async def test_changes_at_once_have_positions_without_gaps_and_an_order_for_each_member(
    claims: ClaimsDatabase,
) -> None:
    members = [await find(claims, person.key) for person in demo_people()[:3]]
    phones = [f"139000000{number:02}" for number in range(4)]
    await asyncio.gather(*(change_phone(claims, one, phone, NOW) for one in members for phone in phones))
    rows = await read_outbox(claims)
    for one in {row.member_hash for row in rows}:
        mine = [row for row in rows if row.member_hash == one]
        assert [row.sequence for row in mine] == list(range(1, len(phones) + 1))


async def test_erased_papers_are_told(claims: ClaimsDatabase, member: MemberId) -> None:
    paper = await receive_paper(claims, member, PAPER, NOW)
    await erase_member(claims, member, NOW)
    await erase_member(claims, member, NOW)
    received, erased = await read_outbox(claims)
    assert (received.event, erased.event) == ("paper.received", "member.erased")
    assert erased.data == {"paper_ids": [paper.id]}
