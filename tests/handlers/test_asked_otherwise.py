"""The same answer to another question: what else of it is asked, or plainly that it is not known; and what is left for later."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk
from vocabulary.expects import Move


async def _begin(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


@pytest.fixture
def stranger(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who never proved who they are."""
    return ActionTalk(claims, MemberId(0), is_linked=False)


async def test_what_comes_after_the_last_day_is_said_once_the_day_was(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims, "kong_jun")
    first = await talk.say(
        "意外险到期没", "check_coverage", aspects=["valid"], about="cover", programme="accident"
    )
    then = await talk.say("那下礼拜磕了碰了咋办", "check_coverage", "carry", about="cover")
    assert "今天是最后一天" in first
    assert "今天是最后一天" not in then
    assert "家财险" in then
    assert "经办人" in then
    third = await talk.say("得 我小心着点走路", "check_coverage", "carry", about="cover")
    assert third not in (first, then)


async def test_nobody_is_to_wait_for_cover_before_seeing_a_doctor(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims, "dong_mei")
    await talk.say("生效了吗", "check_coverage", aspects=["valid", "state"], about="cover")
    then = await talk.say(
        "那我过些天再去检查成吗", "check_coverage", "carry", aspects=["valid"], about="cover"
    )
    assert "先去看" in then
    assert "没写" in then


async def test_what_the_table_lacks_is_named_as_it_was_asked(stranger: ActionTalk) -> None:
    first = await stranger.say("直投谁能上", "ask_eligibility", programme="direct_enrolment")
    said = [
        await stranger.say(words, "ask_eligibility", "carry")
        for words in ("临时工呢", "小时工呢", "外包的呢")
    ]
    assert all(name in words for name, words in zip(("临时工", "小时工", "外包"), said, strict=True))
    assert all(first[:20] not in words for words in said)
    ways = [words.partition("。")[2] for words in said]
    assert len(set(ways)) == 3


async def test_an_illness_is_named_and_neither_promised_nor_denied(stranger: ActionTalk) -> None:
    await stranger.say("女工特疾管啥病", "ask_scope", programme="womens_specified_disease")
    said = await stranger.say("子宫腺肌症算不", "ask_scope", "carry", illness="子宫腺肌症")
    assert "子宫腺肌症" in said
    assert "不敢说" in said


async def test_the_same_rule_asked_once_more_is_said_shorter(stranger: ActionTalk) -> None:
    first = await stranger.say("重疾要什么材料", "ask_documents", programme="critical_illness")
    again = await stranger.say("重疾都交哪些", "ask_documents", programme="critical_illness")
    assert again != first
    assert "身份证" in again


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [
        ("先别 我回单位问问再说", "ask_documents", "carry"),
        ("过几天再弄吧", "inform", Move.PUT_OFF),
        ("算了 今儿不弄了", "cancel", Move.STOP),
    ],
)
async def test_a_refused_claim_left_for_later_is_taken_up_by_the_words_named(
    claims: ClaimsDatabase, words: str, intent: str, move: str
) -> None:
    talk = await _begin(claims, "zhou_jie")
    await talk.say("意外那笔凭啥不赔", "dispute_claim", aspects=["why"], about="claim")
    said = await talk.say(words, intent, move, about="claim")
    assert "没有提交" in said
    assert "我要申请复核" in said
    assert talk.needs == []


async def test_a_wish_or_a_question_is_not_put_off(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims, "zhou_jie")
    await talk.say("意外那笔凭啥不赔", "dispute_claim", aspects=["why"], about="claim")
    assert "二次报销" in await talk.say(
        "算了 那我二次报销在保没",
        "check_coverage",
        aspects=["valid"],
        about="cover",
        programme="secondary_reimbursement",
    )


async def test_hours_are_told_and_the_bot_adds_its_own(stranger: ActionTalk) -> None:
    said = await stranger.say("你们周末上班不", "ask_contact", aspects=["time"], about="programme")
    assert "12351" in said
    assert stranger.needs == ["tell_hours"]
