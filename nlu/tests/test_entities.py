"""What a message names: the longest word wins, and numbers are found however they are typed."""

import pytest

from nlu.components.entities import Lexicon, find_numbers

LEXICON = Lexicon(
    {
        "programme": {"relief_fund": ["应急救助", "救助"], "womens_specified_disease": ["女工", "女工特疾"]},
        "event": {"fire": ["着火"]},
    }
)


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.type, entity.value) for entity in LEXICON.find(text)]


def test_the_longest_word_wins_and_each_value_stands_once() -> None:
    assert found("应急救助和救助") == [("programme", "relief_fund")]


def test_several_values_in_the_order_of_the_words() -> None:
    assert found("着火了，女工特疾管吗") == [("event", "fire"), ("programme", "womens_specified_disease")]


def test_positions_are_those_of_the_message() -> None:
    entity = next(LEXICON.find("我的女工特疾呢"))
    assert (entity.start, entity.end) == (2, 6)


@pytest.mark.parametrize(
    "typed", ["LP2026-0031187", "lp2026 0031187", "LP20260031187", "编号LP2026—0031187吗"]
)
def test_claim_numbers_in_their_printed_form(typed: str) -> None:
    assert [(one.type, one.value) for one in find_numbers(typed)] == [("claim_number", "LP2026-0031187")]


@pytest.mark.parametrize("typed", ["LP2026-003118", "XLP2026-0031187", "LP2026-00311878", "2026-0031187"])
def test_what_only_looks_like_a_number_is_none(typed: str) -> None:
    assert list(find_numbers(typed)) == []


def test_relief_numbers() -> None:
    assert [one.value for one in find_numbers("JZ2026-00456咋样了")] == ["JZ2026-00456"]
