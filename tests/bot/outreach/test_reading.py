"""What staff read before and after: whom else it reaches, when it goes out, and a draft that says the same."""

from datetime import date

import pytest

from bot.errors import StaffRefusal
from bot.kernel.outreach.audience_filter import AudienceFilter, describe_filter
from bot.kernel.outreach.campaigns import CampaignState, RecipientState, SkipReason
from bot.kernel.outreach.recipients import WantedLines
from testing.outreach import CONTENT, SECOND, WRITER, Outreach

SEND = "/cgi-bin/message/template/send"


async def test_whoever_is_still_to_get_another_campaign_is_counted_beside_its_name(
    outreach: Outreach,
) -> None:
    await outreach.follow(3)
    first = await outreach.approve()
    second = await outreach.drafting.find(await outreach.submit())
    assert await outreach.reading.find_shared(second) == [("续保提醒", 3)]
    await outreach.launching.stop(WRITER, first)
    assert await outreach.reading.find_shared(second) == []


async def test_the_calendar_knows_what_went_out_and_foresees_what_is_due(outreach: Outreach) -> None:
    await outreach.follow(1)
    sent = await outreach.start()
    await outreach.send(sent)
    await outreach.scheduler.run_round()
    due = await outreach.approve()
    await outreach.launching.schedule(WRITER, due, outreach.clock.now.replace(day=25))
    await outreach.submit()
    found = await outreach.reading.find_spans(await outreach.reading.find_all())
    spans = [(one.campaign.id, one.first, one.last) for one in found]
    assert spans == [
        (due, date(2026, 11, 25), date(2026, 11, 25)),
        (sent, date(2026, 11, 23), date(2026, 11, 23)),
    ]


async def test_a_copy_says_the_same_to_nobody_yet_and_an_unwanted_draft_is_given_up(
    outreach: Outreach,
) -> None:
    await outreach.follow(1)
    sent = await outreach.start()
    await outreach.send(sent)
    copied = await outreach.drafting.find(await outreach.drafting.copy(SECOND, sent, is_for_the_missed=False))
    assert (copied.name, copied.content, copied.audience_id) == ("续保提醒（再发）", CONTENT, None)
    await outreach.launching.stop(WRITER, copied.id)
    assert (await outreach.drafting.find(copied.id)).state is CampaignState.STOPPED
    with pytest.raises(StaffRefusal):
        await outreach.drafting.edit(WRITER, copied.id, 1, "还要", CONTENT)
    with pytest.raises(StaffRefusal):
        await outreach.launching.stop(WRITER, copied.id)


async def test_a_copy_for_the_missed_leaves_out_whoever_got_the_first_one(outreach: Outreach) -> None:
    await outreach.follow(3)
    outreach.wechat.faults.refuse(43117, SEND)
    first = await outreach.start(count=2)
    await outreach.send(first)
    reached = await outreach.states(first)
    assert reached == {"sent": 1, "failed": 1, "pending": 1}
    copied = await outreach.drafting.copy(WRITER, first, is_for_the_missed=True)
    await outreach.drafting.choose_filter(WRITER, copied, 1, AudienceFilter(districts=("朝阳区",)))
    count = await outreach.drafting.count(await outreach.drafting.find(copied))
    assert count
    assert (count.reached, dict(count.left_out)) == (2, {"got_it_before": 1})
    await outreach.drafting.submit(WRITER, copied, 2)
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(copied))
    await outreach.launching.approve(SECOND, copied, seen)
    # The one that the first still had to send goes out meanwhile.
    await outreach.scheduler.run_round()
    await outreach.launching.start(WRITER, first, None)
    await outreach.send(first)
    await outreach.launching.start(WRITER, copied, None)
    await outreach.send(copied)
    assert await outreach.states(copied) == {"sent": 1, "skipped": 2}
    assert len({one.openid for one in outreach.wechat.templates.messages}) == 3
    assert len(outreach.wechat.templates.messages) == 3
    # Nor does a copy of the copy reach anybody again, nor the first one when it is tried again.
    again = await outreach.drafting.copy(WRITER, copied, is_for_the_missed=True)
    await outreach.drafting.choose_filter(WRITER, again, 1, AudienceFilter(districts=("朝阳区",)))
    count = await outreach.drafting.count(await outreach.drafting.find(again))
    assert count
    assert count.reached == 0
    await outreach.launching.retry_failed(WRITER, first, [43117], None)
    await outreach.send(first)
    assert len(outreach.wechat.templates.messages) == 3


async def test_what_is_retried_after_a_portion_goes_on_to_the_end(outreach: Outreach) -> None:
    await outreach.follow(2)
    outreach.wechat.faults.refuse(43117, SEND)
    campaign_id = await outreach.start(count=2)
    await outreach.send(campaign_id)
    await outreach.scheduler.run_round()
    await outreach.launching.retry_failed(WRITER, campaign_id, [43117], None)
    assert await outreach.scheduler.run_round() == 1
    await outreach.inline.finish()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 2}


async def test_recipients_are_found_by_why_they_got_nothing(outreach: Outreach) -> None:
    await outreach.follow(3)
    await outreach.execute("UPDATE conversations SET blocked_at = :now WHERE id = 3", now=outreach.clock())
    outreach.wechat.faults.refuse(43117, SEND)
    campaign = await outreach.drafting.find(await outreach.start())
    await outreach.send(campaign.id)
    for wanted, found in (
        (WantedLines(RecipientState.FAILED, errcode=43117), 1),
        (WantedLines(RecipientState.FAILED, errcode=43004), 0),
        (WantedLines(skip=SkipReason.BLOCKED), 1),
        (WantedLines(skip=SkipReason.OPTED_OUT), 0),
        (WantedLines(name="会员2"), 1),
        (WantedLines(), 3),
    ):
        assert len(await outreach.reading.find_lines(campaign, wanted, 0)) == found


def test_whoever_approves_reads_the_conditions_in_words() -> None:
    choices = {"plans": {"hospital_cash": "住院津贴"}, "claim_states": {"paid": "已打款"}}
    chosen = AudienceFilter(("大兴",), (), ("hospital_cash",), 30, ("paid",), True, (), "female")
    assert describe_filter(chosen, choices) == {
        "单位在": "大兴",
        "有保障": "住院津贴",
        "保障到期": "30 天内，还没续的",
        "理赔": "已打款",
        "缺材料": "还缺材料的",
        "性别": "女",
    }
