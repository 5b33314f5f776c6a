"""Staff see a new payout card that waits; who made sure lets it count, with a reason that is written down."""

from datetime import datetime, timedelta

import pytest

from bot.kernel.members.membership import WaitingCard
from testing.house import House
from tests.bot.conversation.pages import link, said
from tests.bot.desk.acting import get, post, refusal

MADE_SURE = "回电核对了本人和新卡"


async def wait_for_eyes(house: House) -> int:
    """A linked member with a new card that waits; the ticket."""
    await link(house)
    at: datetime = house.clock() + timedelta(days=1)
    house.members.waiting_card = WaitingCard(4, "9999", at)
    return await house.open_ticket()


async def test_staff_see_the_card_that_waits_and_from_when_it_counts(house: House) -> None:
    ticket = await wait_for_eyes(house)
    shown = (await get(house, f"tickets/{ticket}/facts"))["identity"]
    assert shown["card"] == "尾号 8001"
    assert shown["waiting_card"]["tail"] == "9999"
    assert shown["waiting_card"]["effective_at"].startswith("2026-11-24")


@pytest.mark.parametrize(("act", "words"), [("confirm", "从现在起打款走新卡"), ("stop", "停下来了")])
async def test_who_made_sure_decides_and_the_member_is_told(house: House, act: str, words: str) -> None:
    ticket = await wait_for_eyes(house)
    body = {"change": 4, "act": act, "reason": MADE_SURE}
    assert (await post(house, f"tickets/{ticket}/card", body)).status_code == 200
    assert house.members.decided == [(act, "staff:chen")]
    assert words in (await said(house))[-1]
    written = await house.rows(f"SELECT actor, words FROM audit WHERE act = '{act}_card'")  # noqa: S608
    assert written == [("staff:chen", MADE_SURE)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"change": 4, "act": "confirm", "reason": " "}, "no_reason"),
        ({"change": 5, "act": "confirm", "reason": MADE_SURE}, "no_card_change"),
        ({"change": 4, "act": "pay", "reason": MADE_SURE}, "invalid_fields"),
        ({"change": 10**30, "act": "stop", "reason": MADE_SURE}, "invalid_fields"),
    ],
)
async def test_nothing_happens_without_a_reason_or_to_another_card(
    house: House, body: dict[str, object], code: str
) -> None:
    ticket = await wait_for_eyes(house)
    assert refusal(await post(house, f"tickets/{ticket}/card", body)) == code
    assert house.members.decided == []


async def test_whoever_keeps_the_accounts_decides_no_card(house: House) -> None:
    ticket = await wait_for_eyes(house)
    body = {"change": 4, "act": "confirm", "reason": MADE_SURE}
    assert (await post(house, f"tickets/{ticket}/card", body, "admin")).status_code == 403
