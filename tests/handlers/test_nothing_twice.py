"""Nothing is said twice in the same words, and whoever does not follow hears it step by step."""

from datetime import timedelta

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk
from vocabulary.expects import Move


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """One of the invented members."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    return ActionTalk(claims, member)


@pytest.fixture
def stranger(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who never proved who they are."""
    return ActionTalk(claims, MemberId(0), is_linked=False)


async def test_a_repeated_question_is_answered_shorter_then_with_a_person(talk: ActionTalk) -> None:
    first, second, third = [
        await talk.say("重大疾病要什么材料", "ask_documents", programme="critical_illness") for _ in range(3)
    ]
    assert second != first
    assert len(second) < len(first)
    assert "同事" in third
    assert "转人工" in talk.choices
    assert talk.people == []


async def test_the_next_day_the_same_question_is_a_new_one(talk: ActionTalk) -> None:
    first = await talk.say("重大疾病要什么材料", "ask_documents", programme="critical_illness")
    talk.now += timedelta(days=1)
    assert await talk.say("重大疾病要什么材料", "ask_documents", programme="critical_illness") == first


@pytest.mark.parametrize(
    "intent", ["thank", "greet", "goodbye", "affirm", "deny", "cancel", "complain", "inform"]
)
async def test_small_talk_has_other_words(talk: ActionTalk, intent: str) -> None:
    said = [await talk.say("嗯", intent) for _ in range(3)]
    assert len(set(said)) == 3


async def test_words_nobody_understood_are_met_in_new_words(talk: ActionTalk) -> None:
    said = [await talk.say("阿巴阿巴", "nlu_fallback") for _ in range(4)]
    assert len(set(said)) == 4


async def test_danger_always_has_its_numbers(talk: ActionTalk) -> None:
    for _ in range(3):
        assert "12356" in await talk.say("我不想活了", "crisis")


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [
        ("我不想绑", "deny", ""),
        ("要身份证干啥", "inform", ""),
        ("你就告诉我呗", "inform", ""),
        ("不给", "inform", Move.REFUSE),
    ],
)
async def test_who_would_rather_not_identify_hears_why_and_another_way(
    stranger: ActionTalk, words: str, intent: str, move: str
) -> None:
    await stranger.say("我的理赔到哪了", "check_claim")
    said = [await stranger.say(words, intent, move=move) for _ in range(3)]
    assert "只给本人看" in said[0]
    assert all("经办人" in one or "转人工" in one for one in said)
    assert len(set(said)) == 3
    assert stranger.needs == []


@pytest.mark.parametrize("words", ["咋绑啊 我眼神不好 看不明白", "不会弄", "没听懂"])
async def test_who_cannot_manage_the_page_is_led_through_it_and_offered_help(
    stranger: ActionTalk, words: str
) -> None:
    await stranger.say("绑定身份", "bind_identity")
    said = await stranger.say(words, "bind_identity", move=Move.LOST)
    assert "1." in said
    assert "3." in said
    assert "经办人" in said
    assert "转人工" in stranger.choices
    again = await stranger.say(words, "bind_identity", move=Move.LOST)
    assert again != said
    assert "同事" in again


async def test_the_page_is_offered_in_other_words_each_time(stranger: ActionTalk) -> None:
    said = [await stranger.say("我的理赔到哪了", "check_claim") for _ in range(3)]
    assert len(set(said)) == 3
    assert stranger.needs == ["identity"]
    assert "转人工" in stranger.choices


@pytest.mark.parametrize("words", ["没听懂", "啥意思", "看不明白", "说简单点"])
async def test_who_does_not_follow_hears_it_point_by_point(talk: ActionTalk, words: str) -> None:
    await talk.say("重大疾病要什么材料", "ask_documents", programme="critical_illness")
    said = await talk.say(words, "inform")
    assert "1." in said
    assert "2." in said
    assert "转人工" in talk.choices
    assert await talk.say(words, "inform") != said


async def test_a_claim_is_told_point_by_point_too(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zhou_jie")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我的理赔呢", "check_claim", claim_number="LP2026-0031278")
    said = await talk.say("没看懂", "inform", move=Move.LOST)
    assert "1." in said
    assert "没有通过" in said


async def test_an_open_question_is_never_left_out_when_it_is_asked_again(talk: ActionTalk) -> None:
    said = []
    for _ in range(3):
        said.append(await talk.say("解绑", "unbind_identity"))
        await talk.say("谢谢", "thank")
    assert all("确定解除绑定吗" in one for one in said)
    assert len(set(said)) == 3


async def test_another_question_with_the_same_answer_gets_it_whole(talk: ActionTalk) -> None:
    first = await talk.say("重大疾病要什么材料", "ask_documents", programme="critical_illness")
    other = await talk.say("重大疾病交啥", "submit_documents", programme="critical_illness")
    assert first
    assert other
    assert "简单说" not in other


async def test_the_same_words_are_not_said_again_to_another_question(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "liu_yang")
    assert member
    talk = ActionTalk(claims, member)
    first = await talk.say("钱咋退回来了", "check_payment", aspects=["why"], about="payment")
    again = await talk.say("那卡早就销了", "check_payment", move="carry", aspects=["card"], about="claim")
    assert "被银行退回" in first
    assert "被银行退回" not in again
    assert "换收款卡" in again
