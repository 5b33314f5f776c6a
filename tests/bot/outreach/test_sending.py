"""Sending: each recipient once, whatever WeChat answers and whoever dies on the way."""

from dataclasses import replace

import pytest

from bot.errors import StaffRefusal
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.audience_filter import AudienceFilter
from bot.kernel.outreach.campaigns import CampaignState, SendingWay
from testing.outreach import CONTENT, SECOND, WRITER, Outreach
from wechat_sim.allowances import Cause
from wechat_sim.templates import LOCAL_TEMPLATE

SEND = "/cgi-bin/message/template/send"


async def test_each_member_gets_it_once_with_their_own_words(outreach: Outreach) -> None:
    await outreach.follow(30)
    campaign_id = await outreach.start()
    assert await outreach.send(campaign_id) == 30
    assert await outreach.states(campaign_id) == {"sent": 30}
    told = {one.openid: one.values["thing1"] for one in outreach.wechat.templates.messages}
    assert len(outreach.wechat.templates.messages) == len(told) == 30
    assert told["oFollower000007"] == "会员7，保障快到期了"
    assert await outreach.send(campaign_id) == 0
    await outreach.scheduler.run_round()
    assert (await outreach.drafting.find(campaign_id)).state is CampaignState.FINISHED


async def test_who_said_no_since_the_approval_gets_nothing(outreach: Outreach) -> None:
    await outreach.follow(3)
    campaign_id = await outreach.start()
    await outreach.execute(
        "INSERT INTO notice_choices VALUES (1, 'news', false, :now), (2, 'service', false, :now)",
        now=outreach.clock(),
    )
    await outreach.execute("UPDATE conversations SET blocked_at = :now WHERE id = 3", now=outreach.clock())
    await outreach.send(campaign_id)
    rows = await outreach.rows("SELECT member_id, state, skip_reason FROM recipients ORDER BY member_id")
    assert [tuple(row) for row in rows] == [
        (1, "skipped", "opted_out"),
        (2, "sent", ""),
        (3, "skipped", "blocked"),
    ]
    assert (await outreach.rows("SELECT used FROM sending_days"))[0][0] == 1


async def test_what_a_dead_process_had_taken_is_repeated_within_ten_minutes_only(outreach: Outreach) -> None:
    await outreach.follow(2)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    # One died after WeChat took the message, before it was noted.
    await outreach.execute("UPDATE recipients SET state = 'sending', message_id = '', sent_at = NULL")
    outreach.clock.advance(seconds=31)
    await outreach.scheduler.run_round()
    assert await outreach.states(campaign_id) == {"unknown": 2}
    await outreach.inline.finish()
    await outreach.execute("UPDATE recipients SET tried_at = :old WHERE member_id = 2", old=outreach.clock())
    await outreach.execute(
        "UPDATE recipients SET tried_at = datetime(tried_at, '-10 minutes') WHERE member_id = 2"
    )
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 1, "unknown": 1}
    assert len(outreach.wechat.templates.messages) == 2
    await outreach.scheduler.run_round()
    assert (await outreach.drafting.find(campaign_id)).state is CampaignState.FINISHED


async def test_who_says_no_after_a_try_of_unknown_outcome_is_not_said_to_have_got_nothing(
    outreach: Outreach,
) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    await outreach.execute("UPDATE recipients SET state = 'sending', message_id = '', sent_at = NULL")
    outreach.clock.advance(seconds=31)
    await outreach.scheduler.run_round()
    await outreach.inline.finish()
    await outreach.execute("UPDATE recipients SET state = 'unknown', taken_at = tried_at")
    await outreach.execute("UPDATE conversations SET blocked_at = :now", now=outreach.clock())
    outreach.clock.advance(seconds=31)
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"unknown": 1}


async def test_wechat_busy_is_waited_for_and_slowed_down_for(outreach: Outreach) -> None:
    await outreach.follow(5)
    outreach.wechat.faults.refuse(-1, SEND, times=2)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 5}


async def test_a_member_who_left_is_closed_and_not_written_to_again(outreach: Outreach) -> None:
    await outreach.follow(2)
    outreach.wechat.followers["oFollower000001"].leave()
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    rows = await outreach.rows("SELECT state, errcode FROM recipients ORDER BY member_id")
    assert [tuple(row) for row in rows] == [("failed", 43004), ("sent", 0)]
    other = await outreach.submit(replace(CONTENT, kind=NoticeKind.SERVICE))
    count = await outreach.drafting.count(await outreach.drafting.find(other))
    assert count
    assert (count.found, count.reached, dict(count.left_out)) == (2, 1, {"blocked": 1})


async def test_a_banned_interface_pauses_the_campaign_and_says_why(outreach: Outreach) -> None:
    await outreach.follow(4)
    outreach.wechat.faults.refuse(48004, SEND)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    campaign = await outreach.drafting.find(campaign_id)
    assert (campaign.state, campaign.pause_code) == (CampaignState.PAUSED, "feature_banned")
    assert "封禁" in campaign.pause_words
    states = await outreach.states(campaign_id)
    assert states["pending"] + states.get("sent", 0) == 4


