"""What staff read before and after: whom else it reaches, when it goes out, and a draft that says the same."""

from datetime import date

import pytest

from bot.errors import StaffRefusal
from bot.kernel.audiences import AudienceChoices, AudienceFilter, describe_filter
from bot.kernel.campaigns import CampaignState
from tests.unit.outreach.conftest import CONTENT, SECOND, WRITER, Outreach


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
    await outreach.conductor.conduct()
    due = await outreach.approve()
    await outreach.launching.schedule(WRITER, due, outreach.clock.now.replace(day=25))
    await outreach.submit()
    spans = [(one.campaign.id, one.first, one.last) for one in await outreach.reading.find_spans()]
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
    copied = await outreach.drafting.find(await outreach.drafting.copy(SECOND, sent))
    assert (copied.name, copied.content, copied.audience_id) == ("续保提醒（再发）", CONTENT, None)
    await outreach.launching.stop(WRITER, copied.id)
    assert (await outreach.drafting.find(copied.id)).state is CampaignState.STOPPED
    with pytest.raises(StaffRefusal):
        await outreach.drafting.edit(WRITER, copied.id, 1, "还要", CONTENT)
    with pytest.raises(StaffRefusal):
        await outreach.launching.stop(WRITER, copied.id)


def test_whoever_approves_reads_the_conditions_in_words() -> None:
    choices = AudienceChoices(["大兴"], {"hospital_cash": "住院津贴"}, {"paid": "已打款"}, {})
    chosen = AudienceFilter(("大兴",), (), ("hospital_cash",), 30, ("paid",), True, (), "female")
    assert describe_filter(chosen, choices) == {
        "单位在": "大兴",
        "有保障": "住院津贴",
        "保障到期": "30 天内，还没续的",
        "理赔": "已打款",
        "缺材料": "还缺材料的",
        "性别": "女",
    }
