"""Second help, loans, platforms and other offices, each by its own name; who may join as it is written; one's own plan first."""

from datetime import timedelta

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk


@pytest.fixture
def stranger(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who never proved who they are."""
    return ActionTalk(claims, MemberId(0), is_linked=False)


async def _meet(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def test_help_after_a_payment_has_its_name_and_way(stranger: ActionTalk) -> None:
    said = await stranger.say("理赔款下来了还有个大窟窿 有啥法子", "check_payment", "ask")
    assert [one for one in ("二次”帮扶", "单位工会", "没写") if one not in said] == []
    assert stranger.needs == []


async def test_what_the_insurance_left_over_is_paid_again_by_itself(stranger: ActionTalk) -> None:
    said = await stranger.say("医保报完我自己掏的还能再报一回不", "ask_difference", "ask")
    assert [one for one in ("二次报销", "自付一", "每季度") if one not in said] == []
    assert "帮扶" not in said


async def test_a_colleague_s_illness_is_told_to_the_union(stranger: ActionTalk) -> None:
    said = await stranger.say(
        "工友得了尿毒症 工会能去看看他吗", "ask_eligibility", "ask", illness="尿毒症", relation="other"
    )
    assert [one for one in ("告诉单位工会", "没写") if one not in said] == []
    assert stranger.needs == []


async def test_interest_is_never_a_plan_s_price(stranger: ActionTalk) -> None:
    await stranger.say("想开个面馆 工会能贷款吗", "ask_overview", "ask")
    said = await stranger.say("利息几厘", "ask_contribution", "carry", ["amount"], "programme")
    assert [one for one in ("利息", "没写", "558") if one not in said] == []
    assert "会费" not in said


async def test_nobody_is_lent_money_for_a_hard_month(stranger: ActionTalk) -> None:
    said = await stranger.say("这月紧巴 工会能借点钱不", "apply_relief", "ask")
    assert [one for one in ("不给个人周转", "出了什么事") if one not in said] == []
    assert stranger.talk.task is None


async def test_a_platform_is_said_to_be_named_and_no_more(stranger: ActionTalk) -> None:
    said = await stranger.say("数据分析平台干啥使的", "ask_overview", "ask")
    assert [one for one in ("五个服务平台", "没写") if one not in said] == []


async def test_money_gone_from_a_medical_account_is_the_other_office_s(stranger: ActionTalk) -> None:
    said = await stranger.say(
        "医保账户少了三百 你们扣走的吧",
        "out_of_scope",
        "ask",
        ["origin"],
        "payment",
        office="medical_insurance",
    )
    assert [one for one in ("12393", "京卡") if one not in said] == []
    assert stranger.needs == []


async def test_who_has_no_union_is_told_whom_to_ask(stranger: ActionTalk) -> None:
    said = await stranger.say("公司没工会 材料交给谁", "ask_contact", "ask", ["who"])
    assert [one for one in ("街道工会", "转人工", "我要预约") if one not in said] == []


async def test_papers_go_to_one_s_own_union_and_those_above_it(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "yan_rui")
    said = await talk.say("单子递给谁", "ask_contact", "ask", ["who"], "papers")
    assert [one for one in ("经办人", "镇的工会", "区总工会", "YY") if one not in said] == []


@pytest.mark.parametrize("words", ["外国人能上吗", "返聘的能上不", "外包的能参加不", "怀孕了还能上吗"])
async def test_of_whom_nothing_is_written_neither_yes_nor_no_is_said(
    stranger: ActionTalk, words: str
) -> None:
    said = await stranger.say(words, "ask_eligibility", "ask", ["who_may"], "programme")
    assert [one for one in ("没写", "不敢说能，也不敢说不能", "12351") if one not in said] == []
    assert stranger.choices == []


async def test_a_spouse_is_not_said_to_be_out_of_the_second_payment(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "shen_yue")
    said = await talk.say(
        "我老婆能享受二次报销吗",
        "ask_eligibility",
        "ask",
        ["who_may"],
        "programme",
        relation="spouse",
        programme="secondary_reimbursement",
    )
    assert [one for one in ("没有写家属", "单位工会") if one not in said] == []


async def test_the_figures_of_one_s_own_tier_come_alone(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "zhou_jie")
    said = await talk.say(
        "意外险顶格赔几万", "ask_benefit", "ask", ["amount"], "programme", programme="accident"
    )
    assert "三档" in said
    assert "79,800" in said
    assert "108,800" not in said


async def test_another_tier_is_told_where_it_is_named(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "zhou_jie")
    said = await talk.say(
        "意外险四档顶格多少", "ask_benefit", "ask", ["amount"], "programme", programme="accident"
    )
    assert "108,800" in said


async def test_whoever_has_an_accident_cover_of_another_kind_is_told_of_it(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "fan_ping")
    said = await talk.say("有没有意外险", "check_coverage", "ask", ["state"], "cover", programme="accident")
    assert "托管班意外" in said
    assert not said.startswith("您名下没有")


async def test_whether_a_term_went_on_into_the_next_is_said(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "jiang_yan")
    said = await talk.say(
        "综合险中间断过没", "check_coverage", "ask", ["valid"], "cover", programme="comprehensive"
    )
    assert "没断" in said


async def test_a_card_s_money_is_asked_after_once(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "liu_yang")
    said = await talk.say("打哪张卡 收到没", "check_payment", "ask", ["card", "received"], "payment")
    assert "280" in said
    assert "材料" not in said


async def test_a_district_s_money_is_said_to_be_its_own(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "shen_yue")
    said = await talk.say(
        "大兴着火给五千 我能要不",
        "ask_eligibility",
        "ask",
        ["who_may"],
        "claim",
        event="fire",
        district="大兴",
    )
    assert "海淀区" in said
    assert talk.people == []
    assert talk.talk.task is None


async def test_a_house_that_leaks_again_is_met_with_care(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims, "gu_bin")
    await talk.say("房子那份批了吗", "check_relief", "ask", ["state"], "relief")
    talk.now += timedelta(minutes=5)
    said = await talk.say("昨天又漏 能再要一份不", "apply_relief", "carry", ["more"], "relief", date="昨天")
    assert [one for one in ("别碰电", "没写", "家财险") if one not in said] == []
    assert talk.talk.task is None
