"""One member's value that WeChat would refuse keeps nobody else waiting: that member is left out, by name and reason."""

from dataclasses import replace

import pytest

from bot.desk.audit_trail import WORDS as AUDIT_WORDS
from bot.errors import StaffRefusal
from bot.kernel.outreach.audience_filter import AudienceFilter
from bot.kernel.outreach.audiences import FoundMember
from bot.kernel.outreach.campaigns import CampaignContent, RecipientState, SkipReason
from bot.kernel.outreach.recipients import WantedLines
from bot.wiring import create_app
from testing.house import open_browser
from testing.outreach import CONTENT, SECOND, WRITER, Outreach

UIGHUR = "阿卜杜热合曼·阿卜杜外力"
NAMED = replace(CONTENT, template_id="T", fields={"name1": "{姓名}", "thing2": "{说明}"})


async def write(outreach: Outreach, values: list[dict[str, str]], content: CampaignContent = NAMED) -> int:
    """A campaign to members with these values, all of them linked."""
    await outreach.follow(len(values))
    outreach.wechat.templates.templates["T"] = ("name1", "thing2")
    outreach.members.members[:] = [
        FoundMember(number, {"单位工会": f"第{number}工会", **one}) for number, one in enumerate(values, 1)
    ]
    campaign_id = await outreach.drafting.create(WRITER, "通知", content)
    await outreach.drafting.choose_filter(WRITER, campaign_id, 1, AudienceFilter(districts=("朝阳区",)))
    await outreach.execute("UPDATE audiences SET variables = :names", names='["姓名", "单位工会", "说明"]')
    return campaign_id


async def approve(outreach: Outreach, campaign_id: int) -> None:
    campaign = await outreach.drafting.find(campaign_id)
    await outreach.drafting.submit(WRITER, campaign_id, campaign.version)
    seen = await outreach.drafting.find_hash(await outreach.drafting.find(campaign_id))
    await outreach.launching.approve(SECOND, campaign_id, seen)


BROKEN = [
    ({"姓名": "一二三四五六七八九十十一", "说明": "请补"}, "最多 10 个汉字"),
    ({"姓名": "李强2", "说明": "请补"}, "不能有数字"),
    ({"姓名": "李强", "说明": "长" * 21}, "最多 20 个字"),
    ({"姓名": "李强", "说明": ""}, "是空的"),
    ({"姓名": "李强"}, "是空的"),
]


@pytest.mark.parametrize(("values", "words"), BROKEN)
async def test_a_member_whose_value_is_refused_is_left_out_and_the_others_are_sent(
    outreach: Outreach, values: dict[str, str], words: str
) -> None:
    campaign_id = await write(
        outreach, [{"姓名": "王芳", "说明": "请补"}, values, {"姓名": "张伟", "说明": "请补"}]
    )
    obstacles, problems = await outreach.drafting.find_problems(await outreach.drafting.find(campaign_id))
    assert (obstacles, [one.count for one in problems], problems[0].member) == ([], [1], values["姓名"])
    await approve(outreach, campaign_id)
    await outreach.launching.start(WRITER, campaign_id, None)
    await outreach.send(campaign_id)
    assert await outreach.states(campaign_id) == {"sent": 2, "skipped": 1}
    campaign = await outreach.drafting.find(campaign_id)
    (left,) = await outreach.reading.find_lines(
        campaign, WantedLines(RecipientState.SKIPPED, SkipReason.VALUE_REFUSED), 0
    )
    assert (left.name, left.union) == (values["姓名"], "第2工会")
    assert words in left.line.words
    (group,) = await outreach.reading.group_failures(campaign)
    assert (group.skip, group.count, group.may_retry) == (SkipReason.VALUE_REFUSED, 1, False)