async def test_the_day_is_never_exceeded_and_goes_on_tomorrow(outreach: Outreach) -> None:
    await outreach.follow(5)
    outreach.wechat.quotas.limits["/cgi-bin/message/template/send"] = 3
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    states = await outreach.states(campaign_id)
    assert states == {"sent": 3, "pending": 2}
    assert await outreach.scheduler.run_round() == 0
    outreach.clock.advance(days=1)
    assert await outreach.scheduler.run_round() == 1
    await outreach.inline.finish()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 5}


async def test_a_portion_is_sent_and_no_more_until_somebody_says_so(outreach: Outreach) -> None:
    await outreach.follow(5)
    campaign_id = await outreach.start(count=2)
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 2, "pending": 3}
    await outreach.scheduler.run_round()
    assert (await outreach.drafting.find(campaign_id)).pause_code == "portion_sent"
    await outreach.launching.start(WRITER, campaign_id, None)
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 5}


async def test_only_what_certainly_failed_is_tried_again(outreach: Outreach) -> None:
    await outreach.follow(3)
    for openid in ("oFollower000001", "oFollower000002"):
        outreach.wechat.templates.muted.add((openid, LOCAL_TEMPLATE))
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"failed": 2, "sent": 1}
    outreach.wechat.templates.muted.clear()
    assert await outreach.launching.retry_failed(WRITER, campaign_id, [43101], 1) == 1
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"failed": 1, "sent": 2}
    with pytest.raises(StaffRefusal) as refused:
        await outreach.launching.retry_failed(WRITER, campaign_id, [43004], None)
    assert refused.value.reason == "nothing_to_retry"


async def test_a_text_goes_only_into_an_open_window(outreach: Outreach) -> None:
    await outreach.follow(2)
    await outreach.execute("UPDATE conversations SET last_inbound_at = '2020-01-01' WHERE id = 2")
    outreach.wechat.followers["oFollower000001"].act(Cause.MESSAGE, outreach.clock())
    text = replace(CONTENT, way=SendingWay.SERVICE_TEXT, fields={}, template_id="", text="{姓名}，您好")
    campaign_id = await outreach.start(text)
    await outreach.send(campaign_id)
    rows = await outreach.rows("SELECT state, skip_reason FROM recipients ORDER BY member_id")
    assert [tuple(row) for row in rows] == [("sent", ""), ("skipped", "window_closed")]
    assert [one.reply.text for one in outreach.wechat.messages] == ["会员1，您好"]


async def test_stopping_leaves_nobody_waiting(outreach: Outreach) -> None:
    await outreach.follow(3)
    campaign_id = await outreach.start()
    assert await outreach.launching.stop(WRITER, campaign_id) == 3
    assert await outreach.send(campaign_id) == 0
    assert await outreach.states(campaign_id) == {"skipped": 3}
    with pytest.raises(StaffRefusal):
        await outreach.launching.start(SECOND, campaign_id, None)


async def test_what_was_on_its_way_when_it_was_stopped_does_not_wait_for_ever(outreach: Outreach) -> None:
    await outreach.follow(3)
    campaign_id = await outreach.start()
    campaign = await outreach.drafting.find(campaign_id)
    batch = await outreach.sending.ledger.take(campaign, 2)
    assert await outreach.launching.stop(WRITER, campaign_id) == 1
    await outreach.sending.ledger.settle(campaign, batch, [], batch.taken)
    assert await outreach.states(campaign_id) == {"skipped": 3}


async def test_when_the_night_begins_nothing_more_is_taken(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.start()
    outreach.clock.advance(hours=12)
    assert await outreach.send(campaign_id) == 0
    assert await outreach.states(campaign_id) == {"pending": 1}


async def test_campaigns_approved_side_by_side_keep_the_cap_together(outreach: Outreach) -> None:
    await outreach.follow(1)
    started = [await outreach.start() for _ in range(3)]
    for campaign_id in started:
        await outreach.send(campaign_id)
    rows = await outreach.rows("SELECT state, skip_reason FROM recipients ORDER BY campaign_id")
    assert [tuple(row) for row in rows] == [("sent", ""), ("sent", ""), ("skipped", "over_cap")]


async def test_what_was_said_to_each_is_forgotten_after_three_months_and_the_ledger_stays(
    outreach: Outreach,
) -> None:
    await outreach.follow(2)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    await outreach.scheduler.run_round()
    outreach.clock.advance(days=89)
    assert await outreach.scheduler.forget() == 0
    outreach.clock.advance(days=2)
    assert await outreach.scheduler.forget() == 2
    assert await outreach.states(campaign_id) == {"sent": 2}


async def test_audiences_that_nobody_has_any_more_are_forgotten(outreach: Outreach) -> None:
    await outreach.follow(2)
    draft = await outreach.submit()
    campaign = await outreach.drafting.find(draft)
    await outreach.drafting.building.build_by_filter(campaign, AudienceFilter(gender="male"))
    await outreach.scheduler.forget()
    assert len(await outreach.rows("SELECT 1 FROM audience_members")) == 4
    outreach.clock.advance(days=1, seconds=1)
    await outreach.scheduler.forget()
    assert await outreach.rows("SELECT DISTINCT audience_id FROM audience_members") == [
        (campaign.audience_id,)
    ]
    outreach.clock.advance(days=90)
    await outreach.scheduler.forget()
    assert await outreach.rows("SELECT 1 FROM audience_members") == []
    stale = await outreach.drafting.find(draft)
    assert (stale.state, stale.audience_id) == (CampaignState.DRAFT, None)
