"""What is meant where little is said: the programmes that may pay, and the meanings offered to unclear words."""

import pytest

from actions.clarifying import offer_meanings
from actions.likely import find_likely
from actions.question import Answer, Question
from actions.talk import AskedNow
from tests.handlers.action_talk import NOW
from vocabulary.expects import Asked

ACCIDENTS = ("accident", "non_work_accident_property")


def hear(text: str, **entities: str) -> Question:
    """Words with what was found in them."""
    return Question(text, (), (), {name: (value,) for name, value in entities.items()}, None, NOW)


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        (hear("乳腺癌能报吗", illness="乳腺癌"), ("womens_specified_disease", "critical_illness")),
        (hear("心梗呢", illness="心梗"), ("critical_illness", "inpatient_medical")),
        (hear("骨折了", illness="骨折"), ACCIDENTS),
        (hear("摔了", event="fall"), ACCIDENTS),
        (hear("家里着火了", event="fire"), ("non_work_accident_property", "relief_fund")),
        (hear("住院了", event="hospital_stay"), ("inpatient_medical", "hospital_cash")),
        (hear("A和B有什么区别"), ("comprehensive",)),
        (hear("怎么捐款"), ("relief_fund",)),
        (hear("报完还是不够"), ("further_assistance",)),
        (hear("手机能报吗"), ("app_claim",)),
    ],
)
def test_the_likeliest_programmes_come_first(question: Question, codes: tuple[str, ...]) -> None:
    assert find_likely(question)[: len(codes)] == codes


def test_illness_and_event_together_name_each_programme_once() -> None:
    found = find_likely(hear("心梗住院", illness="心梗", event="hospital_stay"))
    assert len(set(found)) == len(found)
    assert {"critical_illness", "hospital_cash"} <= set(found)


@pytest.mark.parametrize("words", ["你好", "多少钱", "感冒"])
def test_words_that_tell_nothing_name_no_programme(words: str) -> None:
    assert find_likely(hear(words, illness=words)) == ()


def offer(likely: list[str], unclear: int = 1) -> Answer:
    """What is offered to words that were not understood."""
    return offer_meanings(likely, unclear)


def test_the_two_likeliest_meanings_are_offered_and_a_person() -> None:
    answer = offer(["check_claim", "greet", "check_payment", "file_claim"])
    assert [one.text for one in answer.choices] == ["我的理赔到哪一步了", "我的钱打了没有", "转人工"]
    assert answer.asks == AskedNow(Asked.MEANING)


def test_where_nothing_is_likely_another_wording_is_asked_for() -> None:
    answer = offer(["greet"])
    assert "换个说法" in answer.text
    assert [one.text for one in answer.choices] == ["转人工"]


def test_the_second_time_a_person_comes_first_in_the_words() -> None:
    answer = offer(["check_claim"], unclear=2)
    assert "要不要找同事" in answer.text
    assert answer.choices[-1].text == "转人工"
