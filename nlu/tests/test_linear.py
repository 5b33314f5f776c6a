"""The linear model: deterministic, whatever the order, and steady for any input."""

import numpy as np
import pytest

from nlu.components.clauses import split_clauses
from nlu.components.linear import fit
from nlu.components.text import MAX_CHARACTERS, normalise

EXAMPLES = [
    ("我的理赔到哪了", "check_claim"),
    ("理赔进度", "check_claim"),
    ("审到哪一步了", "check_claim"),
    ("要什么材料", "ask_documents"),
    ("准备哪些材料", "ask_documents"),
    ("带什么证明材料", "ask_documents"),
    ("你好", "greet"),
    ("您好", "greet"),
    ("你好啊", "greet"),
]


def test_the_same_data_in_any_order_gives_the_same_model() -> None:
    one, other = fit(EXAMPLES, 10), fit(list(reversed(EXAMPLES)), 10)
    assert one.columns == other.columns
    assert np.array_equal(one.weights, other.weights)


def test_it_understands_words_it_was_not_taught() -> None:
    model = fit(EXAMPLES, 10)
    assert model.labels[model.score("理赔进度到哪了").argmax()] == "check_claim"


@pytest.mark.parametrize("text", ["", "😭", "完全没见过", "长" * 5000, "\u202e\x00"])
def test_any_text_gets_probabilities(text: str) -> None:
    scores = fit(EXAMPLES, 10).score(text)
    assert scores.sum() == pytest.approx(1, abs=1e-4)


def test_normalising_makes_equal_what_looks_equal() -> None:
    assert normalise("ＬＰ２０２６－００３１１８７") == normalise("lp2026-0031187")
    assert normalise("你\u200b好\u3000\n吗") == "你好 吗"


def test_of_a_very_long_text_both_ends_are_read() -> None:
    text = normalise("头" + "中" * 5000 + "尾")
    assert len(text) == MAX_CHARACTERS + 1
    assert text[0] == "头"
    assert text[-1] == "尾"


def test_clauses() -> None:
    assert split_clauses("怎么申请？要什么材料,多久到账") == ["怎么申请", "要什么材料", "多久到账"]
