"""Whose matter it is and of which day: a colleague's, the dead's, an earlier term's; nobody is asked who they are for a rule."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

RENEWED = "jiang_yan"
"""Whose package is in its second term, the first from February of last year."""


async def _talk(claims: ClaimsDatabase, name: str = "", *, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, name or "wang_fang")
    assert member is not None
    return ActionTalk(claims, member, is_linked=is_linked)


@pytest.mark.parametrize(("day", "is_in"), [("1月8号", False), ("12月1号", True)])
async def test_a_day_is_compared_with_the_terms_of_the_year_that_was_told(
    claims: ClaimsDatabase, day: str, is_in: bool
) -> None:
    talk = await _talk(claims, RENEWED)
    asked = await talk.say("去年那次能报吗", "ask_scope", "ask", ["covered"], "cover", date="去年")
    assert "综合险B类2025年2月16日到2026年2月15日" in asked
    assert asked.endswith("我对一下。")
    answer = await talk.say(day, "inform", "give", date=day)
    assert "2025年" in answer
    assert ("那天综合险B类在保" in answer) is is_in
    assert ("2025年2月16日才生效" in answer) is not is_in


@pytest.mark.parametrize("chance", [0.1, 0.6])
async def test_a_workmate_hears_the_rule_and_nobodys_days(claims: ClaimsDatabase, chance: float) -> None:
    talk = await _talk(claims, "zhao_lei")
    await talk.say("我的保障到哪天", "check_coverage", "ask", ["valid"], "cover")
    answer = await talk.send(
        {
            "text": "我工友没上，他能加不",
            "intent": {"name": "ask_eligibility"},
            "intents": ["ask_eligibility"],
            "intent_ranking": [
                {"name": "ask_eligibility", "confidence": 0.9},
                {"name": "ask_enrolment", "confidence": chance},
            ],
            "aspect_ranking": [{"name": "who_may", "confidence": 0.9}],
            "about_ranking": [{"name": "cover", "confidence": 0.9}],
            "entities": [{"entity": "relation", "value": "other"}],
        }
    )
    assert "2027" not in answer
    assert ("自己单位的工会" in answer) is (chance > 0.5)
    assert "本人" in answer


async def test_a_clerk_is_refused_a_colleagues_claim_before_anybody_is_asked_who_they_are(
    claims: ClaimsDatabase,
) -> None:
    talk = await _talk(claims, is_linked=False)
    await talk.say("我是单位工会的，同事住院怎么往上报", "ask_process", "ask", faq="claim_for_colleague")
    answer = await talk.say("老周的审完没", "check_claim", "ask", ["state"], "claim")
    assert "不能在这里给您看" in answer
    assert "identity" not in talk.needs


async def test_numbers_of_the_dead_lead_to_no_page(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, is_linked=False)
    await talk.say("我爱人上周没了", "inform", "give", relation="spouse", event="death")
    answer = await talk.say("他身份证号我报给你", "inform", "ask", faq="ids_in_chat")
    assert "查不了" in answer
    assert "绑定身份" not in answer
    assert "identity" not in talk.needs


async def test_where_the_unit_of_the_dead_is_gone_others_are_named_and_stay_named(
    claims: ClaimsDatabase,
) -> None:
    talk = await _talk(claims, is_linked=False)
    await talk.say("我爱人上周没了", "inform", "give", relation="spouse", event="death")
    assert "街道" in await talk.say("他厂子早关了", "inform", "give", faq="unit_closed_down")
    papers = await talk.say("要带什么", "ask_documents", "ask", ["missing"])
    assert "街道" in papers
    assert "单位工会的经办人" not in papers


async def test_windows_and_hours_need_nobodys_identity(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, is_linked=False)
    assert "大兴区" in await talk.say("窗口在哪", "ask_contact", "ask", ["where"])
    assert "没有登记的窗口" in await talk.say("房山", "inform", "give", district="房山")
    assert "12351" in await talk.say("几点开", "bind_identity", "carry", ["time"])
    assert "identity" not in talk.needs


@pytest.mark.parametrize(
    ("words", "intent", "aspect", "about", "said"),
    [
        ("查", "check_claim", "state", "claim", "想查哪样"),
        ("退休的能去不", "join_activity", "who_may", "activity", "全体会员"),
    ],
)
async def test_what_no_record_answers_leads_to_no_page(
    claims: ClaimsDatabase, words: str, intent: str, aspect: str, about: str, said: str
) -> None:
    talk = await _talk(claims, is_linked=False)
    assert said in await talk.say(words, intent, "ask", [aspect], about)
    assert "identity" not in talk.needs
