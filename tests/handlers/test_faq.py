"""A frequently asked question is answered by its own entry: alone, in a form, by a clerk, and after danger only."""

from dataclasses import replace
from pathlib import Path

import pytest
from rasa_sdk import Tracker

from actions.answering import Answering
from actions.faq import answer_faq, load_faq
from actions.faq.loading import FaqFault
from actions.otherwise import answer_rather
from actions.passes import Passes
from actions.question import Question
from actions.tracker_reading import read_question
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import KNOWLEDGE, NOW, ActionTalk
from vocabulary.expects import Move

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


@pytest.mark.parametrize(("likely", "is_told"), [("with_work_injury", True), (None, False)])
async def test_what_is_likely_asked_comes_rather_than_the_question_which_programme_is_meant(
    claims: ClaimsDatabase, likely: str | None, is_told: bool
) -> None:
    answering = Answering(claims, KNOWLEDGE)
    question = Question("这种你们管不管", ("ask_scope",), (), {}, None, NOW, move=Move.ASK, likely_faq=likely)
    plain = await answering.answer(question)
    assert plain.asks
    said = answer_rather(answering, question, plain)
    assert (said != plain) is is_told


async def test_where_something_is_known_of_all_programmes_that_is_told(claims: ClaimsDatabase) -> None:
    answering = Answering(claims, KNOWLEDGE)
    question = Question("不要钱的吧", ("ask_contribution",), (), {}, None, NOW, likely_faq="union_funds_pay")
    plain = await answering.answer(question)
    assert answer_rather(answering, question, plain) is plain


@pytest.mark.parametrize(
    ("sure", "asked"), [(0.9, ["lost_receipt", "papers_by_post"]), (0.6, ["lost_receipt"])]
)
def test_a_clause_that_asks_nothing_else_is_a_part_where_its_question_is_sure(
    sure: float, asked: list[str]
) -> None:
    found = [
        ("票丢了咋办", ["ask_documents"], "lost_receipt", 0.9),
        ("那些单子能寄过去不", [], "papers_by_post", sure),
    ]
    parts = [
        {
            "text": text,
            "start": 0,
            "end": 0,
            "intents": intents,
            "faq": [{"name": name, "confidence": one}],
        }
        for text, intents, name, one in found
    ]
    question = read_message("票丢了咋办 那些单子能寄过去不", intents=["ask_documents"], parts=parts)
    assert [one.faq for one in question.parts] == asked
    assert {one.intents for one in question.parts} == {("ask_documents",)}


def test_a_bare_clause_goes_by_the_programme_that_is_named_beside_it() -> None:
    part = {"text": "一份多少钱", "start": 9, "end": 14, "intents": ["ask_contribution"]}
    sure = {**part, "faq": [{"name": "word_unit_and_tier", "confidence": 0.95}]}
    named = [{"entity": "programme", "value": "womens_specified_disease", "start": 0, "end": 4}]
    asked = read_message(
        "女工特疾想上 一份多少钱", intents=["ask_contribution"], parts=[sure], entities=named
    )
    assert [one.faq for one in asked.parts] == [None]


@pytest.mark.parametrize(("intent", "is_believed"), [("out_of_scope", True), ("ask_scope", False)])
def test_what_nothing_else_answers_is_believed_sooner(intent: str, is_believed: bool) -> None:
    ranking = [{"name": "social_security_matter", "confidence": 0.45}]
    question = read_message("社保断了", intents=[intent], faq_ranking=ranking)
    assert bool(question.faq) is is_believed


def read_message(text: str, **understood: object) -> Question:
    """A message of nobody known, understood in this way."""
    passes = Passes(b"key of the tests", lambda: NOW)
    latest = {
        "text": text,
        "intent": {"name": "any"},
        "metadata": {"pass": passes.write("1", {})},
        **understood,
    }
    tracker = Tracker("1", {}, latest, [], False, None, {}, None)
    return read_question(tracker, passes, NOW)
