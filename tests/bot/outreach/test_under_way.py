"""What is on its way while something else happens: portions, faults of the database, a lane that is full."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot.coordination.pace import InProcessPace
from bot.errors import StaffRefusal
from bot.kernel.outreach.campaigns import Campaign, CampaignState
from bot.kernel.outreach.pacing import Lane
from bot.kernel.outreach.recipients import Taken
from bot.kernel.outreach.send_answers import SendAnswer
from bot.outreach.sending.senders import Senders, TemplateRecipientSender
from bot.outreach.sending.slots import SlotStream
from testing.outreach import WRITER, Outreach


async def remaining(outreach: Outreach, campaign_id: int) -> int | None:
    """What is left of the portion."""
    return (await outreach.drafting.find(campaign_id)).remaining


async def test_a_portion_is_not_over_while_a_part_of_it_is_on_its_way(outreach: Outreach) -> None:
    await outreach.follow(5)
    campaign_id = await outreach.start(count=2)
    campaign = await outreach.drafting.find(campaign_id)
    ledger = outreach.sending.ledger
    batch = await ledger.take(campaign, 2)
    await outreach.scheduler.run_round()
    await outreach.inline.finish()
    assert (await outreach.drafting.find(campaign_id)).state is CampaignState.RUNNING
    await ledger.settle(campaign, batch, [], batch.taken)
    assert await remaining(outreach, campaign_id) == 2
    await outreach.send(campaign_id)
    await outreach.scheduler.run_round()
    assert (await outreach.drafting.find(campaign_id)).pause_code == "portion_sent"
    assert await outreach.states(campaign_id) == {"sent": 2, "pending": 3}


async def test_what_an_earlier_portion_gives_back_is_not_added_to_the_next(outreach: Outreach) -> None:
    await outreach.follow(5)
    campaign_id = await outreach.start(count=3)
    campaign = await outreach.drafting.find(campaign_id)
    batch = await outreach.sending.ledger.take(campaign, 3)
    await outreach.launching.pause(WRITER, campaign_id)
    await outreach.launching.start(WRITER, campaign_id, 1)
    await outreach.sending.ledger.settle(campaign, batch, [], batch.taken)
    assert await remaining(outreach, campaign_id) == 1


async def test_a_repeat_counts_neither_for_the_day_nor_for_the_portion(outreach: Outreach) -> None:
    await outreach.follow(2)
    campaign_id = await outreach.start(count=1)
    await outreach.send(campaign_id)
    await outreach.execute("UPDATE recipients SET state = 'sending', message_id = '' WHERE state = 'sent'")
    outreach.clock.advance(seconds=31)
    await outreach.scheduler.run_round()
    await outreach.inline.finish()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 1, "pending": 1}
    assert await outreach.rows("SELECT used FROM sending_days") == [(1,)]


class FailingSender(TemplateRecipientSender):
    """The database is away for the first of them, after WeChat took it."""

    async def send(self, campaign: Campaign, taken: Taken) -> SendAnswer:
        """As ever, and then it fails."""
        answer = await super().send(campaign, taken)
        if taken.member_id == 1:
            raise OperationalError("UPDATE", {}, Exception("gone"))
        return answer


async def test_a_fault_leaves_one_in_doubt_and_settles_all_others(outreach: Outreach) -> None:
    await outreach.follow(5)
    campaign_id = await outreach.start()
    senders = outreach.sending.senders
    failing = Senders(FailingSender(senders.template.sender), senders.text)
    with pytest.raises(OperationalError):
        await replace(outreach.sending, senders=failing).work(campaign_id, 30)
    assert await outreach.states(campaign_id) == {"sending": 1, "sent": 4}
    outreach.clock.advance(seconds=31)
    await outreach.scheduler.run_round()
    await outreach.inline.finish()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 5}
    assert len(outreach.wechat.templates.messages) == 5


async def test_who_cannot_be_sent_to_in_time_is_given_back_at_once() -> None:
    pace = InProcessPace(10)
    await pace.reserve(Lane.OUTREACH, 400)
    slots = SlotStream(pace, Lane.OUTREACH, 10)
    async with asyncio.timeout(1):
        assert not await slots.wait(5)
        assert not await slots.wait(5)


async def test_three_months_later_nothing_is_retried_with_holes_in_it(outreach: Outreach) -> None:
    await outreach.follow(1)
    outreach.wechat.faults.refuse(43117, "/cgi-bin/message/template/send")
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    await outreach.scheduler.run_round()
    outreach.clock.advance(days=91)
    await outreach.scheduler.forget()
    with pytest.raises(StaffRefusal) as refused:
        await outreach.launching.retry_failed(WRITER, campaign_id, [43117], None)
    assert refused.value.reason == "values_forgotten"


async def test_a_start_that_was_put_off_at_the_last_moment_does_not_happen(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.approve()
    await outreach.launching.schedule(WRITER, campaign_id, outreach.clock.now.replace(hour=3))
    await outreach.launching.schedule(WRITER, campaign_id, None)
    outreach.clock.advance(hours=2)
    assert await outreach.scheduler.run_round() == 0
    assert (await outreach.drafting.find(campaign_id)).state is CampaignState.APPROVED
