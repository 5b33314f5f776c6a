"""A fault in the table stops it with the file, the line and what is wrong."""

from pathlib import Path

import pytest

from actions.knowledge import KnowledgeFault, load_knowledge

HEAD = "name: n\nshort_name: n\ncells:\n"
GOOD = "  overview:\n    text: 说法。\n    source: x\n    grade: A\n    as_of: '2024'\n"
FAULTS = {
    "an aspect that is not one": (HEAD + GOOD.replace("overview", "price"), 4, "cells.price"),
    "no source": (HEAD + GOOD.replace("    source: x\n", ""), 4, "source: Field required"),
    "an empty source": (HEAD + GOOD.replace("source: x", "source: ''"), 6, "source"),
    "no grade": (HEAD + GOOD.replace("    grade: A\n", ""), 4, "grade: Field required"),
    "a grade that is not one": (HEAD + GOOD.replace("grade: A", "grade: C"), 7, "grade"),
    "no date": (HEAD + GOOD.replace("    as_of: '2024'\n", ""), 4, "as_of: Field required"),
    "a date of the wrong form": (HEAD + GOOD.replace("'2024'", "去年"), 8, "as_of"),
    "a text too long": (HEAD + GOOD.replace("说法", "说" * 200), 5, "is 603 bytes long, at most 600"),
    "a text without an end": (HEAD + GOOD.replace("说法。", "说法"), 5, "must end with"),
    "a field that is not one": (HEAD + GOOD + "    by: me\n", 9, "by"),
    "a fault in the second statement": (
        HEAD + "  scope:\n    - {text: 一。, source: x, grade: A, as_of: '2024'}\n    - {text: 二。}\n",
        6,
        "source",
    ),
    "a cell of no statements": (HEAD + "  scope: []\n", 4, "cells.scope"),
    "a cell twice": (HEAD + GOOD + GOOD, 9, "'overview' is there twice"),
    "a field twice": (HEAD + GOOD + "    grade: B\n", 9, "'grade' is there twice"),
    "no name": ("short_name: n\ncells: {}\n", 1, "name: Field required"),
    "not a mapping": ("- name\n", 1, "must be a mapping"),
    "nothing at all": ("", 1, "must be a mapping"),
    "broken YAML": ("name: n\nshort_name: ]\ncells: {}\n", 2, "did not find expected node content"),
    "a tab for an indent": (HEAD + "\toverview: x\n", 4, "cannot start any token"),
    "a control character": ("name: n\nshort_name: \x07\n", 2, "not allowed"),
}


@pytest.mark.parametrize(("content", "line", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_its_line(tmp_path: Path, content: str, line: int, what: str) -> None:
    (tmp_path / "accident.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeFault) as raised:
        load_knowledge(tmp_path)
    assert str(raised.value).startswith(f"accident.yml, line {line}: ")
    assert what in str(raised.value)


def test_a_file_of_no_programme_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pension.yml").write_text(HEAD + GOOD, encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=r"pension\.yml, line 1: there is no programme 'pension'"):
        load_knowledge(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "accident.yml").write_bytes("name: n\nshort_name: 意外\n".encode("gbk"))
    with pytest.raises(KnowledgeFault, match=r"accident\.yml, line 2: is not UTF-8"):
        load_knowledge(tmp_path)


def test_one_statement_need_not_be_a_list(tmp_path: Path) -> None:
    (tmp_path / "accident.yml").write_text(HEAD + GOOD, encoding="utf-8")
    assert "说法。" in load_knowledge(tmp_path).find("accident", "overview").text
