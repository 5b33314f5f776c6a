"""The outbox and receivers of every kind over real HTTP: nothing is taken for delivered that is not."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.kernel.members.outgoing import MOST_TRIES, Mishap
from bot.kernel.members.webhook_signature import make_secret, read_secrets
from bot.members.outbox import ClaimsOutbox
from bot.members.webhook import Webhook
from claims.changes import change_phone, file_claim
from claims.database import ClaimsDatabase
from testing.fakes import FakeClock
from testing.outbox_acts import FILING
from testing.outbox_delivery import PEOPLE, change_phones, deliver_to, find_person
from testing.receiver import SECRET, CentreReceiver, is_signed, run_receiver

BAD_MANNERS = {
    "slow": Mishap.TIMEOUT,
    "fault": Mishap.SERVER_FAULT,
    "busy": Mishap.BUSY,
    "refusing": Mishap.REFUSED,
    "redirecting": Mishap.REDIRECTED,
    "empty": Mishap.NOT_CONFIRMED,
    "huge": Mishap.NOT_CONFIRMED,
    "lying": Mishap.NOT_CONFIRMED,
    "garbage": Mishap.NOT_CONFIRMED,
    "hanging_up": Mishap.NO_CONNECTION,
}


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


async def test_whatever_the_receiver_is_like_nothing_is_taken_for_delivered(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    for round_number, (manner, mishap) in enumerate(BAD_MANNERS.items()):
        await change_phones(claims, clock, times=2, start=2 * round_number)
        async with run_receiver(manner) as receiver:
            patience = 0.3 if manner == "slow" else 60
            async with deliver_to(receiver, outbox, patience=patience) as rounds:
                await rounds.go_round()
            assert {one.reason for one in await outbox.find_stuck(1)} == {mishap}, manner
            assert {path for path, *_ in receiver.calls} == {"/changes"}, "nobody follows a redirect"
            assert receiver.taken == {}
            assert (await outbox.find_standing()).waiting == 6
            receiver.manner = "honest"
            receiver.held.set()
            clock.advance(minutes=1)
            async with deliver_to(receiver, outbox) as rounds:
                await rounds.go_round()
            assert len(receiver.taken) == 6, manner
        assert await outbox.find_stuck(1) == []


async def test_nobody_there_is_a_mishap_like_others(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    await change_phones(claims, clock, times=1)
    async with deliver_to(CentreReceiver(url="http://127.0.0.1:9/changes"), outbox) as rounds:
        await rounds.go_round()
    assert {one.reason for one in await outbox.find_stuck(1)} == {Mishap.NO_CONNECTION}


async def test_one_members_change_that_is_refused_keeps_only_their_own_waiting_and_is_parked_at_last(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    receiver.manner = "refusing"
    first = await find_person(claims, PEOPLE[0].key)
    await file_claim(claims, first, FILING, clock())
    await change_phone(claims, first, "13900000000", clock())
    async with deliver_to(receiver, outbox) as rounds:
        for _ in range(MOST_TRIES[Mishap.REFUSED] + 3):
            await rounds.go_round()
            clock.advance(hours=1)
        assert len(receiver.calls) == MOST_TRIES[Mishap.REFUSED]
        (stuck,) = await outbox.find_stuck(1)
        assert (stuck.event, stuck.waiting, stuck.reason) == ("claim.filed", 2, "refused")
        assert stuck.parked_at
        assert PEOPLE[0].name not in stuck.name
        receiver.manner = "honest"
        await change_phone(claims, await find_person(claims, PEOPLE[1].key), "13900000001", clock())
        await rounds.go_round()
        assert [one["event"] for one in receiver.taken.values()] == ["phone.changed"]
        assert await outbox.retry(stuck.key)
        await rounds.go_round()
    told = [one["event"] for one in receiver.taken.values()]
    assert told == ["phone.changed", "claim.filed", "phone.changed"]
    assert not await outbox.retry(stuck.key), "it waits no more"


async def test_a_receiver_that_is_away_is_asked_by_one_change_less_and_less_often(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    receiver.manner = "fault"
    await change_phones(claims, clock)
    async with deliver_to(receiver, outbox) as rounds:
        for _ in range(100):
            await rounds.go_round()
        assert len(receiver.calls) == 1, "then it is left alone"
        for _ in range(180):
            clock.advance(seconds=20)
            await rounds.go_round()
        assert 10 < len(receiver.calls) < 80
        receiver.manner = "honest"
        clock.advance(seconds=61)
        await rounds.go_round()
    assert len(receiver.taken) == 9, "back again, nothing waits for a pause that was meant for the outage"


async def test_a_secret_is_changed_without_a_gap(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=1)
    fresh = make_secret()
    async with deliver_to(receiver, outbox, f"{fresh},{SECRET}") as rounds:
        await rounds.go_round()
    assert len(receiver.taken) == 3
    _, headers, body = receiver.calls[0]
    named = {name.lower(): value for name, value in headers.items()}
    assert is_signed(named, body, fresh)
    assert not is_signed(named, body, make_secret())
    assert abs(int(named["webhook-timestamp"]) - clock().timestamp()) < 1


async def test_a_member_who_is_removed_is_told_of_all_the_same(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox, receiver: CentreReceiver
) -> None:
    await change_phones(claims, clock, times=1)
    async with claims.begin() as session:
        await session.execute(
            text("DELETE FROM members WHERE id = :id"), {"id": await find_person(claims, PEOPLE[0].key)}
        )
    async with deliver_to(receiver, outbox) as rounds:
        await rounds.go_round()
    assert PEOPLE[0].id_number in {one["member"]["id_number"] for one in receiver.taken.values()}


async def test_nothing_personal_shows_in_what_is_printed(
    claims: ClaimsDatabase, clock: FakeClock, outbox: ClaimsOutbox
) -> None:
    await change_phones(claims, clock, times=1)
    (parcel, *_) = await outbox.find_waiting(0, 1)
    webhook = Webhook("https://core.example", read_secrets(SECRET), clock)
    await webhook.close()
    printed = repr([parcel, replace(parcel, key="other"), webhook])
    assert PEOPLE[0].id_number not in printed
    assert "a secret of the tests" not in printed
