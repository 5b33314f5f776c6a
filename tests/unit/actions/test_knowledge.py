"""What may be said: only from graded sources, with their date, and what is unknown is said to be unknown."""

from pathlib import Path

import pytest

from actions.knowledge import KnowledgeFault, load_knowledge

KNOWLEDGE = load_knowledge()
TEXTS = [cell.text for programme in KNOWLEDGE.programmes.values() for cell in programme.cells.values()]


def test_every_programme_says_what_it_is() -> None:
    for code in KNOWLEDGE.programmes:
        assert KNOWLEDGE.find(code, "overview").kind == "known", code


def test_what_is_known_is_said_with_its_date() -> None:
    found = KNOWLEDGE.find("relief_fund", "process")
    assert found.kind == "known"
    assert "2019年的说法，以中心最新规定为准" in found.text


def test_what_is_not_known_is_said_to_be_unknown_with_the_nearest_and_a_person() -> None:
    found = KNOWLEDGE.find("critical_illness", "deadline")
    assert found.kind == "nearest"
    assert "没有中心确认过的说法" in found.text
    assert "转人工" in found.text


@pytest.mark.parametrize(
    "trap", ["98.3", "30 个工作日", "30个工作日", "时传祥", "谭女士", "剩余 3 人", "一定能"]
)
def test_traps_are_said_nowhere(trap: str) -> None:
    assert not [text for text in TEXTS if trap in text]


def test_ten_days_are_never_a_promise() -> None:
    for text in TEXTS:
        assert "十天" not in text or "不能当准话" in text


def test_grade_b_is_not_said_until_somebody_confirmed_it(tmp_path: Path) -> None:
    cell = "    text: 说法。\n    source: x\n    grade: B\n    as_of: '2024'\n"
    (tmp_path / "p.yml").write_text(f"name: n\nshort_name: n\ncells:\n  overview:\n{cell}", encoding="utf-8")
    assert load_knowledge(tmp_path).find("p", "overview").kind == "unknown"


@pytest.mark.parametrize("content", ["name: [", "name: n\nshort_name: n\ncells: {a: {text: 没有句号}}"])
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "wrong.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=r"wrong\.yml"):
        load_knowledge(tmp_path)
