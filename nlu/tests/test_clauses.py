"""A message's clauses with their places, and what is found beside everything else."""

from pathlib import Path

import pytest

from nlu.components.clauses import split_clauses, split_sentences
from nlu.components.entities import EntityFinder, read_lists

_LOOKUPS = Path(__file__).resolve().parent.parent / "lookups"


def test_clauses_keep_their_places() -> None:
    text = "女工特疾　多少钱？要啥材料"
    assert [(one.text, text[one.start : one.end]) for one in split_clauses(text)] == [
        ("女工特疾", "女工特疾"),
        ("多少钱", "多少钱"),
        ("要啥材料", "要啥材料"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公积金能取不", [("office", "housing_fund")]),
        ("12333是干嘛的", [("office", "human_resources")]),
        ("非工伤意外怎么报", [("programme", "non_work_accident_property")]),
        ("我们厂谁报过", [("circumstance", "colleagues")]),
        ("俺爹上礼拜走了", [("relation", "parent"), ("event", "death"), ("date", "上礼拜")]),
        ("我老公调走了", [("relation", "spouse")]),
        ("我妈的单子没了", [("relation", "parent")]),
        ("这一个月住我妈家", []),
    ],
)
def test_offices_and_circumstances_are_found_beside_the_rest(text: str, found: list[tuple[str, str]]) -> None:
    named = [(one.type, one.value) for one in EntityFinder(read_lists(_LOOKUPS)).find(text)]
    assert [one for one in found if one not in named] == []
    assert [one for one in named if one[0] in ("office", "circumstance", "event") and one not in found] == []


def test_a_long_story_is_read_by_its_sentences_and_numbers() -> None:
    text = "我先说说情况，说来话长。我就想问：第一，审到哪了；第二，能报多少，第三，要啥材料"
    assert [text[one.start : one.end] for one in split_sentences(text)] == [
        "我先说说情况，说来话长",
        "我就想问：",
        "第一，审到哪了",
        "第二，能报多少，",
        "第三，要啥材料",
    ]
