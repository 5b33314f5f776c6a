"""Two of staff at the same instant, on a real PostgreSQL: one of them is first, the other hears so, nothing is done twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk.audit_trail import AuditTrail
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role, StaffMember
from testing.house import House, build_house
from testing.outreach import SECOND, WRITER, Outreach, open_outreach
from testing.staff import CHEN
from tests.bot.desk.acting import post, refusal
from tests.bot.desk.test_corrections import ask, decide, find_accepted, mark

pytestmark = pytest.mark.postgres

THIRD = StaffMember(3, "wangbo", "王博", Role.REVIEWER)
FOURTH = StaffMember(4, "liyan", "李燕", Role.SUPERVISOR)


@pytest.fixture
async def house(postgres_url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with build_house(tmp_path, database_url=postgres_url) as built:
        yield built


@pytest.fixture
async def outreach(tmp_path: Path, postgres_url: str) -> AsyncIterator[Outreach]:
    async with open_outreach(tmp_path, database_url=postgres_url) as joined:
        yield joined


async def count_acts(house: House, act: str) -> int:
    return int((await house.rows(f"SELECT count(*) FROM audit WHERE act = '{act}'"))[0][0])  # noqa: S608


async def holds_together(house: House) -> bool:
    return (await AuditTrail(house.database).verify({})).fault is None


async def test_of_many_who_take_one_ticket_one_has_it(house: House) -> None:
    for number in range(5):
        ticket = await house.open_ticket("转人工", f"v{number}")
        people = ("chen", "zhao", "sun", "leader") * 3
        answers = await asyncio.gather(*(post(house, f"tickets/{ticket}/take", who=who) for who in people))
        assert Counter(one.status_code for one in answers) == {200: 3, 409: 9}
        winners = {who for who, one in zip(people, answers, strict=True) if one.status_code == 200}
        assert len(winners) == 1
        assert all(refusal(one) == "taken" for one in answers if one.status_code == 409)
        ((said,),) = await house.rows(
            f"SELECT count(*) FROM utterances WHERE conversation_id = {number + 1} AND text LIKE '%为您服务%'"  # noqa: S608
        )
        assert said <= 1
    assert await count_acts(house, "take_ticket") == 5
    assert await holds_together(house)


async def test_of_several_who_end_one_conversation_one_does(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket, CHEN)
    people = ("chen", "leader", "chen", "leader")
    answers = await asyncio.gather(
        *(post(house, f"tickets/{ticket}/resolve", {"way": "continue"}, who) for who in people)
    )
    assert Counter(one.status_code for one in answers)[200] == 1
    assert await count_acts(house, "close_ticket") == 1
    assert await holds_together(house)


async def test_of_several_who_pass_a_ticket_on_nobody_passes_what_is_gone(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket, CHEN)
    answers = await asyncio.gather(
        *(post(house, f"tickets/{ticket}/transfer", {"staff": to}) for to in (2, 3, 5))
    )
    assert Counter(one.status_code for one in answers)[200] == 1
    assert await count_acts(house, "pass_on_ticket") == 1


async def test_of_several_who_review_a_correction_one_decides(house: House) -> None:
    await mark(house, await ask(house))
    answers = await asyncio.gather(
        *(
            decide(house, 1, who, act, text=f"钱咋还不来{number}")
            for number, (who, act) in enumerate([("sun", "accept"), ("leader", "reject")] * 4)
        )
    )
    assert Counter(one.status_code for one in answers) == {303: 1, 409: 7}
    ((state, decided_by),) = await house.rows("SELECT state, decided_by FROM corrections")
    acts = await house.rows("SELECT act, actor FROM audit WHERE act LIKE 'correction%'")
    assert acts == [(f"correction_{state}", "staff:sun" if decided_by == 5 else "staff:leader")]
    assert len(await find_accepted(house)) == (state == "accepted")


async def test_one_answer_marked_by_one_person_at_once_is_marked_once(house: House) -> None:
    ticket = await ask(house)
    answers = await asyncio.gather(*(mark(house, ticket) for _ in range(5)))
    assert Counter(one.status_code for one in answers) == {201: 1, 409: 4}
    assert await count_acts(house, "propose_correction") == 1


async def test_of_several_who_approve_a_campaign_one_freezes_it(outreach: Outreach) -> None:
    await outreach.follow(20)
    campaign_id = await outreach.submit()
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
    people = (SECOND, THIRD, FOURTH) * 3
    done = await asyncio.gather(
        *(outreach.launching.approve(one, campaign_id, seen) for one in people), return_exceptions=True
    )
    assert [one for one in done if isinstance(one, int)] == [20]
    assert all(isinstance(one, int | StaffRefusal) for one in done)
    assert await outreach.states(campaign_id) == {"pending": 20}
    assert len(await outreach.rows("SELECT 1 FROM audit WHERE act = 'outreach_approved'")) == 1


async def test_a_campaign_is_approved_or_sent_back_and_never_both(outreach: Outreach) -> None:
    await outreach.follow(5)
    for _ in range(4):
        campaign_id = await outreach.submit()
        seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
        done = await asyncio.gather(
            outreach.launching.approve(SECOND, campaign_id, seen),
            outreach.launching.send_back(THIRD, campaign_id, "再改改"),
            return_exceptions=True,
        )
        assert sum(isinstance(one, StaffRefusal) for one in done) == 1
        ((state,),) = await outreach.rows("SELECT state FROM campaigns WHERE id = :id", id=campaign_id)
        frozen = await outreach.states(campaign_id)
        assert (state == "approved") is bool(frozen)


async def test_nobody_approves_their_own_while_a_colleague_edits(outreach: Outreach) -> None:
    await outreach.follow(3)
    campaign_id = await outreach.submit()
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
    done = await asyncio.gather(
        *(outreach.launching.approve(WRITER, campaign_id, seen) for _ in range(5)), return_exceptions=True
    )
    assert {one.reason for one in done if isinstance(one, StaffRefusal)} == {"own_campaign"}
    assert await outreach.states(campaign_id) == {}
