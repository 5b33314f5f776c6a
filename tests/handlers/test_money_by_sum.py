"""Money is found by its sum among all that was ever paid, relief too; a new card told in the chat is not yet changed."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


@pytest.mark.parametrize("about", ["payment", ""])
@pytest.mark.parametrize(
    ("key", "words", "amount", "told"),
    [
        ("hou_jun", "存折上进了两万 谁打的", "20000", ("应急救助", "20,000 元")),
        ("hou_jun", "上个月收到20000块是你们打的不", "20000", ("应急救助", "20,000 元")),
        ("zhang_wei", "收到三百二十六块 啥钱", "326", ("二次报销", "326 元")),
        ("feng_xue", "到账了142.35是哪一笔", "142.35", ("二次报销", "142.35 元")),
        ("wu_min", "发的那一万五是啥钱", "15000", ("女工特疾", "15,000 元")),
    ],
)
async def test_a_sum_is_found_among_all_that_was_paid(
    claims: ClaimsDatabase, key: str, words: str, amount: str, told: tuple[str, ...], about: str
) -> None:
    talk = await become(claims, key)
    aspects = ["origin"] if about else []
    said = await talk.say(words, "check_payment", aspects=aspects, about=about, amount=amount)
    for part in told:
        assert part in said


async def test_a_sum_that_is_not_ours_is_said_beside_what_is(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "hou_jun")
    said = await talk.say("卡里到账9000是你们给的吗", "check_payment", amount="9000")
    assert "没有查到给您打过 9,000 元" in said
    assert "20,000 元" in said


async def test_what_was_spent_is_no_payment(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhang_wei")
    await talk.say("到账326块是啥", "check_payment", amount="326")
    said = await talk.say("我看病花了三千多", "check_payment", amount="3000")
    assert "没有查到给您打过" not in said


async def test_all_that_was_paid_is_listed_with_its_count(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    said = await talk.say("一共给过我几笔钱", "check_payment", aspects=["overview"], about="payment")
    assert "到账 2 笔、一共 1,110.55 元，批了没打的 1 笔" in said
    for part in ("142.35 元", "968.20 元", "还没打"):
        assert part in said


@pytest.mark.parametrize("intent", ["update_profile", "inform"])
async def test_a_new_card_is_taken_kindly_and_changed_on_the_page_alone(
    claims: ClaimsDatabase, intent: str
) -> None:
    talk = await become(claims, "liu_yang")
    await talk.say("住院津贴的钱呢", "check_payment")
    said = await talk.say("那张注销了 新卡尾号3381 往这张打", intent)
    assert "3381" in said
    assert "280 元" in said
    assert "profile" in talk.needs
    assert talk.people == []
    assert await talk.say("就打尾号3381那张卡不行吗", intent) != said


async def test_the_card_that_is_registered_needs_no_change(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "sun_li")
    said = await talk.say("我的卡尾号8007 别打错了", "inform")
    assert "8007" in said
    assert talk.needs == []


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("我手机尾号5521 下午打", "inform"),
        ("尾号3317那笔到哪了", "check_claim"),
        ("尾号6120的卡收到过你们的钱吗", "check_payment"),
    ],
)
async def test_another_number_is_no_new_card(claims: ClaimsDatabase, words: str, intent: str) -> None:
    talk = await become(claims, "feng_xue")
    assert "改不了卡" not in await talk.say(words, intent)


async def test_what_it_cost_does_not_hide_what_was_paid(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "jiang_tao")
    said = await talk.say(
        "3200咋算的 砖就一万六", "dispute_claim", aspects=["reckoning"], about="payment", amount="3200"
    )
    assert "核定 3,200 元" in said
    assert "没有查到" not in said


@pytest.mark.parametrize(
    ("words", "amount", "sum_said"),
    [("那五千的呢", "5000", "5,000 元"), ("还有一笔800的是啥", "800", "800 元")],
)
async def test_another_sum_after_one_asks_the_same_of_it(
    claims: ClaimsDatabase, words: str, amount: str, sum_said: str
) -> None:
    talk = await become(claims, "zhang_wei")
    asked = "卡里多了326是啥钱"
    await talk.say(asked, "check_payment", aspects=["origin"], about="payment", amount="326")
    said = await talk.say(words, "check_claim", "carry", about="claim", amount=amount)
    assert f"没有查到给您打过 {sum_said}" in said
    assert "326 元" in said


@pytest.mark.parametrize("aspect", ["missing", "how"])
async def test_what_to_do_about_money_that_came_back_is_the_card(claims: ClaimsDatabase, aspect: str) -> None:
    talk = await become(claims, "liu_yang")
    await talk.say("我那280呢", "check_payment", about="payment", amount="280")
    said = await talk.say("卡注销了咋整", "check_claim", "carry", [aspect], "claim")
    assert "换收款卡" in said


async def test_a_telephone_to_be_changed_with_the_card_is_said_to_be_on_the_page(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "liu_yang")
    said = await talk.say("卡和手机号一起改", "update_profile")
    assert "手机号也在这个页面上一起改" in said


async def test_a_card_may_still_be_changed_before_it_is_paid_to(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "sun_li")
    said = await talk.say("打哪张卡 那张我不用了", "check_payment", "ask", ["card"], "payment")
    assert "趁还没打，说“换收款卡”" in said
