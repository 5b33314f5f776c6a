"""What members want of people goes out to the centre's systems: each once, in order, and nothing of danger."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.told_tickets import ToldTicket
from bot.members.outbox import ClaimsOutbox
from bot.records.conversation.ticket_tellings import find_tellings
from bot.workers.wish_loop import WishRounds
from claims.changes import change_phone
from claims.demo import find_demo_member
from claims.personal_data import erase_member
from claims.values import MemberId
from testing.claims_files import HASH_KEY
from testing.house import House, build_house
from testing.outbox_acts import read_outbox
from vocabulary.tickets import TicketDesk, TicketReason

INTEREST = Handoff(TicketReason.INTEREST, TicketDesk.ENROLMENT, "想让单位参加住院津贴：我们厂也想参加")


@pytest.fixture
async def house(tmp_path: Path, demo_file: Path, encryption_key: str) -> AsyncIterator[House]:
    shutil.copy(demo_file, tmp_path / "claims.db")
    sealing, hashing = SecretStr(encryption_key), SecretStr(HASH_KEY)
    async with build_house(tmp_path, claims_encryption_key=sealing, claims_hash_key=hashing) as built:
        yield built


@pytest.fixture
async def member(house: House) -> MemberId:
    found = await find_demo_member(house.parts.base.claims, "wang_fang")
    assert found
    return found


def rounds(house: House) -> WishRounds:
    return WishRounds(house.database, ClaimsOutbox(house.parts.base.claims, house.clock))


async def link(house: House, member: MemberId, visitor: str = "v1") -> None:
    opened = await house.parts.conversation.history.open(visitor)
    await house.parts.members.identity.link_directly(opened, member, "tests")


async def want(house: House, words: str, handoff: Handoff, visitor: str = "v1") -> int:
    """Says something that calls a person; the ticket."""
    house.engine.turns[words] = Turn((Spoken(Reply("记下了。")),), person=handoff)
    await house.chat(words, visitor)
    return int((await house.rows("SELECT max(id) FROM tickets"))[0][0])


async def told(house: House) -> list[tuple[str, dict[str, Any]]]:
    """What is in the outbox, in order."""
    await rounds(house).go_round()
    assert await house.rows("SELECT count(*) FROM ticket_tellings") == [(0,)]
    return [(one.event, dict(one.data)) for one in await read_outbox(house.parts.base.claims)]


async def test_a_wish_what_is_added_and_its_end_go_out_in_order(house: House, member: MemberId) -> None:
    await link(house, member)
    ticket = await want(house, "我们厂也想参加", INTEREST)
    left = {
        "ticket": ticket,
        "reason": "interest",
        "desk": "enrolment",
        "about": INTEREST.about,
        "opened_at": house.clock().isoformat().replace("+00:00", "Z"),
    }
    assert await told(house) == [("wish.left", left)]
    await want(house, "我们厂也想参加", INTEREST)
    assert len(await told(house)) == 1, "the same again is no news"
    await want(house, "太慢了", Handoff(TicketReason.DISPUTE, TicketDesk.CLAIMS, "LP2026-0031187"))
    _, (event, more) = await told(house)
    assert (event, more["ticket"], more["reason"], more["desk"]) == ("wish.left", ticket, "dispute", "claims")
    assert all(words in more["about"] for words in (INTEREST.about, "LP2026-0031187", "另有：想办业务"))
    await house.take(ticket)
    await house.resolve(ticket)
    *_, closed = await told(house)
    assert closed == ("wish.closed", {"ticket": ticket, "outcome": "resolved", "staff_name": "小陈"})


async def test_what_was_wished_before_the_proof_is_told_with_it(house: House, member: MemberId) -> None:
    ticket = await want(house, "我们厂也想参加", INTEREST)
    assert await told(house) == []
    await link(house, member)
    ((event, data),) = await told(house)
    assert (event, data["ticket"], data["about"]) == ("wish.left", ticket, INTEREST.about)


@pytest.mark.parametrize("reason", [TicketReason.CRISIS, TicketReason.UNCLEAR, TicketReason.OUTAGE])
async def test_danger_and_what_the_bot_could_not_do_stay_here(
    house: House, member: MemberId, reason: TicketReason
) -> None:
    await link(house, member)
    await want(house, "听不懂", Handoff(reason))
    assert await told(house) == []


async def test_a_wish_that_became_an_alarm_meanwhile_is_told_as_it_was(
    house: House, member: MemberId
) -> None:
    await link(house, member)
    ticket = await want(house, "我们厂也想参加", INTEREST)
    await want(house, "我不想活了", Handoff(TicketReason.CRISIS))
    ((event, data),) = await told(house)
    assert (event, data["reason"]) == ("wish.left", "interest")
    await house.take(ticket)
    await house.resolve(ticket)
    assert [event for event, _ in await told(house)] == ["wish.left", "wish.closed"]


@dataclass
class Falling:
    """An outbox that takes everything in, and falls over before anybody hears of it."""

    outbox: ClaimsOutbox

    async def take_in(self, wishes: list[ToldTicket]) -> None:
        await self.outbox.take_in(wishes)
        raise ConnectionError


async def test_killed_between_the_two_databases_nothing_is_lost_and_nothing_comes_twice(
    house: House, member: MemberId
) -> None:
    await link(house, member)
    await want(house, "我们厂也想参加", INTEREST)
    claims = house.parts.base.claims
    with pytest.raises(ConnectionError):
        await WishRounds(house.database, Falling(ClaimsOutbox(claims, house.clock))).go_round()  # type: ignore[arg-type]
    assert await house.rows("SELECT count(*) FROM ticket_tellings") == [(1,)]
    await change_phone(claims, member, "13900000042", house.clock())
    await want(house, "太慢了", Handoff(TicketReason.COMPLAINT, about="等了一个月"))
    assert [event for event, _ in await told(house)] == ["wish.left", "phone.changed", "wish.left"]
    assert [one.sequence for one in await read_outbox(claims)] == [1, 2, 3]


async def test_a_ticket_that_is_rolled_back_leaves_nothing(house: House, member: MemberId) -> None:
    await link(house, member)
    opened = await house.parts.conversation.history.open("v1")
    async with house.database.begin() as session:
        await house.parts.conversation.handoffs.open(session, opened, INTEREST)
        assert await find_tellings(session, 9)
        await session.rollback()
    assert await told(house) == []


async def test_whoever_is_erased_leaves_no_words_on_their_way(house: House, member: MemberId) -> None:
    await link(house, member)
    await want(house, "我们厂也想参加", INTEREST)
    assert (await told(house))[0][1]["about"]
    await erase_member(house.parts.base.claims, member, house.clock())
    ((_, data),) = await told(house)
    assert (data["about"], data["reason"]) == ("", "interest")
