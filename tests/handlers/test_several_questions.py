"""Several questions of one message: each of its own programme, each short; what is one question stays one."""

from datetime import datetime

import pytest

from actions.answering import Answering
from actions.leaning import lean
from actions.question import AskedPart, Question
from actions.several import put_first, split
from claims.database import ClaimsDatabase
from tests.handlers.action_talk import KNOWLEDGE, NOW


def question(text: str, *parts: AskedPart, now: datetime = NOW, **more: object) -> Question:
    """What nobody known asks in these clauses."""
    intents = tuple(dict.fromkeys(one for part in parts for one in part.intents))
    entities = {name: values for part in parts for name, values in part.entities.items()}
    whole = Question(text, intents, entities.get("programme", ()), entities, None, now, parts=parts)
    return Question(**{**vars(whole), **more})


async def test_each_is_answered_with_its_own_programme(claims: ClaimsDatabase) -> None:
    asked = question(
        "女工特疾多少钱一份 二次报销要啥材料",
        AskedPart("女工特疾多少钱一份", ("ask_contribution",), {"programme": ("womens_specified_disease",)}),
        AskedPart("二次报销要啥材料", ("ask_documents",), {"programme": ("secondary_reimbursement",)}),
    )
    said = (await Answering(claims, KNOWLEDGE).answer(asked)).text
    assert "25 元" in said
    assert "不用交材料" in said
    assert len(said) <= 280


async def test_a_later_question_is_of_the_programme_named_before(claims: ClaimsDatabase) -> None:
    asked = question(
        "重疾咋申请 几天到账",
        AskedPart("重疾咋申请", ("ask_process",), {"programme": ("critical_illness",)}),
        AskedPart("几天到账", ("ask_payout_time",), {}),
    )
    assert [one.programmes for one in split(asked)] == [("critical_illness",)] * 2
    said = (await Answering(claims, KNOWLEDGE).answer(asked)).text
    assert "经办人" in said
    assert "十天" in said


def test_what_only_goes_on_with_the_same_question_is_one() -> None:
    asked = question(
        "医保备案咋办 公积金能提不",
        AskedPart("医保备案咋办", ("out_of_scope",), {"office": ("medical_insurance",)}),
        AskedPart("公积金能提不", ("out_of_scope",), {"office": ("housing_fund",)}),
    )
    assert split(asked) == ()


def test_what_only_tells_is_no_question() -> None:
    asked = question(
        "我住了五天院 能报多少",
        AskedPart("我住了五天院", ("inform",), {"event": ("hospital_stay",)}),
        AskedPart("能报多少", ("ask_benefit",), {}),
    )
    assert split(asked) == ()


def test_the_sentence_that_answers_comes_first() -> None:
    text = "由单位统一参加，一年一期。人数、比例有没有要求，公开的材料没写。"
    assert put_first(text, "比例有规定吗").startswith("人数、比例")
    assert put_first(text, "咋参加").startswith("由单位")


@pytest.mark.parametrize(
    ("text", "intents", "move", "chances", "read"),
    [
        ("甭绕了 就说哪天到", ("deny",), "ask", {"deny": 0.6, "check_payment": 0.3}, ("check_payment",)),
        ("四千谁算的", ("inform",), "give", {"inform": 0.9, "dispute_claim": 0.8}, ("inform",)),
        ("四千二是谁给算的", ("inform",), "give", {"inform": 0.9, "dispute_claim": 0.8}, ("dispute_claim",)),
        ("我得了一场大病啊", ("inform",), "give", {"inform": 0.9, "file_claim": 0.8}, ("inform",)),
        ("不是我要问的这个", ("deny",), "correct", {"deny": 0.9, "check_claim": 0.3}, ("deny",)),
    ],
)
def test_an_aside_that_asks_is_read_as_what_it_asks(
    text: str, intents: tuple[str, ...], move: str, chances: dict[str, float], read: tuple[str, ...]
) -> None:
    likely = tuple(sorted(chances, key=lambda one: -chances[one]))
    asked = question(text, intents=intents, move=move, chances=chances, likely=likely)
    assert lean(asked).intents == read


async def test_a_wish_for_a_person_is_met_before_what_is_asked_beside_it(claims: ClaimsDatabase) -> None:
    asked = question(
        "二次报销几天到账 给我找个人",
        AskedPart("二次报销几天到账", ("ask_payout_time",), {"programme": ("secondary_reimbursement",)}),
        AskedPart("给我找个人", ("request_human",), {}),
    )
    for one in (asked, question(asked.text, intents=("ask_payout_time", "request_human"))):
        answer = await Answering(claims, KNOWLEDGE).answer(one)
        assert answer.person
        assert answer.text.startswith("好，给您转人工")


async def test_to_whom_papers_go_is_asked_of_no_record_by_whoever_is_not_known(
    claims: ClaimsDatabase,
) -> None:
    answer = await Answering(claims, KNOWLEDGE).answer(question("单子该交给谁呀", intents=("check_claim",)))
    assert "经办人" in answer.text
    assert not answer.needs


def test_a_frequent_question_beside_another_of_the_same_kind_is_its_own() -> None:
    lost = AskedPart("票丢了咋办", ("ask_documents",), {}, faq="lost_receipt")
    post = AskedPart("能寄过去不", ("ask_documents",), {}, faq="papers_by_post")
    on = AskedPart("章没了也行吗", ("ask_documents",), {})
    assert [one.faq for one in split(question("", lost, post))] == ["lost_receipt", "papers_by_post"]
    assert split(question("", lost, on)) == ()
    record = AskedPart("我的理赔到哪了", ("check_claim",), {})
    assert [one.faq for one in split(question("", record, lost))] == [None, "lost_receipt"]


def test_an_activity_that_is_asked_for_in_two_clauses_is_one_wish() -> None:
    wish = AskedPart("电影票", ("join_activity",), {})
    left = AskedPart("还有名额不", ("join_activity",), {}, faq="activity_full")
    assert split(question("", wish, left)) == ()
