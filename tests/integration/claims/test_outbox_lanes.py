"""The lanes of the outbox, on PostgreSQL and SQLite: in order, once each, kept until the receipt, one bot at a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.kernel.members.outgoing import Mishap, OutgoingLane
from bot.members.outbox import ClaimsOutbox
from claims.changes import change_phone
from claims.database import ClaimsDatabase
from claims.outbox.events import WishClosed
from claims.outbox.taking_in import ForeignChange, take_in_changes
from claims.tables import OutboxRow
from claims.values import MemberId
from testing.fakes import FakeClock
from testing.outbox_acts import NOW, read_outbox
from testing.outbox_delivery import PEOPLE, change_phones, deliver_to, find_person
from testing.receiver import CentreReceiver, run_receiver


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def outbox(claims: ClaimsDatabase, clock: FakeClock) -> ClaimsOutbox:
    return ClaimsOutbox(claims, clock)


@pytest.fixture
async def receiver() -> AsyncIterator[CentreReceiver]:
    async with run_receiver() as running:
        yield running


async def test_each_change_comes_once_signed_and_in_the_members_order(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock)
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
        await rounds.go_round()
    assert len(receiver.calls) == len(receiver.taken) == 9
    for person in PEOPLE:
        mine = [one for one in receiver.taken.values() if one["member"]["id_number"] == person.id_number]
        assert [one["member"]["sequence"] for one in mine] == [1, 2, 3]
        assert [one["data"] for one in mine] == [{"phone": f"139000000{number:02}"} for number in range(3)]
    assert (await outbox.find_standing()).waiting == 0


async def test_what_was_in_it_goes_with_the_receipt_and_the_receipt_after_ninety_days(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=1)
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
    async with claims.begin() as session:
        rows = list(await session.scalars(select(OutboxRow)))
        assert {(row.event_sealed, row.delivered_to) for row in rows} == {(None, "webhook")}
    clock.advance(days=89)
    assert await outbox.forget() == 0
    clock.advance(days=2)
    assert await outbox.forget() == 3
    await change_phones(claims, clock, times=2)
    found = await outbox.find_waiting(0, 1)
    assert json.loads(found[0].body)["member"]["sequence"] == 2, "the count goes on"


async def test_two_bots_side_by_side_send_nothing_twice(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=10)
    async with deliver_to(receiver, outbox) as one, deliver_to(receiver, outbox) as other:
        for _ in range(3):
            await asyncio.gather(one.go_round(), other.go_round())
    assert len(receiver.calls) == len(receiver.taken) == 30


async def take_all(outbox: ClaimsOutbox) -> list[OutgoingLane]:
    """Every lane that is due."""
    taken: list[OutgoingLane] = []
    while found := await outbox.take_lanes(10):
        taken += found
    return taken


async def test_a_bot_that_was_killed_leaves_its_members_to_others_after_a_while(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=1)
    assert len(await take_all(outbox)) == 3
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
        assert receiver.taken == {}
        clock.advance(seconds=21)
        await rounds.go_round()
    assert len(receiver.taken) == 3


async def test_whoever_lost_a_lane_changes_nothing_of_it(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    await change_phones(claims, clock, times=2)
    lanes = await outbox.take_lanes(1)
    parcel = await outbox.take_next(lanes[0])
    assert parcel
    clock.advance(seconds=21)
    taken = {one.id: one for one in await take_all(outbox)}
    await outbox.keep_failed(lanes[0], Mishap.REFUSED, None)
    assert await outbox.take_next(lanes[0]) is None
    await outbox.give_back(lanes[0])
    assert await outbox.take_next(taken[lanes[0].id]) == parcel
    assert await outbox.take_lanes(10) == []


async def test_a_change_while_the_last_one_is_on_its_way_is_not_left_behind(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    member = await find_person(claims, PEOPLE[0].key)
    await change_phone(claims, member, "13900000000", clock())
    (lane,) = await outbox.take_lanes(10)
    parcel = await outbox.take_next(lane)
    assert parcel
    await change_phone(claims, member, "13900000001", clock())
    await outbox.keep_delivered(lane, parcel)
    await outbox.give_back(lane)
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
    assert [one["member"]["sequence"] for one in receiver.taken.values()] == [2]


async def test_what_is_taken_in_by_hand_is_not_sent(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=2)
    page = await outbox.find_waiting(0, 3)
    rest = await outbox.find_waiting(page[-1].position, 500)
    assert [one.position for one in (*page, *rest)] == [1, 2, 3, 4, 5, 6]
    keys = [one.key for one in page]
    assert await outbox.acknowledge([*keys, "nobody's"], "key:core") == (3, ["nobody's"])
    assert await outbox.acknowledge(keys, "key:core") == (0, [])
    assert await outbox.find_waiting(0, 500) == rest
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
    assert set(receiver.taken) == {one.key for one in rest}


async def test_whoever_reads_on_while_others_write_misses_nothing(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    members = [await find_person(claims, person.key) for person in PEOPLE]
    seen: list[int] = []

    async def write(member: MemberId) -> None:
        for number in range(15):
            await change_phone(claims, member, f"139000000{number:02}", clock())

    async def read_on() -> None:
        while len(seen) < 45:
            found = await outbox.find_waiting(seen[-1] if seen else 0, 7)
            seen.extend(one.position for one in found)
            await asyncio.sleep(0)

    await asyncio.gather(read_on(), *map(write, members))
    assert seen == list(range(1, 46))


async def test_all_that_failed_is_tried_again_but_for_what_somebody_holds(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    await change_phones(claims, clock, times=1)
    for lane in await take_all(outbox):
        await outbox.keep_failed(lane, Mishap.TIMEOUT, clock() + timedelta(hours=1))
    assert await outbox.hasten([Mishap.REFUSED]) == 0
    assert await outbox.hasten([Mishap.TIMEOUT]) == 3
    for lane in await take_all(outbox):
        await outbox.keep_failed(lane, Mishap.REFUSED, None)
    assert await outbox.hasten(list(Mishap)) == 0, "what is parked waits for staff"
    assert await outbox.retry_all() == 3
    assert len(await take_all(outbox)) == 3


async def test_what_two_bots_take_over_at_once_is_there_once(claims: ClaimsDatabase) -> None:
    member = await find_person(claims, PEOPLE[0].key)
    wishes = [
        ForeignChange(f"key-{n}", member, WishClosed(ticket=n, outcome="resolved", staff_name=""), NOW)
        for n in range(20)
    ]
    gone = replace(wishes[0], key="of nobody", member=MemberId(999_999))
    taken = await asyncio.gather(*(take_in_changes(claims, [*wishes, gone]) for _ in range(4)))
    assert sum(taken) == len(wishes)
    assert [one.data["ticket"] for one in await read_outbox(claims)] == list(range(20))
