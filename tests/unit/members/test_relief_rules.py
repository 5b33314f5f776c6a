"""The fund's public rules held against a file, and the desk's words: nothing is decided, nothing unknown is said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

import pytest

from bot.members.relief_rules import check_rules
from bot.members.relief_words import ACT_REFUSALS, RANGES
from claims.changes import submit_relief
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.errors import ReliefRefusal
from claims.relief_desk import AMOUNTS, read_relief_file
from claims.values import ReliefKind
from tests.unit.claims.test_filing import RELIEF
from tests.unit.claims.test_relief_desk import find_number

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 18)


async def test_the_rules_are_held_against_what_was_told(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    file = await read_relief_file(claims, (await submit_relief(claims, member, RELIEF, NOW)).number, TODAY)
    assert file
    verdicts = {check.rule: (check.verdict, check.found) for check in check_rules(file)}
    assert verdicts["得病或遭灾的当年申请（市级办法，2017 年）"][0] == "met"
    assert verdicts["先享受医保、政府救助和别的补偿"][0] == "unknown"
    assert verdicts["材料"] == ("not_met", "一份也没有收到，可以请会员拍照发来")
    assert any("30,000" in found for _, found in verdicts.values())
    assert "补偿以后仍有较大损失和特殊困难（5000—10000 元）" in verdicts


@pytest.mark.parametrize(
    ("kind", "paid", "given", "verdict", "words"),
    [
        ("disaster", "30000", None, "unknown", "剩多少还不知道"),
        ("medical", "30000", None, "unknown", "剩多少还不知道"),
        ("disaster", "30000", "30000", "unknown", "总数，还是扣掉补偿以后的"),
        ("disaster", "0", "30000", "not_met", "不比它少"),
        ("disaster", "30000", "10000", "unknown", "还有 20,000 元"),
        ("medical", "20000", "30000", "unknown", "掏了或损失 20,000 元，另得补偿 30,000 元"),
        ("medical", "0", "30000", "not_met", "另得补偿 30,000 元"),
    ],
)
async def test_what_is_left_to_bear_is_unknown_where_a_part_of_it_is(
    claims: ClaimsDatabase, kind: ReliefKind, paid: str, given: str | None, verdict: str, words: str
) -> None:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    told = replace(
        RELIEF, kind=kind, self_paid=Decimal(paid), compensation=None if given is None else Decimal(given)
    )
    file = await read_relief_file(claims, (await submit_relief(claims, member, told, NOW)).number, TODAY)
    assert file
    check = next(one for one in check_rules(file) if "生活难以维持" in one.rule or "较大损失" in one.rule)
    assert check.verdict == verdict
    assert words in check.found


async def test_a_file_that_was_not_told_in_the_chat_says_that_it_does_not_know(
    claims: ClaimsDatabase,
) -> None:
    file = await read_relief_file(claims, await find_number(claims, "ren_hong"), TODAY)
    assert file
    assert file.told is None
    unknown = [check for check in check_rules(file) if check.verdict == "unknown"]
    assert len(unknown) >= 3


def test_every_kind_and_every_refusal_has_its_words() -> None:
    assert RANGES.keys() == AMOUNTS.keys() == set(get_args(ReliefKind))
    assert ACT_REFUSALS.keys() == set(get_args(ReliefRefusal))
    assert "大病最高 50000 元，灾害 5000—10000 元" in ACT_REFUSALS["amount_outside"]
    assert RANGES == {"medical": "大病医疗：最高 50,000 元", "disaster": "灾害和意外：5,000 到 10,000 元"}
