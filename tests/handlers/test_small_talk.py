"""The conversation itself: a word for everything, whole numbers in danger, and a person where only one will do."""

import pytest

from actions.small_talk import ANSWERERS
from claims.database import ClaimsDatabase
from tests.handlers.asking import NOBODY, ask


@pytest.mark.parametrize("intent", ANSWERERS)
async def test_everybody_hears_something_from_nobodys_records(claims: ClaimsDatabase, intent: str) -> None:
    answer = await ask(claims, NOBODY, "嗯嗯啊", intent)
    assert answer.text
    assert (answer.facts, answer.needs, answer.opens) == ((), (), None)


async def test_danger_has_the_numbers_and_a_person_and_is_answered_alone(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "我不想活了", "crisis")
    assert [number for number in ("110", "120", "12356") if number not in answer.text] == []
    assert answer.person
    assert answer.person.reason == "crisis"


@pytest.mark.parametrize(
    ("words", "intent", "reason"),
    [("转人工", "request_human", "requested"), ("没人理我，我要投诉", "complain", "complaint")],
)
async def test_a_person_is_called_for(claims: ClaimsDatabase, words: str, intent: str, reason: str) -> None:
    answer = await ask(claims, NOBODY, words, intent)
    assert answer.person
    assert answer.person.reason == reason


@pytest.mark.parametrize("intent", ["greet", "thank", "affirm", "deny", "goodbye", "cancel"])
async def test_what_asks_nothing_counts_as_small_talk(claims: ClaimsDatabase, intent: str) -> None:
    assert (await ask(claims, NOBODY, "嗯嗯啊", intent)).is_small_talk


@pytest.mark.parametrize("words", ["非常满意", "挺好评的，谢谢你们"])
async def test_praise_is_thanked_for_whatever_it_was_taken_for(claims: ClaimsDatabase, words: str) -> None:
    assert "不客气" in (await ask(claims, "li_qiang", words, "complain")).text
