"""A yes is to what was asked just before: not to what was asked and left, nor to more than was read out."""

import pytest

from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from vocabulary.expects import Asked

REVIEWED, HURT, OUTDOORS = "xu_gang", "zheng_hao", "yan_rui"


async def _talk(claims: ClaimsDatabase, name: str) -> ActionTalk:
    member = await find_demo_member(claims, name)
    assert member is not None
    return ActionTalk(claims, member)


async def _complain(claims: ClaimsDatabase) -> ActionTalk:
    talk = await _talk(claims, REVIEWED)
    await talk.say("我摔伤那笔怎么样了", "check_claim", "ask", ["state"], "claim")
    assert "转给同事" in await talk.say("我得投诉", "complain")
    assert talk.talk.is_asked(Asked.YES, "pass_on")
    return talk


async def test_a_question_that_was_put_off_twice_waits_no_longer(claims: ClaimsDatabase) -> None:
    talk = await _complain(claims)
    await talk.say("最高给多少", "ask_benefit", "ask", ["amount"], "claim")
    assert talk.talk.is_asked(Asked.YES, "pass_on")
    await talk.say("打哪张卡", "check_payment", "ask", ["card"], "payment")
    assert talk.talk.asked is None
    await talk.say("成", "affirm", "agree")
    assert not talk.people


async def test_a_no_with_a_question_leaves_it_and_answers(claims: ClaimsDatabase) -> None:
    talk = await _complain(claims)
    answer = await talk.send(
        {
            "text": "拉倒，说说能给多少",
            "intent": {"name": "ask_benefit"},
            "intents": ["ask_benefit"],
            "intent_ranking": [{"name": "ask_benefit", "confidence": 0.9}],
            "move_ranking": [{"name": "ask", "confidence": 0.9}],
            "aspect_ranking": [{"name": "amount", "confidence": 0.9}],
            "about_ranking": [{"name": "claim", "confidence": 0.9}],
            "entities": [],
            "parts": [{"text": "说说能给多少", "start": 3, "end": 9, "intents": ["ask_benefit"]}],
        }
    )
    assert "没有转" in answer
    assert "54,400" in answer
    assert talk.talk.asked is None
    assert not talk.people


async def test_every_plan_that_a_claim_goes_under_is_read_out_before_the_yes(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, HURT)
    before = {one.number for one in await access_claims(claims, talk.member)}
    await talk.say("我要报案", "file_claim")
    await talk.say("昨天踢球崴了脚，脚踝骨裂", "inform", "give", event="fall", date="昨天")
    await talk.say("积水潭医院", "inform", "give")
    summary = await talk.say("花了六百", "inform", "give", amount="600")
    assert summary.endswith("对吗？")
    named = summary.partition("登记到：")[2]
    await talk.say("对", "affirm", "agree")
    filed = [one for one in await access_claims(claims, talk.member) if one.number not in before]
    assert len(filed) == 2
    assert "意外伤害" in named
    assert "家财险" in named


async def test_a_childs_outing_is_given_up_after_a_yes_by_its_name(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, OUTDOORS)
    asked = await talk.say(
        "娃那个小实验去不成，退掉", "book_appointment", "ask", ["undo"], "visit", relation="child"
    )
    assert asked.startswith("要取消“职工子女科学小实验”")
    assert "取消了" in await talk.say("嗯，退", "affirm", "agree")


async def test_what_begins_like_a_yes_and_says_more_is_none(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zhao_lei")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我重疾那笔批了吗", "check_claim", move="ask", aspects=["state"], about="claim")
    asked = await talk.say("跟审的人说一声，我下周要手术", move="for_person")
    assert "转过去吗" in asked
    await talk.say("是我自己的老婆", "inform", move="correct", relation="spouse")
    assert talk.people == []


async def test_need_of_this_hour_is_no_word_for_staff(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zhao_lei")
    assert member
    talk = ActionTalk(claims, member)
    heard = {
        "text": "我在ICU外面，医生让先交八万，我拿不出来",
        "intent": {"name": "apply_relief"},
        "intents": ["apply_relief"],
        "intent_ranking": [
            {"name": "apply_relief", "confidence": 0.96},
            {"name": "request_human", "confidence": 0.51},
        ],
        "move_ranking": [{"name": "ask", "confidence": 0.85}],
        "entities": [{"entity": "circumstance", "value": "grave"}, {"entity": "amount", "value": "80000"}],
    }
    assert "写上" not in await talk.send(heard)


@pytest.mark.parametrize("words", ["行我知道了", "好的明白了", "嗯 清楚了"])
async def test_who_has_only_heard_agrees_to_nothing(claims: ClaimsDatabase, words: str) -> None:
    talk = await _complain(claims)
    await talk.say(words, "affirm", "agree")
    assert not talk.people
