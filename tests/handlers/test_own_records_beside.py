"""One's own record beside what is asked: the card that failed, one's tier, all that one holds, and what is not ours."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def meet(claims: ClaimsDatabase, key: str, *, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


@pytest.fixture
async def returned(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody whose payment came back, which was just told."""
    talk = await meet(claims, "liu_yang")
    await talk.say("钱没收着", "check_payment", aspects=["state"], about="payment")
    return talk


@pytest.mark.parametrize(
    ("words", "intent", "aspect"),
    [("谁把我的卡给停了", "check_claim", "origin"), ("好端端的卡咋就不能用了", "dispute_claim", "why")],
)
async def test_who_closed_the_card_is_not_known_and_the_bank_is_named(
    returned: ActionTalk, words: str, intent: str, aspect: str
) -> None:
    said = await returned.say(words, intent, move="carry", aspects=[aspect], about="claim")
    for known in ("会员卡已注销", "看不到", "北京银行", "换收款卡"):
        assert known in said
    assert "登记的" not in said


@pytest.mark.parametrize("bank", ["工行的卡", "招商银行", "微信里", "工资卡"])
async def test_another_banks_card_is_not_promised(returned: ActionTalk, bank: str) -> None:
    said = await returned.say(f"{bank}能收不", "ask_documents", move="carry", aspects=["card"], about="claim")
    assert "京卡" in said
    assert "不敢说行" in said
    assert "补办" in said


async def test_what_to_say_once_the_card_is_there(returned: ActionTalk) -> None:
    said = await returned.say("弄好了找谁", "ask_contact", move="carry", aspects=["who"], about="claim")
    assert said.startswith("卡办好了，回来跟我说“换收款卡”")
    assert "12351" in said


async def test_a_payment_that_came_back_before_is_told_with_the_one_that_stays(
    claims: ClaimsDatabase,
) -> None:
    talk = await meet(claims, "tang_lin")
    said = await talk.say("给了没", "check_payment", aspects=["state"], about="claim")
    assert "已经打款" in said
    assert "被银行退回，原因：收款卡号有误" in said
    why = await talk.say("为啥退的", "dispute_claim", move="carry", aspects=["why"], about="claim")
    assert "退过一次" in why
    assert "收款卡号有误" in why


async def test_money_that_another_office_keeps_is_that_offices(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "sun_li")
    await talk.say("批了没", "check_claim", aspects=["state"], about="claim")
    said = await talk.say(
        "社保卡里咋少了三百",
        "out_of_scope",
        move="carry",
        aspects=["origin"],
        about="claim",
        office="medical_insurance",
    )
    assert "12393" in said
    assert "1,185.60" not in said


@pytest.mark.parametrize("intent", ["ask_overview", "check_coverage"])
async def test_what_else_there_is_names_all_that_is_held(claims: ClaimsDatabase, intent: str) -> None:
    talk = await meet(claims, "sun_li")
    await talk.say("批了没", "check_claim", aspects=["state"], about="claim")
    said = await talk.say(
        "再没别的了吗", intent, move="carry", aspects=["elsewhere", "overview"], about="claim"
    )
    for words in ("住院医疗 1 份", "二次报销", "家财险", "您名下没有"):
        assert words in said
    assert "您只有 1 笔理赔" not in said
    assert "1,185.60" not in said


async def test_ones_own_tier_and_no_other_is_told(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "zhou_jie")
    said = await talk.say(
        "意外我是哪一档", "check_coverage", aspects=["amount"], about="programme", programme="accident"
    )
    assert "三档：最高保障金额 79,800 元" in said
    assert "审核定" in said
    assert "一档" not in said


async def test_who_asks_of_a_plan_hears_first_that_it_is_theirs(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "shi_kai")
    said = await talk.say(
        "社工那份都有啥",
        "ask_overview",
        aspects=["overview"],
        about="programme",
        programme="tailored_social_worker",
    )
    assert said.startswith("您的社工套餐")
    assert "在保，到" in said
    assert "意外、重疾、津贴三样" in said


async def test_an_outing_that_hurt_somebody_is_no_list_of_activities(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "liao_yun", is_linked=False)
    said = await talk.say("疗养崴了脚 给报不", "join_activity", aspects=["covered"], event="fall")
    assert "会员活动" not in said
    assert "先把伤养好" in said
    assert "告诉带队的人" in said


async def test_the_way_there_is_said_to_be_written_nowhere(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "liao_yun")
    said = await talk.say(
        "去疗养 路上磕着算不算",
        "join_activity",
        aspects=["who_may", "covered"],
        about="activity",
        programme="tailored_recuperation",
    )
    assert "疗休养短期意外现在在保" in said
    assert "路上算不算，公开的材料没写" in said
    assert "会员活动" not in said
