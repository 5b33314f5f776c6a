"""What may be said: only from graded sources, with their date, and what is unknown is said to be unknown."""

import re
from pathlib import Path

import pytest

from actions.knowledge import Finding, Knowledge, load_knowledge
from actions.knowledge.table import CODES
from vocabulary.intents import ASPECTS

KNOWLEDGE = load_knowledge()
FINDINGS = {
    (code, aspect): KNOWLEDGE.find(code, aspect) for code in KNOWLEDGE.programmes for aspect in ASPECTS
}
TEXTS = [
    one.text
    for programme in KNOWLEDGE.programmes.values()
    for cell in programme.cells.values()
    for one in cell
    if one.is_speakable
]
STATEMENT = "      source: x\n      grade: {grade}\n      as_of: '{year}'\n"


def load(folder: Path, cells: str, code: str = "accident") -> Knowledge:
    """A table of one programme with these cells."""
    (folder / f"{code}.yml").write_text(f"name: n\nshort_name: n\ncells:\n{cells}", encoding="utf-8")
    return load_knowledge(folder)


def find(programme: str | None, aspect: str) -> Finding:
    """In the real table."""
    return KNOWLEDGE.find(programme, aspect)


def test_every_programme_of_the_taxonomy_says_what_it_is() -> None:
    assert set(KNOWLEDGE.programmes) == CODES
    for code in KNOWLEDGE.programmes:
        assert find(code, "overview").kind == "known", code


def test_what_is_known_is_said_with_its_date() -> None:
    found = find("relief_fund", "process")
    assert found.kind == "known"
    assert "2019年的说法，以中心最新规定为准" in found.text


def test_what_this_service_itself_does_needs_no_date() -> None:
    assert "年的说法" not in find(None, "privacy").text


def test_statements_of_two_years_are_each_said_with_their_own(tmp_path: Path) -> None:
    parts = (f"    - text: {year}。\n{STATEMENT.format(grade='A', year=year)}" for year in ("2016", "2023"))
    found = load(tmp_path, f"  overview:\n{''.join(parts)}").find("accident", "overview")
    assert "2016。（2016年的说法）" in found.text
    assert "2023。（2023年的说法，以中心最新规定为准）" in found.text
    assert found.as_of == "2016"


def test_what_is_not_known_is_said_to_be_unknown_with_the_nearest_and_a_person() -> None:
    found = find("critical_illness", "benefit")
    assert found.kind == "nearest"
    assert "没有中心确认过的说法" in found.text
    assert "转人工" in found.text


def test_a_cell_that_only_admits_not_to_know_is_not_taken_for_knowledge() -> None:
    assert find("comprehensive_a", "difference").kind == "nearest"
    assert find("critical_illness", "deadline").kind == "nearest"


def test_whoever_asks_what_is_not_known_is_told_where_to_ask() -> None:
    for (code, aspect), found in FINDINGS.items():
        if found.kind != "known":
            assert re.search("转人工|问|12351|回复|经办人|单位工会", found.text), (code, aspect)


@pytest.mark.parametrize("code", ["relief_medical", "comprehensive_b"])
def test_the_more_exact_code_falls_back_to_its_programme_and_has_a_chinese_name(code: str) -> None:
    assert find(code, "eligibility").kind == "known"
    for aspect in ASPECTS:
        assert code not in find(code, aspect).text


def test_the_card_is_answered_from_its_own_place_in_the_middle_of_another_programme() -> None:
    assert find("relief_fund", "member_card") == find("member_card", "member_card")
    assert find("relief_fund", "labour_rights") == find(None, "labour_rights")


def test_grade_b_is_not_said_until_somebody_confirmed_it(tmp_path: Path) -> None:
    cell = f"  overview:\n      text: 说法。\n{STATEMENT.format(grade='B', year='2024')}"
    assert load(tmp_path, cell).find("accident", "overview").kind == "unknown"
    assert load(tmp_path, f"{cell}      confirmed_by: 张伟\n").find("accident", "overview").kind == "known"


def test_a_text_is_short_and_ends_like_a_sentence() -> None:
    for text in TEXTS:
        assert len(text.encode()) <= 350, text
        assert text.endswith(("。", "！", "？"))
        assert len(re.findall("[。！？]", text)) <= 4, text


def test_an_answer_is_short_and_ends_with_punctuation() -> None:
    for place, found in FINDINGS.items():
        assert len(found.text.encode()) <= 600, place
        assert found.text.endswith(("。", "！", "？", "）")), place


@pytest.mark.parametrize(
    "code",
    [
        code
        for code, programme in KNOWLEDGE.programmes.items()
        if "scope" in programme.cells
        and code not in ("startup_loan", "direct_payment", "app_claim", "daily_mutual_help")
    ],
)
def test_a_question_of_scope_is_answered_by_what_decides(code: str) -> None:
    text = find(code, "scope").text
    assert re.search("看.*(?:时候|那天|那几天|医保|保障期|病名|自付)", text)
    assert re.search("证明|票据", text) or code == "relief_medical"


def test_nothing_is_promised() -> None:
    for text in TEXTS:
        assert not re.search("一定能|肯定能|保证|放心|包赔|都能报", text), text
