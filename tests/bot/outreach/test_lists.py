"""Uploaded lists: every row that cannot be used is named, and the others are."""

import pytest

from bot.errors import StaffRefusal
from bot.kernel.outreach.member_lists import UnreadableList, decode_list, read_list
from bot.records.outreach import audiences
from testing.outreach import CONTENT, WRITER, Outreach
from vocabulary.identity_numbers import make_check_sign

GOOD = "11010119900307459X"


def make_id(body: str) -> str:
    """An invented number with its right last digit."""
    return body + make_check_sign(body)


async def test_rows_are_checked_one_by_one(outreach: Outreach) -> None:
    await outreach.follow(2)
    ids = [make_id(f"1101011990030745{number}"[:17]) for number in range(4)]
    rows = [
        "姓名,身份证号,窗口",
        f"会员1,{ids[0]},东城",
        f"会员1,{ids[0]},东城",
        f"没有这人,{ids[1]},东城",
        "会员2,1.10101E+17,东城",
        f"会员2,{ids[2][:17]}{(int(ids[2][17].replace('X', '0')) + 1) % 10},东城",
        f"会员2,{ids[2]},",
        "",
        f"会员2,{ids[2]},西城",
    ]
    campaign_id = await outreach.drafting.create(WRITER, "名单", CONTENT)
    content = "\n".join(rows).encode("gb18030")
    await outreach.drafting.upload_list(WRITER, campaign_id, 1, "名单.csv", content)
    audience = await outreach.drafting.find_audience(await outreach.drafting.find(campaign_id))
    assert audience
    assert (audience.found, audience.bad_count) == (2, 5)
    assert [(one.line, one.reason) for one in audience.bad_rows] == [
        (3, "和第 2 行是同一个人"),
        (4, "没有这个会员"),
        (5, "身份证号被表格软件改成了科学计数，请把这一列设成文本"),
        (6, "身份证号的最后一位对不上，可能抄错了"),
        (7, "“窗口”是空的"),
    ]
    assert "窗口" in audience.variables


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"", b"name,id\n", b"\xff\xfe\x00", "身份证号,姓名,姓名".encode()]
)
async def test_what_is_no_list_is_refused_and_changes_nothing(outreach: Outreach, content: bytes) -> None:
    campaign_id = await outreach.drafting.create(WRITER, "名单", CONTENT)
    with pytest.raises(StaffRefusal):
        await outreach.drafting.upload_list(WRITER, campaign_id, 1, "x.csv", content)
    assert (await outreach.drafting.find(campaign_id)).version == 1


def test_a_column_may_not_take_the_name_of_a_known_variable() -> None:
    with pytest.raises(UnreadableList):
        read_list(decode_list("身份证号,计划\n".encode()))


async def test_an_open_quote_puts_nobody_s_number_into_another_s_notice(outreach: Outreach) -> None:
    await outreach.follow(4)
    ids = [make_id(f"1101011990030745{number}"[:17]) for number in range(4)]
    rows = [
        "身份证号,姓名,说明",
        f'{ids[0]},会员1,"加急',
        *(f"{one},会员{n},请补材料" for n, one in enumerate(ids[1:], 2)),
    ]
    campaign_id = await outreach.drafting.create(WRITER, "名单", CONTENT)
    await outreach.drafting.upload_list(WRITER, campaign_id, 1, "名单.csv", "\r".join(rows).encode("gb18030"))
    audience = await outreach.drafting.find_audience(await outreach.drafting.find(campaign_id))
    assert audience
    assert [one.line for one in audience.bad_rows] == [2]
    assert audience.found + audience.bad_count == len(rows) - 1
    async with outreach.database.begin() as session:
        kept = await audiences.find_members(session, audience.id, -1, 10)
    assert len(kept) == audience.found
    assert not any(number in str(dict(one.values)) for one in kept for number in ids)