async def test_the_page_counts_and_names_whoever_is_left_out_before_it_is_approved(
    outreach: Outreach,
) -> None:
    campaign_id = await write(
        outreach,
        [
            {"姓名": "王芳", "说明": "请补"},
            {"姓名": "李强", "说明": "长" * 30},
            {"姓名": "一" * 12, "说明": ""},
        ],
    )
    campaign = await outreach.drafting.find(campaign_id)
    await outreach.drafting.find_problems(campaign)
    count = await outreach.drafting.count(campaign)
    assert count
    assert (count.reached, dict(count.left_out)) == (1, {SkipReason.VALUE_REFUSED: 2})
    found = await outreach.reading.find_left_out(campaign, 20)
    assert [(one.name, one.union) for one in found] == [("李强", "第2工会"), ("一" * 12, "第3工会")]
    assert "{说明}" in found[0].words
    assert "；" in found[1].words
    assert [page async for page in outreach.reading.export_left_out(campaign)] == [found]
    assert [dict(one) for one in await outreach.reading.preview(campaign)] == [
        {"name1": "*芳", "thing2": "请补"}
    ]


async def test_where_everybody_is_refused_the_campaign_is(outreach: Outreach) -> None:
    campaign_id = await write(outreach, [{"姓名": "王芳", "说明": "长" * 30}, {"姓名": "李强", "说明": ""}])
    with pytest.raises(StaffRefusal) as refused:
        await outreach.drafting.submit(WRITER, campaign_id, 2)
    assert refused.value.reason == "values_refused"
    assert "没有一位会员收得到" in refused.value.words


async def test_where_only_those_who_cannot_be_reached_are_right_the_campaign_is_refused(
    outreach: Outreach,
) -> None:
    campaign_id = await write(outreach, [{"姓名": "王芳", "说明": "请补"}, {"姓名": "李强", "说明": ""}])
    await outreach.execute("DELETE FROM identity_links WHERE member_id = 1")
    with pytest.raises(StaffRefusal) as refused:
        await outreach.drafting.submit(WRITER, campaign_id, 2)
    assert refused.value.reason == "values_refused"


async def test_after_an_edit_it_is_looked_at_anew(outreach: Outreach) -> None:
    campaign_id = await write(outreach, [{"姓名": "王芳", "说明": "请补"}, {"姓名": "李强", "说明": ""}])
    await approve(outreach, campaign_id)
    assert await outreach.states(campaign_id) == {"pending": 1, "skipped": 1}
    mended = replace(NAMED, fields={"name1": "{姓名}", "thing2": "说明：{说明}"})
    await outreach.drafting.edit(WRITER, campaign_id, 2, "通知", mended)
    await approve(outreach, campaign_id)
    assert await outreach.states(campaign_id) == {"pending": 2}


async def test_a_long_name_of_two_parts_is_said_by_its_first_and_nobody_is_left_out(
    outreach: Outreach,
) -> None:
    campaign_id = await write(
        outreach, [{"姓名": UIGHUR, "说明": "请补"}, {"姓名": "阿依古丽·买买提", "说明": "请补"}]
    )
    campaign = await outreach.drafting.find(campaign_id)
    assert await outreach.drafting.find_problems(campaign) == ([], [])
    short = await outreach.drafting.find_short_names(campaign)
    assert (short.count, short.name, short.short) == (1, UIGHUR, "阿卜杜热合曼")
    previews = await outreach.reading.preview(campaign)
    assert [one["name1"] for one in previews] == ["*****曼", "*******提"]
    await approve(outreach, campaign_id)
    await outreach.launching.start(WRITER, campaign_id, None)
    await outreach.send(campaign_id)
    said = [one.values["name1"] for one in outreach.wechat.templates.messages]
    assert said == ["阿卜杜热合曼", "阿依古丽·买买提"]


@pytest.mark.parametrize("name", ["recipients", "left-out"])
async def test_whoever_takes_the_names_along_is_noted(outreach: Outreach, name: str) -> None:
    campaign_id = await write(outreach, [{"姓名": "王芳", "说明": "请补"}])
    async with open_browser(create_app(outreach.parts)) as http:
        path = f"/console/outreach/{campaign_id}/{name}.csv"
        answer = await http.get(path, headers={"x-staff": "leader"})
    assert answer.headers["content-type"].startswith("text/csv")
    noted = [act for (act,) in await outreach.rows("SELECT act FROM audit") if act.endswith("_exported")]
    assert noted == [f"outreach_{name.replace('-', '_')}_exported"]
    assert noted[0] in AUDIT_WORDS
