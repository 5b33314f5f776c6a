"""A frequently asked question is answered by its own entry: alone, in a form, by a clerk, and after danger only."""

from dataclasses import replace
from pathlib import Path

import pytest

from actions.faq import answer_faq, load_faq
from actions.faq.loading import FaqFault
from actions.question import Question
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk

ASKED = "单位会不会知道我得什么病"


async def _talk(claims: ClaimsDatabase, key: str = "li_qiang") -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member is not None
    return ActionTalk(claims, member)


async def test_it_is_answered_in_its_own_words_and_nothing_else_is(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    answer = await talk.say(ASKED, "ask_privacy", "ask", faq="who_sees_illness")
    assert answer == load_faq()["who_sees_illness"].statement.text
    assert "证件号只在专门的页面" in await talk.say("你们记我什么", "ask_privacy", "ask")


async def test_a_form_answers_it_and_goes_on_with_its_own_question(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    asked = (await talk.say("我要申请理赔", "file_claim")).splitlines()[-1]
    answer = await talk.say(ASKED, "ask_privacy", "ask", faq="who_sees_illness")
    assert load_faq()["who_sees_illness"].statement.text in answer
    assert asked[-8:] in answer
    assert talk.talk.task is not None


@pytest.mark.parametrize("intent", ["crisis", "request_human"])
async def test_danger_and_the_wish_for_a_person_come_first(claims: ClaimsDatabase, intent: str) -> None:
    talk = await _talk(claims)
    answer = await talk.say("单位知道了我就不活了", intent, "ask", faq="who_sees_illness")
    assert load_faq()["who_sees_illness"].statement.text not in answer
    assert talk.people


async def test_what_is_only_told_asks_nothing(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    answer = await talk.say("别让单位知道", "inform", "give", faq="who_sees_illness")
    assert load_faq()["who_sees_illness"].statement.text not in answer


def test_a_clerk_is_told_what_a_clerk_can_do_and_an_unknown_question_nothing() -> None:
    question = Question(ASKED, ("ask_privacy",), (), {}, None, NOW, faq="who_sees_illness")
    clerk = replace(question, talk=replace(question.talk, is_clerk=True))
    for entry in load_faq().values():
        asked = answer_faq(replace(clerk, faq=entry.id))
        assert asked is None or (entry.clerk or entry.statement.text) in asked.text
    assert answer_faq(replace(question, faq="no_such_question")) is None
    assert answer_faq(replace(question, faq=None)) is None


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "wrong.yml").write_text("- {id: Bad Id, asks: x}\n", encoding="utf-8")
    with pytest.raises(FaqFault, match=r"wrong\.yml"):
        load_faq(tmp_path)


async def test_where_rules_are_printed_is_left_to_the_programme_that_is_named(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    general = load_faq()["where_rules_printed"].statement.text
    assert general in await talk.say("规定原文在哪看", "ask_contact", "ask", faq="where_rules_printed")
    named = await talk.say(
        "重疾的规定原文在哪看",
        "ask_contact",
        "ask",
        faq="where_rules_printed",
        programme="critical_illness",
    )
    assert general not in named
    assert "huifei/4484" in named


def test_a_loan_for_a_business_is_no_loan_for_ones_own_needs() -> None:
    question = Question("", ("ask_eligibility",), (), {}, None, NOW, faq="loan_personal")
    assert answer_faq(replace(question, text="买房首付差点，工会能贷吗"))
    assert answer_faq(replace(question, text="想开个小店，工会能贷款吗")) is None


async def test_another_bank_for_ones_own_money_is_answered_of_the_record(claims: ClaimsDatabase) -> None:
    asked, entry = "打建设银行的卡上行吗", load_faq()["other_bank_card"].statement.text
    talk = await _talk(claims, "liu_yang")
    assert entry in await talk.say(asked, "ask_payout_time", "ask", faq="other_bank_card")
    await talk.say("津贴的钱怎么没到", "check_payment", "ask")
    assert entry not in await talk.say(asked, "ask_payout_time", "ask", faq="other_bank_card")
