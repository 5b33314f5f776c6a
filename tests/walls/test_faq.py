"""Every frequently asked question has enough phrases, every phrase its question, and every answer keeps the house's words."""

from collections import Counter
from pathlib import Path

import actions.faq
from actions.faq import load_faq
from testing.processes import ROOT
from vocabulary.yaml_files import read_yaml

_FEWEST = 20
_NEAR_TO_ONE = "none"
"""What phrases name that are near to a question and ask none."""
_PROMISES = ("马上", "肯定能", "保证能", "会通知您")


def _count_phrases() -> Counter[str]:
    count: Counter[str] = Counter()
    for file in sorted((ROOT / "nlu" / "data").rglob("*.yml")):
        for block in read_yaml(file)["nlu"]:
            question = block.get("metadata", {}).get("faq")
            if question and question != _NEAR_TO_ONE:
                count[question] += len(block["examples"].splitlines())
    return count


def test_every_question_is_taught_in_enough_ways_and_every_phrase_has_an_answer() -> None:
    count = _count_phrases()
    assert set(count) == set(load_faq())
    assert {question: n for question, n in count.items() if n < _FEWEST} == {}


def test_what_is_said_promises_nothing_and_what_is_open_is_named() -> None:
    for entry in load_faq().values():
        for words in (entry.statement.text, entry.clerk):
            assert not any(promise in words for promise in _PROMISES), entry.id
        assert entry.statement.grade != "own" or entry.statement.source, entry.id
        says_open = "材料没写，" in entry.statement.text or "没有公布，" in entry.statement.text
        assert entry.statement.lacks or not says_open, entry.id


def test_a_clerk_is_not_sent_to_themselves() -> None:
    for entry in load_faq().values():
        assert not any(words in entry.clerk for words in ("经办人", "请单位工会")), entry.id


def test_the_entries_stand_beside_their_reader() -> None:
    assert list(Path(actions.faq.__file__).with_name("entries").glob("*.yml"))
