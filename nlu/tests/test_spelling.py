"""Pinyin is read as the Chinese that members say; what is no pinyin stays as it is."""

from pathlib import Path

import pytest
import yaml

from nlu.components.spelling import Speller, count_runs

_DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="module")
def speller() -> Speller:
    """One that knows the phrases of the training data."""
    examples = (
        str(one["examples"])
        for file in _DATA.rglob("*.yml")
        for one in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    )
    return Speller(count_runs(line for text in examples for line in text.splitlines()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wo de li pei dao na yi bu le", "我的理赔到哪一步了"),
        ("wode gongzi ka huan le", "我的工资卡换了"),
        ("zhu yuan jin tie yi tian duo shao qian", "住院津贴一天多少钱"),
        ("Er ci bao xiao zen me nong", "二次报销怎么弄"),
        ("1380 kuai qian shi shen me", "1380块钱是什么"),
    ],
)
def test_a_message_in_pinyin_is_read_as_chinese(speller: Speller, typed: str, meant: str) -> None:
    assert speller.spell(typed) == meant


@pytest.mark.parametrize(
    "typed", ["ni hao", "hello how are you", "can you help me", "LP2025-0012345", "我的ka", "12351", ""]
)
def test_what_is_no_pinyin_stays_as_it_is(speller: Speller, typed: str) -> None:
    assert speller.spell(typed) == typed
