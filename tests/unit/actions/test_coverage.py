"""What a member is covered by: what is valid, what begins later, what is over, each with its day and its figures."""

import pytest

from claims.database import ClaimsDatabase
from tests.unit.actions.asking import NOBODY, ask, sources

COVER = "我有哪些保障"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("li_qiang", ("您现在有这些保障：", "（二档", "，到")),
        ("yuan_fei", ("已经到期的：", "一档", "到期")),
        ("dong_mei", ("还没开始的：", "生效")),
        ("lu_ting", ("您现在没有在保的项目。续保由单位工会办", "已经到期的：")),
        ("pan_long", ("A类",)),
    ],
)
async def test_cover_is_grouped_by_how_it_stands(
    claims: ClaimsDatabase, key: str, words: tuple[str, ...]
) -> None:
    answer = await ask(claims, key, COVER, "check_coverage")
    assert [one for one in words if one not in answer.text] == []
    assert "数据更新到" in answer.text
    assert sources(answer)


async def test_figures_are_of_what_is_valid_and_carry_their_year(claims: ClaimsDatabase) -> None:
    valid = (await ask(claims, "wang_fang", COVER, "check_coverage")).text
    assert "以中心最新规定为准" in valid
    over = (await ask(claims, "lu_ting", COVER, "check_coverage")).text
    assert "以中心最新规定为准" not in over


async def test_only_what_was_asked_about_is_told(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "我意外险有没有", "check_coverage", programme="accident")
    assert sources(answer) == ["enrolment:accident"]


async def test_what_is_not_theirs_is_said_before_what_is(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "jin_xin", "我有重疾吗", "check_coverage", programme="critical_illness")
    assert answer.text.startswith("您问的这一项，您名下没有查到")
    assert "enrolment:critical_illness" not in sources(answer)
    assert sources(answer)


async def test_a_stranger_proves_who_they_are_first(claims: ClaimsDatabase) -> None:
    assert (await ask(claims, NOBODY, COVER, "check_coverage")).needs == ("identity",)
