"""What a member holds decides between readings that are near: a rule's question, or one of a record they have not, is of one they have."""

from collections.abc import Mapping, Sequence

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def hear(
    talk: ActionTalk,
    text: str,
    likely: Mapping[str, float],
    about: str,
    aspects: Sequence[str] = (),
    move: str = "ask",
    **entities: str,
) -> str:
    """Said, and understood with all these intents, the first of them plain."""
    return await talk.send(
        {
            "text": text,
            "intent": {"name": next(iter(likely))},
            "intents": [next(iter(likely))],
            "intent_ranking": [{"name": name, "confidence": sure} for name, sure in likely.items()],
            "move_ranking": [{"name": move, "confidence": 0.9}],
            "aspect_ranking": [{"name": one, "confidence": 0.9} for one in aspects],
            "about_ranking": [{"name": about, "confidence": 0.7}],
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
    )


async def test_news_of_a_plan_is_of_its_claim_where_no_relief_was_applied_for(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "han_bing")
    said = await hear(
        talk,
        "暖护住那份咋还没信儿",
        {"check_relief": 0.6, "check_claim": 0.5},
        "relief",
        ["why_slow"],
        programme="secondary_reimbursement",
    )
    assert "正在复审" in said


async def test_whether_it_still_holds_is_of_cover_where_nothing_was_filed(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "kong_jun")
    said = await hear(
        talk,
        "意外那个还顶用吗",
        {"check_claim": 0.6, "check_coverage": 0.5},
        "programme",
        programme="accident",
    )
    assert "没有查到您的理赔" not in said
    assert "意外险四档" in said


async def test_money_of_a_plan_and_an_illness_is_that_of_the_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "peng_na")
    said = await hear(
        talk,
        "卵巢癌的女工险钱到没到",
        {"ask_payout_time": 0.9},
        "programme",
        ["when"],
        programme="womens_specified_disease",
        illness="卵巢癌",
    )
    assert "2017年7月27日" in said


async def test_of_another_illness_the_rule_is_asked(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "peng_na")
    said = await hear(
        talk,
        "要是乳腺癌多久能到账",
        {"ask_payout_time": 0.9},
        "programme",
        ["when"],
        programme="womens_specified_disease",
        illness="乳腺癌",
    )
    assert "2017年7月27日" not in said


@pytest.mark.parametrize("text", ["那张诊断证明得下礼拜才开得出来", "诊断证明大夫休假 拿不到"])
async def test_a_paper_is_of_the_claim_that_waits_for_it(claims: ClaimsDatabase, text: str) -> None:
    talk = await become(claims, "cao_yu")
    assert "诊断证明还没记作收到" in await hear(talk, text, {"ask_documents": 0.9}, "programme")


async def test_figures_name_the_claims_of_those_sums(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    said = await hear(talk, "那200咋没跟968.2一起来", {"check_payment": 0.8}, "payment", move="carry")
    assert "核定 200 元，还没打款" in said
    assert "968.20 元" in said
    assert "住院津贴" in await hear(talk, "帮我催催", {"check_claim": 0.9}, "claim", ["hurry"], "carry")


async def test_a_sum_that_came_back_is_told_as_such(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "liu_yang")
    said = await hear(talk, "我那280上哪了", {"check_payment": 0.7}, "payment", amount="280")
    assert "被银行退回" in said


async def test_what_became_of_ones_own_money_is_no_rule_of_the_fund(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "gu_bin")
    await hear(talk, "我的救助批了吗", {"check_relief": 0.9}, "relief", ["state"], programme="relief_fund")
    said = await hear(talk, "拨款时限是几天", {"ask_payout_time": 0.9}, "programme", ["when"], "carry")
    assert "6,000 元" in said
    assert "我要申请应急救助" not in said


async def test_who_wishes_for_relief_hears_of_relief_whatever_was_filed_before(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "wu_min")
    said = await hear(
        talk, "家里水管爆了 地板全泡了 想申请救助", {"apply_relief": 0.9}, "relief", event="pipe_burst"
    )
    assert "女职工特殊疾病" not in said
    assert "应急救助" in said


@pytest.mark.parametrize("text", ["谁能申请救助", "救助一般能给多少"])
async def test_a_rule_of_relief_stays_one(claims: ClaimsDatabase, text: str) -> None:
    talk = await become(claims, "wu_min")
    said = await hear(talk, text, {"ask_eligibility": 0.9}, "relief", ["who_may"])
    assert "女职工特殊疾病" not in said


async def test_after_cover_was_spoken_of_when_it_comes_is_of_the_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "li_qiang")
    await hear(talk, "我那意外险还在不", {"check_coverage": 0.9}, "cover", ["valid"], programme="accident")
    said = await hear(
        talk, "多久能到账", {"ask_payout_time": 0.9, "check_coverage": 0.4}, "cover", ["when"], "carry"
    )
    assert "诊断证明、单位事故证明" in said
    said = await hear(
        talk,
        "意外险到哪了",
        {"check_coverage": 0.7, "check_claim": 0.6},
        "cover",
        ["state"],
        "carry",
        programme="accident",
    )
    assert "在等您补材料" in said


async def test_whether_it_holds_today_is_of_cover_though_a_claim_was_denied(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await hear(talk, "为啥不给我赔", {"dispute_claim": 0.9}, "claim", ["why"])
    said = await hear(talk, "那我这保障现在还有效吗", {"check_coverage": 0.9}, "cover", ["valid"])
    assert "现在在保" in said


async def test_money_that_is_none_of_ours_is_said_to_be_none(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await hear(talk, "为啥不给我赔", {"dispute_claim": 0.9}, "claim", ["why"])
    said = await hear(
        talk, "卡里多出九十八块是啥", {"check_payment": 0.9}, "payment", ["origin"], amount="98"
    )
    assert "没有查到给您打过 98 元" in said


async def test_papers_of_what_was_just_told_are_no_papers_of_another_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "wu_min")
    await hear(talk, "家里跑水了 地板全泡了", {"inform": 0.9}, "programme", move="give", event="pipe_burst")
    said = await hear(talk, "照片拍好了 物业也写了证明", {"submit_documents": 0.8}, "papers", move="carry")
    assert "女工特疾" not in said


@pytest.mark.parametrize("text", ["困难救助咋申请", "救助最多多少"])
async def test_relief_by_its_bare_name_is_the_funds(claims: ClaimsDatabase, text: str) -> None:
    talk = await become(claims, "hou_jun")
    said = await hear(talk, text, {"ask_process": 0.9}, "cover", ["how"])
    assert "大兴区" in said
