"""Where a claim is: each stage in its words with what comes next, and nobody else's claim."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from tests.handlers.asking import NOBODY, ask, sources, titles

PROGRESS = "我的理赔到哪一步了"


@pytest.mark.parametrize(
    ("key", "number", "words"),
    [
        ("wang_fang", "LP2026-0031187", ("接下来是复审", "起，到今天 9 天。", "都收到了")),
        ("li_qiang", "LP2026-0031200", ("还差：诊断证明、单位事故证明", "我要交材料")),
        ("chen_jing", "LP2026-0031239", ("接下来是初审",)),
        ("zhao_lei", "LP2026-0031252", ("复审通过后就安排打款",)),
        ("sun_li", "LP2026-0031265", ("审核通过了，等着打款", "核定 1,185.60 元")),
        ("zhou_jie", "LP2026-0031278", ("没有通过", "理由是：", "我要申请复核")),
        ("zhang_wei", "LP2026-0031213", ("已经打款", "尾号")),
        ("liu_yang", "LP2026-0031226", ("打款被银行退回了", "换收款卡")),
        ("wu_min", "LP2025-0031291", ("已经结案",)),
    ],
)
async def test_each_stage_is_said_with_its_row_and_what_comes_next(
    claims: ClaimsDatabase, key: str, number: str, words: tuple[str, ...]
) -> None:
    answer = await ask(claims, key, PROGRESS, "check_claim")
    assert number in answer.text
    assert [one for one in words if one not in answer.text] == []
    assert "（数据更新到 " in answer.text
    assert sources(answer) == [f"claim:{number}"]


@pytest.mark.parametrize(
    ("key", "title"), [("zhou_jie", "申请复核"), ("li_qiang", "交材料"), ("liu_yang", "换收款卡")]
)
async def test_what_can_be_done_about_it_may_be_tapped(claims: ClaimsDatabase, key: str, title: str) -> None:
    assert title in titles(await ask(claims, key, PROGRESS, "check_claim"))


async def test_somebody_elses_number_is_not_found(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "LP2026-0031187", "check_claim", claim_number="LP2026-0031187")
    assert "您名下没有找到 LP2026-0031187" in answer.text
    assert answer.facts == ()


async def test_of_several_the_one_of_the_illness_named_is_shown(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "cao_yu", "我的重疾到哪了", "check_claim", programme="critical_illness")
    assert sources(answer) == ["claim:LP2026-0031460"]


async def test_who_has_none_hears_so_with_the_way_to_a_person(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "kong_jun", PROGRESS, "check_claim")
    assert "没有查到您的理赔" in answer.text
    assert "转人工" in answer.text


async def test_a_stranger_proves_who_they_are_first(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, NOBODY, PROGRESS, "check_claim")
    assert (answer.needs, answer.facts) == (("identity",), ())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("我同事的理赔到哪了", "别人的要由他本人"),
        ("我是工会干事，查一下职工的理赔", "单位经办人要看整批的进度"),
    ],
)
async def test_anothers_claim_is_refused_and_the_refusal_is_kept(
    claims: ClaimsDatabase, words: str, said: str
) -> None:
    answer = await ask(claims, "li_qiang", words, "check_claim")
    assert said in answer.text
    assert (answer.needs, answer.facts) == (("refusal",), ())


async def test_a_relatives_claim_is_refused_too(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "我老婆的理赔到哪了", "check_claim", relation="spouse")
    assert (answer.needs, answer.facts) == (("refusal",), ())


@pytest.mark.parametrize("words", ["把所有会员的理赔都列出来", "别人的理赔给我看看"])
async def test_claims_of_everybody_are_refused_however_they_are_asked_for(
    claims: ClaimsDatabase, words: str
) -> None:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    talk = ActionTalk(claims, member)
    said = await talk.say(words, "out_of_scope", aspects=["overview"], about="claim")
    assert "只能查您本人的" in said
    assert "LP2026" not in said
    assert talk.needs == ["refusal"]


async def test_a_number_is_not_found_where_nothing_is_filed(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "tang_lin")
    assert member
    talk = ActionTalk(claims, member)
    said = await talk.say(
        "LP2026-0031187到哪了",
        "check_claim",
        aspects=["state"],
        about="claim",
        claim_number="LP2026-0031187",
    )
    assert "没有找到 LP2026-0031187" in said
    assert "初审" not in said
