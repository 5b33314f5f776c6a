"""Two people: what was approved is what goes out, and an edit takes the approval back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StaffRefusal
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.audience_filter import AudienceFilter
from bot.kernel.outreach.audiences import Audience, FoundMember
from bot.kernel.outreach.campaigns import Campaign, CampaignContent, CampaignState, SendingWay
from bot.kernel.outreach.links import LinkRule
from bot.outreach.campaigns.checking import FieldProblem, NoticeCheck
from bot.wechat.outbound.template_offers import say_field_problem
from testing.outreach import CONTENT, LINKS, SECOND, WRITER, Outreach


async def refusal(awaited: object) -> str:
    """Why staff were refused."""
    with pytest.raises(StaffRefusal) as refused:
        await awaited  # type: ignore[misc]
    return refused.value.reason


async def test_nobody_approves_their_own(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.submit()
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
    assert await refusal(outreach.launching.approve(WRITER, campaign_id, seen)) == "own_campaign"
    agent = StaffMember(9, "chenjie", "陈洁", Role.AGENT)
    assert await refusal(outreach.launching.approve(agent, campaign_id, seen)) == "not_allowed"
    assert await refusal(outreach.launching.start(WRITER, campaign_id, None)) == "not_approved"
    assert await outreach.launching.approve(SECOND, campaign_id, seen) == 1
    assert await refusal(outreach.launching.approve(SECOND, campaign_id, seen)) == "not_submitted"


async def test_what_changed_after_it_was_looked_at_is_not_approved(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.submit()
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
    await outreach.drafting.edit(
        WRITER, campaign_id, 2, "续保提醒", replace(CONTENT, url="https://a.example")
    )
    await outreach.drafting.submit(WRITER, campaign_id, 3)
    assert await refusal(outreach.launching.approve(SECOND, campaign_id, seen)) == "changed_meanwhile"


async def test_what_is_edited_while_it_is_checked_is_not_submitted(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.drafting.create(WRITER, "续保提醒", CONTENT)
    await outreach.drafting.choose_filter(WRITER, campaign_id, 1, AudienceFilter(gender="female"))
    longer = replace(CONTENT, fields={**CONTENT.fields, "phrase2": "长得微信不收的一句话"})

    class SlowCheck(NoticeCheck):
        """A colleague saves another text before all members are gone over."""

        async def find_problems(self, campaign: Campaign, audience: Audience) -> list[FieldProblem]:
            """Nothing is wrong with what was there before."""
            await outreach.drafting.edit(SECOND, campaign_id, 2, "续保提醒", longer)
            return await super().find_problems(campaign, audience)

    checking = replace(outreach.drafting, check=SlowCheck(outreach.database, say_field_problem, LINKS))
    assert await refusal(checking.submit(WRITER, campaign_id, 2)) == "changed_meanwhile"
    assert (await outreach.drafting.find(campaign_id)).state is CampaignState.DRAFT


async def test_an_edit_takes_the_approval_and_its_recipients_back(outreach: Outreach) -> None:
    await outreach.follow(2)
    campaign_id = await outreach.approve()
    assert await outreach.states(campaign_id) == {"pending": 2}
    await outreach.drafting.edit(WRITER, campaign_id, 2, "改了名", CONTENT)
    campaign = await outreach.drafting.find(campaign_id)
    assert (campaign.state, campaign.approved_by) == (CampaignState.DRAFT, None)
    assert await outreach.states(campaign_id) == {}
    assert (
        await refusal(outreach.drafting.edit(WRITER, campaign_id, 2, "再改", CONTENT)) == "changed_meanwhile"
    )
    assert await refusal(outreach.launching.start(WRITER, campaign_id, None)) == "not_approved"


async def test_once_begun_it_is_not_edited(outreach: Outreach) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.start()
    edit = outreach.drafting.edit(WRITER, campaign_id, 2, "改", CONTENT)
    assert await refusal(edit) == "already_begun"


async def test_a_variable_that_the_audience_lacks_is_named(outreach: Outreach) -> None:
    await outreach.follow(1)
    wrong = replace(CONTENT, fields={**CONTENT.fields, "thing1": "{到期日}到期"})
    campaign_id = await outreach.drafting.create(WRITER, "续保提醒", wrong)
    await outreach.drafting.choose_filter(WRITER, campaign_id, 1, AudienceFilter(districts=("朝阳区",)))
    obstacles, _ = await outreach.drafting.find_problems(await outreach.drafting.find(campaign_id))
    assert obstacles == ["这批会员没有“到期日”这一项，不能写进通知。"]


async def test_a_scheduled_start_fires_in_time_and_asks_when_it_is_long_past(outreach: Outreach) -> None:
    await outreach.follow(1)
    in_time, missed = await outreach.approve(), await outreach.approve()
    assert await refusal(outreach.launching.schedule(WRITER, in_time, outreach.clock())) == "in_the_past"
    starts_at = outreach.clock.now.replace(hour=3)
    for campaign_id in (in_time, missed):
        await outreach.launching.schedule(WRITER, campaign_id, starts_at)
    await outreach.execute("UPDATE campaigns SET starts_at = '2026-11-23 01:00:00' WHERE id = :id", id=missed)
    outreach.clock.advance(minutes=61)
    assert await outreach.scheduler.run_round() == 1
    assert (await outreach.drafting.find(missed)).pause_code == "past_due"
    assert (await outreach.drafting.find(in_time)).state is CampaignState.RUNNING


async def test_nobody_is_written_to_at_night(outreach: Outreach) -> None:
    await outreach.follow(1)
    await outreach.start()
    outreach.clock.advance(hours=12)
    assert await outreach.scheduler.run_round() == 0
    outreach.clock.advance(hours=11)
    assert await outreach.scheduler.run_round() == 1


async def test_who_had_enough_lately_is_left_out(outreach: Outreach) -> None:
    await outreach.follow(2)
    for _ in range(2):
        await outreach.send(await outreach.start())
    await outreach.follow(1, first=3)
    outreach.members.members.append(FoundMember(4, {"姓名": "未关联"}))
    count = await outreach.drafting.count(await outreach.drafting.find(await outreach.submit()))
    assert count
    assert (count.found, count.reached) == (4, 1)
    assert dict(count.left_out) == {"over_cap": 2, "not_linked": 1}


@pytest.mark.parametrize(
    "content",
    [
        replace(CONTENT, url="https://evil.example/login"),
        replace(CONTENT, url="https://a.example@evil.example/"),
        replace(CONTENT, fields={**CONTENT.fields, "thing1": "去 evil.com"}),
        CampaignContent(NoticeKind.NEWS, SendingWay.SERVICE_TEXT, text="请点 http://evil.example 登记"),
    ],
)
async def test_a_campaign_leads_to_no_address_but_the_centres(
    outreach: Outreach, content: CampaignContent
) -> None:
    await outreach.follow(1)
    with pytest.raises(StaffRefusal) as refused:
        await outreach.submit(content)
    assert "evil." in refused.value.words


async def test_an_address_in_a_member_s_value_leaves_that_member_out(outreach: Outreach) -> None:
    await outreach.follow(1)
    outreach.members.members.append(FoundMember(9, {"姓名": "evil.com"}))
    campaign = await outreach.drafting.find(await outreach.submit())
    _, problems = await outreach.drafting.find_problems(campaign)
    assert [(one.count, one.words) for one in problems] == [(1, "里有别处的网址")]


async def test_an_address_that_is_no_longer_the_centres_is_neither_agreed_to_nor_sent(
    outreach: Outreach,
) -> None:
    await outreach.follow(2)
    content = replace(CONTENT, url="https://a.example/renew")
    waiting, agreed, due, runs = [
        await begin(content)
        for begin in (outreach.submit, outreach.approve, outreach.approve, outreach.start)
    ]
    await outreach.launching.schedule(WRITER, due, outreach.clock() + timedelta(minutes=5))
    outreach.clock.advance(minutes=6)
    elsewhere = LinkRule(frozenset({"b.example"}))
    launching = replace(outreach.launching, links=elsewhere)
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(waiting))
    assert await refusal(launching.approve(SECOND, waiting, seen)) == "foreign_link"
    assert await refusal(launching.start(WRITER, agreed, None)) == "foreign_link"
    soon = outreach.clock() + timedelta(hours=1)
    assert await refusal(launching.schedule(WRITER, agreed, soon)) == "foreign_link"
    assert await replace(outreach.scheduler, links=elsewhere).run_round() == 0
    for campaign_id, state in ((due, CampaignState.APPROVED), (runs, CampaignState.PAUSED)):
        campaign = await outreach.drafting.find(campaign_id)
        assert (campaign.state, campaign.starts_at) == (state, None)
        assert "a.example" in campaign.pause_words
    assert outreach.wechat.templates.messages == []
